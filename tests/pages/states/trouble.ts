import { BODY_BYTES_MAX } from '../../../src/center/link-door.tsx';
import { ROSA } from '../world.ts';
import { statesOf } from './state.ts';

// As long as a process keeps what it has read of the brands, and a second.
const FORGOTTEN = 6_000;

export const troubleStates = [
  ...statesOf('dead link', {
    'that seems to be from a brand': (visitor, world) =>
      visitor.open(world.link('unsub').replace(/.{6}$/, 'broken')),
    'that says nothing of itself': (visitor) => visitor.open('/u/cut-off'),
    'that says nothing of itself, where the company is not named': {
      world: { group: false },
      walk: (visitor) => visitor.open('/p/cut-off'),
    },
  }),
  ...statesOf('trouble', {
    // A brand nobody knows is the same page.
    'as there is no such page': (visitor) => visitor.open('/newsletter/unsubscribe'),
    'as another website sent the form': async (visitor, world) =>
      visitor.send(world.link('prefs', 'clearview'), 'press=save', {
        origin: 'https://elsewhere.example',
        'sec-fetch-site': 'cross-site',
      }),
    'as more was sent than any form holds': (visitor, world) =>
      visitor.send(world.link('prefs', 'clearview'), `press=save&topic=${'x'.repeat(BODY_BYTES_MAX)}`),
    'as nothing can be shown': async (visitor, world) => {
      const path = world.link('prefs', 'clearview');
      world.databaseAnswers(false);
      return visitor.open(path);
    },
    'as nothing can be saved': async (visitor, world) => {
      const page = await visitor.open('/b/clearview');
      world.databaseAnswers(false);
      return visitor.press(page, 'stop', { address: ROSA });
    },
    'as nothing can be saved and nothing is known': async (visitor, world) => {
      const page = await visitor.open(world.link('unsub'));
      world.databaseAnswers(false);
      world.advance(FORGOTTEN);
      return visitor.press(page, 'stop');
    },
  }),
];
