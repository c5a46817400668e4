import { describe, expect, it } from 'vitest';
import type { ChangeItem } from '../senders/connectors/connector.ts';
import { acknowledgeFeed, serveFeed } from './feed.ts';
import { createFakeVendor } from './testing/fake-vendor.ts';
import { pageOf } from './testing/page-of.ts';
import { aWorker } from './testing/worker.ts';
import { addressOf, latencyCount, MINUTE, openWorld, rowsOf, stateOf } from './testing/world.ts';

async function opened() {
  const world = await openWorld();
  const sender = await world.addSender({ kind: 'feed' });
  const worker = aWorker(world, { connector: createFakeVendor() });
  return {
    ...world,
    worker,
    serve: (after: number, limit = 100) => pageOf(serveFeed(worker.feed, sender, { after, limit })),
    acknowledge: (seq: number) => acknowledgeFeed(worker.feed, sender, seq),
    cursor: async () => (await stateOf(world.database)).cursor_seq,
  };
}

const seqsOf = ({ items }: { items: readonly ChangeItem[] }) => items.map(({ seq }) => seq);

describe('the feed', () => {
  it('serves what follows a position, in pages, and says when there is more', async () => {
    const { say, serve } = await opened();
    await say(
      { by: 'ada' },
      { by: 'bob', about: 'b' },
      { by: 'cleo', about: '*' },
      { by: 'dan', about: 'a/t' },
    );
    const first = await serve(0, 2);
    expect([seqsOf(first), first.next, first.more]).toEqual([[1, 3], 3, true]);
    const second = await serve(3, 2);
    expect([seqsOf(second), second.next, second.more]).toEqual([[4], 4, false]);
    expect(await serve(4)).toEqual({ items: [], next: 4, more: false });
  });

  it('moves no cursor by being read, however often', async () => {
    const { say, serve, cursor, database } = await opened();
    await say({ by: 'ada' });
    await serve(0);
    await serve(0);
    expect(await cursor()).toBe(0);
    expect(await rowsOf(database, 'delivery')).toEqual([]);
  });

  it('serves an older position again, with the states of today', async () => {
    const { say, serve, acknowledge } = await opened();
    await say({ by: 'ada' });
    await serve(0);
    await acknowledge(1);
    await say({ by: 'ada', word: 'opt_in' });
    expect(await serve(0, 1)).toMatchObject({
      items: [{ address: addressOf('ada'), promotional: { a: 'allowed' } }],
    });
  });

  it('is never carried by a worker', async () => {
    const { say, worker, cursor } = await opened();
    await say({ by: 'ada' });
    expect(await worker.tick()).toEqual(new Map());
    expect(await cursor()).toBe(0);
  });
});

describe('an acknowledgement', () => {
  it('moves the cursor and counts each opt-out once', async () => {
    const { say, serve, acknowledge, advance, database } = await opened();
    await say({ by: 'ada' }, { by: 'bob' });
    await serve(0);
    advance(MINUTE);
    expect(await acknowledge(2)).toEqual({ kind: 'acknowledged', cursorSeq: 2 });
    expect(await rowsOf(database, 'latency')).toMatchObject([{ count: 2, millis_max: MINUTE }]);
    expect(await acknowledge(2)).toEqual({ kind: 'acknowledged', cursorSeq: 2 });
    expect(await acknowledge(1)).toEqual({ kind: 'acknowledged', cursorSeq: 2 });
    expect(await latencyCount(database)).toBe(2);
  });

  it('of what was never served is refused and moves nothing', async () => {
    const { say, serve, acknowledge, cursor, database } = await opened();
    await say({ by: 'ada' }, { by: 'bob' }, { by: 'cleo' });
    await serve(0, 2);
    expect(await acknowledge(3)).toEqual({ kind: 'never_served', servedSeq: 2, cursorSeq: 0 });
    expect([await cursor(), await latencyCount(database)]).toEqual([0, 0]);
  });

  it('of a part leaves the rest owed', async () => {
    const { say, serve, acknowledge, database } = await opened();
    await say({ by: 'ada' }, { by: 'bob' }, { by: 'ada', word: 'opt_in' }, { by: 'cleo' });
    await serve(0);
    await acknowledge(2);
    expect(await latencyCount(database)).toBe(2);
    await acknowledge(4);
    expect(await latencyCount(database)).toBe(3);
  });

  it('counts once when it comes several times at once', async () => {
    const { say, serve, acknowledge, database } = await opened();
    await say({ by: 'ada' }, { by: 'bob' }, { by: 'cleo' });
    await serve(0);
    const answers = await Promise.all([acknowledge(3), acknowledge(2), acknowledge(3), acknowledge(1)]);
    expect(answers.every(({ kind }) => kind === 'acknowledged')).toBe(true);
    expect([(await stateOf(database)).cursor_seq, await latencyCount(database)]).toEqual([3, 3]);
  });

  it('of thousands of entries is settled in pieces, each entry once', async () => {
    const { say, serve, acknowledge, database } = await opened();
    await say(...Array.from({ length: 2_300 }, (_, index) => ({ by: `reader${index}` })));
    await serve(0, 2_300);
    expect(await acknowledge(2_299)).toEqual({ kind: 'acknowledged', cursorSeq: 2_299 });
    expect(await latencyCount(database)).toBe(2_299);
    expect((await rowsOf(database, 'delivery')).map(({ to_seq }) => to_seq)).toEqual([1_000, 2_000, 2_299]);
  });

  it('raises the epoch, so that a rewound cursor could not be mistaken for the one it was fenced by', async () => {
    const { say, serve, acknowledge, database } = await opened();
    await say({ by: 'ada' });
    await serve(0);
    const { epoch } = await stateOf(database);
    await acknowledge(1);
    expect((await stateOf(database)).epoch).toBe(epoch + 1);
  });
});
