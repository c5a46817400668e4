import type { Shown, Visitor } from '../../forms/visitor.ts';
import type { World } from '../world.ts';
import { statesOf } from './state.ts';

async function stopped(visitor: Visitor, world: World): Promise<Shown> {
  return visitor.press(await visitor.open(world.link('unsub')), 'stop');
}

/** The receipt a page leads to. */
function receiptOf(visitor: Visitor, { html }: Shown): Promise<Shown> {
  const path = /href="(\/r\/[^"]+)"/.exec(html)?.[1];
  if (path === undefined) throw new Error('the page leads to no receipt');
  return visitor.open(path);
}

async function stoppedReceipt(visitor: Visitor, world: World): Promise<Shown> {
  return receiptOf(visitor, await stopped(visitor, world));
}

async function savedReceipt(visitor: Visitor, world: World, seq: number, scope?: string): Promise<Shown> {
  return visitor.open(world.link('receipt', scope ?? 'clearview/living-well', { seq }));
}

export const receiptStates = statesOf('receipt', {
  'with nobody told yet': stoppedReceipt,
  'with some told': async (visitor, world) => {
    const done = await stopped(visitor, world);
    world.advance(90_000);
    await world.tellSenders();
    return receiptOf(visitor, done);
  },
  'with all told': async (visitor, world) => {
    const done = await stopped(visitor, world);
    world.advance(90_000);
    await world.tellSenders({ all: true });
    return receiptOf(visitor, done);
  },
  'with some confirmed': async (visitor, world) => {
    const done = await stopped(visitor, world);
    world.advance(90_000);
    await world.tellSenders({ all: true });
    const { build } = world.heed.database;
    await world.change(
      build.updateTable('propagation').set({ confirmed_seq: 1 }).where('sender_id', '=', 'campaign-mailer'),
    );
    return receiptOf(visitor, done);
  },
  'where nobody sends': { world: { senders: false }, walk: stoppedReceipt },
  'of every brand': async (visitor, world) =>
    receiptOf(visitor, await visitor.press(await stopped(visitor, world), 'stop-all')),
  'of an opt-out that was overtaken': async (visitor, world) => {
    const done = await stopped(visitor, world);
    await visitor.press(done, 'undo');
    return receiptOf(visitor, done);
  },
  'of an undo': async (visitor, world) => {
    await visitor.press(await stopped(visitor, world), 'undo');
    return visitor.open(world.link('receipt', 'clearview/offers', { seq: 2 }));
  },
  'of a start': async (visitor, world) => {
    const page = await visitor.open(world.link('prefs', 'clearview'));
    await visitor.press(page, 'save', { topic: ['clearview/offers'] });
    await visitor.press(await visitor.open(page.path), 'save', {
      topic: ['clearview/offers', 'clearview/living-well'],
    });
    return savedReceipt(visitor, world, 2);
  },
  'of a pause': async (visitor, world) =>
    receiptOf(visitor, await visitor.press(await stopped(visitor, world), '30')),
  'with thanks for a reason': async (visitor, world) =>
    visitor.press(await stopped(visitor, world), 'reason', { reason: 'too_many' }),
  'with no reason chosen': async (visitor, world) => visitor.press(await stopped(visitor, world), 'reason'),
});
