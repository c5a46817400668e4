import type { Shown, Visitor } from '../../forms/visitor.ts';
import type { World } from '../world.ts';
import { statesOf } from './state.ts';

const TOPICS = ['soundpage/new-titles', 'soundpage/book-club'];

function asked(visitor: Visitor, world: World): Promise<Shown> {
  return visitor.open(world.link('optin', 'soundpage', { topics: TOPICS }));
}

export const confirmStates = statesOf('confirm', {
  'asks whether to start': asked,
  'started what was asked for': async (visitor, world) =>
    visitor.press(await asked(visitor, world), 'confirm'),
  'starts nothing, because stop was said since': async (visitor, world) => {
    const page = await asked(visitor, world);
    world.advance(60_000);
    for (const topic of TOPICS) await visitor.press(await visitor.open(world.link('unsub', topic)), 'stop');
    return visitor.press(page, 'confirm');
  },
});
