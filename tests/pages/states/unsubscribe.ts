import { PREFS_DAYS, UNDO_MINUTES } from '../../../src/links/ages.ts';
import type { Shown, Visitor } from '../../forms/visitor.ts';
import type { World } from '../world.ts';
import { statesOf } from './state.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;

async function stopped(visitor: Visitor, world: World, scope?: string): Promise<Shown> {
  return visitor.press(await visitor.open(world.link('unsub', scope)), 'stop');
}

/** Where the undo of a result page leads. */
function undoPath({ html }: Shown): string {
  const path = /action="(\/u\/[^"]+)"/.exec(html)?.[1];
  if (path === undefined) throw new Error('the page offers no undo');
  return path;
}

export const unsubscribeStates = [
  ...statesOf('unsubscribe', {
    'asks about a topic': (visitor, world) => visitor.open(world.link('unsub')),
    'asks about a brand': (visitor, world) => visitor.open(world.link('unsub', 'clearview')),
    'asks for a brand with a logo': (visitor, world) =>
      visitor.open(world.link('unsub', 'soundpage/new-titles')),
    'asks for a brand with colors of its own': (visitor, world) =>
      visitor.open(world.link('unsub', 'harbor/courses')),
    'asks by a preference link that is old': (visitor, world) => {
      const path = world.link('prefs', 'clearview');
      world.advance(PREFS_DAYS * DAY);
      return visitor.open(path);
    },
    'asks about a brand that is gone': (visitor, world) => visitor.open(world.link('unsub', 'lenscraft')),
    'asks where the address does not open': (visitor, world) =>
      visitor.open(world.link('unsub', 'clearview/offers', { unreadable: true })),
  }),
  ...statesOf('unsubscribed', {
    'from a topic': (visitor, world) => stopped(visitor, world),
    'from a brand': (visitor, world) => stopped(visitor, world, 'clearview'),
    'from a brand with a logo': (visitor, world) => stopped(visitor, world, 'soundpage/new-titles'),
    'from everything': async (visitor, world) => visitor.press(await stopped(visitor, world), 'stop-all'),
    'from everything, where the company is not named': {
      world: { group: false },
      walk: async (visitor, world) => visitor.press(await stopped(visitor, world), 'stop-all'),
    },
    'where the company is not named': {
      world: { group: false },
      walk: (visitor, world) => stopped(visitor, world),
    },
    'where there is one brand alone': {
      world: { brands: 1 },
      walk: (visitor, world) => stopped(visitor, world),
    },
    already: async (visitor, world) =>
      visitor.press(await visitor.open((await stopped(visitor, world)).path), 'stop'),
    'with no undo left': async (visitor, world) => {
      const done = await stopped(visitor, world);
      world.advance(UNDO_MINUTES * MINUTE);
      return visitor.press(await visitor.open(done.path), 'stop');
    },
    'from a brand that is gone': (visitor, world) => stopped(visitor, world, 'lenscraft'),
    'and a link to choose was mailed': async (visitor, world) =>
      visitor.press(await stopped(visitor, world), 'mail-link'),
  }),
  ...statesOf('undo', {
    'is asked for': async (visitor, world) => visitor.open(undoPath(await stopped(visitor, world))),
    done: async (visitor, world) => visitor.press(await stopped(visitor, world), 'undo'),
    'done where the address does not open': async (visitor, world) => {
      const path = world.link('unsub', 'clearview/offers', { unreadable: true });
      return visitor.press(await visitor.press(await visitor.open(path), 'stop'), 'undo');
    },
    'with nothing left to undo': async (visitor, world) => {
      const done = await stopped(visitor, world);
      await visitor.press(done, 'undo');
      return visitor.press(done, 'undo');
    },
    'made a pause of 60 days': async (visitor, world) => visitor.press(await stopped(visitor, world), '60'),
  }),
];
