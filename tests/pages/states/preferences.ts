import { PREFS_DAYS } from '../../../src/links/ages.ts';
import type { Typed } from '../../forms/read-forms.ts';
import type { Shown, Visitor } from '../../forms/visitor.ts';
import type { World } from '../world.ts';
import { statesOf } from './state.ts';

const DAY = 86_400_000;
const EVERY_TOPIC = { topic: ['clearview/offers', 'clearview/living-well'] };

function opened(visitor: Visitor, world: World, scope = 'clearview'): Promise<Shown> {
  return visitor.open(world.link('prefs', scope));
}

async function saved(visitor: Visitor, world: World, typed: Typed = {}): Promise<Shown> {
  return visitor.press(await opened(visitor, world), 'save', typed);
}

/** Comes back to the same page later, as by its address. */
function again(visitor: Visitor, { path }: Shown): Promise<Shown> {
  return visitor.open(path);
}

const wrongDate = (date: string) => (visitor: Visitor, world: World) =>
  saved(visitor, world, { topic: ['clearview/offers'], pause: 'date', 'pause-until': date });

export const preferenceStates = [
  ...statesOf('preferences', {
    fresh: (visitor, world) => opened(visitor, world),
    'with one topic stopped': async (visitor, world) =>
      again(visitor, await saved(visitor, world, { topic: ['clearview/offers'] })),
    'with all topics stopped': async (visitor, world) =>
      again(visitor, await saved(visitor, world, { topic: [] })),
    paused: async (visitor, world) => again(visitor, await saved(visitor, world, { pause: '30' })),
    'with every brand paused': async (visitor, world) => {
      const asked = await visitor.open(world.link('unsub'));
      const everything = await visitor.press(await visitor.press(asked, 'stop'), 'stop-all');
      await visitor.press(everything, '60');
      return opened(visitor, world);
    },
    'of a brand with a logo': (visitor, world) => opened(visitor, world, 'soundpage'),
    'of a brand with colors of its own': (visitor, world) => opened(visitor, world, 'harbor'),
    'of a brand without topics': async (visitor, world) => {
      await world.change(world.heed.database.build.deleteFrom('topic').where('brand_id', '=', 'clearview'));
      return opened(visitor, world);
    },
    'by a link just mailed, over every brand': (visitor, world) =>
      visitor.open(world.link('manage', 'clearview')),
    'by a link just mailed, with every brand paused': async (visitor, world) => {
      const asked = await visitor.open(world.link('unsub'));
      await visitor.press(await visitor.press(await visitor.press(asked, 'stop'), 'stop-all'), '90');
      return visitor.open(world.link('manage', 'clearview'));
    },
    'where the company is not named': {
      world: { group: false },
      walk: (visitor, world) => opened(visitor, world),
    },
    'where there is one brand alone': {
      world: { brands: 1 },
      walk: (visitor, world) => opened(visitor, world),
    },
    'where the address does not open': (visitor, world) =>
      visitor.open(world.link('prefs', 'clearview', { unreadable: true })),
    'with the date left empty': wrongDate(''),
    'with a date that is none': wrongDate('soon'),
    'with a date in the past': wrongDate('2026-11-01'),
    'with a date too far away': wrongDate('2030-01-01'),
  }),
  ...statesOf('saved', {
    'with nothing changed': (visitor, world) => saved(visitor, world),
    'with a topic stopped': (visitor, world) => saved(visitor, world, { topic: ['clearview/offers'] }),
    'with all topics stopped': (visitor, world) => saved(visitor, world, { topic: [] }),
    'with a topic started': async (visitor, world) => {
      const before = await saved(visitor, world, { topic: ['clearview/offers'] });
      return visitor.press(await again(visitor, before), 'save', EVERY_TOPIC);
    },
    'with a pause': (visitor, world) => saved(visitor, world, { pause: 'date', 'pause-until': '2027-01-31' }),
    'with a pause ended': async (visitor, world) => {
      const paused = await saved(visitor, world, { pause: '30' });
      return visitor.press(await again(visitor, paused), 'save', { pause: 'end' });
    },
    'with a stop, a start and a pause': async (visitor, world) => {
      const before = await saved(visitor, world, { topic: ['clearview/offers'] });
      return visitor.press(await again(visitor, before), 'save', {
        topic: ['clearview/living-well'],
        pause: '90',
      });
    },
    'with every brand changed by a link just mailed': async (visitor, world) => {
      const page = await visitor.open(world.link('manage', 'clearview'));
      return visitor.press(page, 'save', { topic: ['clearview/offers', 'soundpage/book-club'] });
    },
    'with a topic kept as it was stopped elsewhere': async (visitor, world) => {
      const stale = await opened(visitor, world);
      await saved(visitor, world, { topic: ['clearview/offers'] });
      return visitor.press(stale, 'save');
    },
    'with a topic that is gone': async (visitor, world) => {
      const before = await saved(visitor, world, { topic: ['clearview/offers'] });
      const stale = await again(visitor, before);
      const { build } = world.heed.database;
      await world.change(
        build.deleteFrom('topic').where('brand_id', '=', 'clearview').where('id', '=', 'living-well'),
      );
      return visitor.press(stale, 'save', EVERY_TOPIC);
    },
    'by a link that became too old': async (visitor, world) => {
      const before = await saved(visitor, world, { topic: ['clearview/offers'] });
      const stale = await again(visitor, before);
      world.advance(PREFS_DAYS * DAY);
      return visitor.press(stale, 'save', EVERY_TOPIC);
    },
    'with a mail to confirm': (visitor, world) => optedIn(visitor, world),
    'with too many mails to confirm': async (visitor, world) => {
      for (let asked = 0; asked < 3; asked += 1) await optedIn(visitor, world);
      return optedIn(visitor, world);
    },
  }),
];

/** Starts a topic of a brand that wants every start confirmed by mail. */
async function optedIn(visitor: Visitor, world: World): Promise<Shown> {
  const page = await opened(visitor, world, 'soundpage');
  await visitor.press(page, 'save', { topic: ['soundpage/new-titles'] });
  return visitor.press(await again(visitor, page), 'save', {
    topic: ['soundpage/new-titles', 'soundpage/book-club'],
  });
}
