import { describe, expect, it } from 'vitest';
import { acknowledgeFeed, serveFeed } from '../../src/propagation/feed.ts';
import { overviewOf } from '../../src/propagation/overview.ts';
import { progressOf } from '../../src/propagation/progress.ts';
import { replaysOf } from '../../src/propagation/replay-list.ts';
import { createFakeVendor } from '../../src/propagation/testing/fake-vendor.ts';
import { pageOf } from '../../src/propagation/testing/page-of.ts';
import { aWorker } from '../../src/propagation/testing/worker.ts';
import {
  addressOf,
  HOUR,
  idOf,
  keyring,
  latencyCount,
  MINUTE,
  rowsOf,
  worldOn,
} from '../../src/propagation/testing/world-on.ts';
import { toldOf } from '../../src/propagation/told.ts';
import { readSenders } from '../../src/senders/registry.ts';
import { aDatabase } from './a-database.ts';

async function opened() {
  const { database } = await aDatabase();
  const world = worldOn(database);
  const vendor = createFakeVendor();
  const worker = aWorker(world, { connector: vendor });
  const sender = async () => {
    const [first] = await readSenders(database, keyring);
    if (first === undefined) throw new Error('there is no sender');
    return first;
  };
  return {
    ...world,
    vendor,
    sender,
    feed: worker.feed,
    tick: () => worker.tick(),
    holds: async () => (await rowsOf(database, 'hold')).map(({ reason, brand }) => `${reason} ${brand}`),
    replays: () => replaysOf(database, 'mailer', { limit: 10 }),
    overview: async () => (await overviewOf(database, [await sender()], world.now()))[0],
    /** What the readers say of an entry; they must agree. */
    async said(seq: number, by: string, brand = 'a') {
      const entry = { seq, recipient_id: idOf(by), brand };
      const senders = { read: async () => [await sender()] };
      const progress = await progressOf({ database, senders }, entry);
      const told = await toldOf(database, await sender(), { seq, recipientId: idOf(by), brand });
      expect(progress.told).toBe(told.kind === 'told' ? 1 : 0);
      if (told.kind === 'told') expect(progress.senders).toMatchObject([{ at: told.at }]);
      return told;
    },
  };
}

describe('a replay', () => {
  it('brings a new sender what stands, one that is parked at last, and lifts its hold', async () => {
    const { say, addSender, tick, vendor, holds, replays, overview, said, advance, now, database } =
      await opened();
    await say({ by: 'ada' }, { by: 'bob' }, { by: 'cleo', about: '*' }, { by: 'ada', about: 'a/t' });
    advance(HOUR);
    await addSender();
    vendor.rejects.add(addressOf('bob'));
    expect([await holds(), (await overview())?.lag]).toEqual([['backfill *'], 4]);
    expect(await said(1, 'ada')).toEqual({ kind: 'waiting' });
    advance(MINUTE);
    await tick();
    const at = now();
    expect(await holds()).toEqual([]);
    expect(await replays()).toMatchObject([
      { kind: 'backfill', entriesDone: 4, peopleTold: 2, finishedAt: at },
    ]);
    expect(await said(3, 'cleo', '*')).toEqual({ kind: 'told', at });
    expect(await said(2, 'bob')).toMatchObject({ kind: 'parked' });
    expect(await overview()).toMatchObject({ lag: 1, parked: 1, replays: [] });
    vendor.rejects.clear();
    advance(2 * HOUR);
    await tick();
    expect(await said(2, 'bob')).toEqual({ kind: 'told', at: now() });
    expect(await latencyCount(database)).toBe(4);
  });

  it('tells a brand that was given, lost and given again, and says told only of what is', async () => {
    const { say, addSender, setBrands, tick, vendor, holds, said, advance, now, database } = await opened();
    await addSender();
    await say({ by: 'ada', about: 'b' }, { by: 'bob' }, { by: 'cleo', about: '*' });
    await tick();
    await setBrands(['a', 'b']);
    expect([await holds(), await said(1, 'ada', 'b')]).toEqual([['brand b'], { kind: 'waiting' }]);
    await tick();
    expect([await holds(), (await said(1, 'ada', 'b')).kind]).toEqual([[], 'told']);
    await setBrands(['a']);
    await say({ by: 'ada', about: 'b', word: 'opt_in' });
    advance(HOUR);
    await setBrands(['a', 'b']);
    expect(await said(1, 'ada', 'b')).toEqual({ kind: 'waiting' });
    advance(MINUTE);
    await tick();
    expect(await said(4, 'ada', 'b')).toEqual({ kind: 'told', at: now() });
    expect(vendor.states.get(addressOf('ada'))).toMatchObject({ promotional: { b: 'allowed' } });
    expect(vendor.states.get(addressOf('cleo'))).toMatchObject({ promotional: { b: 'suppressed' } });
    expect(await said(2, 'bob')).toMatchObject({ kind: 'told' });
    // Once as long as it had the brand, and once since it has it again.
    expect(await latencyCount(database)).toBe(4);
  });

  it('that is asked for by several at once is one', async () => {
    const { say, addSender, replay, replays, tick, database } = await opened();
    await addSender();
    await say({ by: 'ada' }, { by: 'bob' });
    await tick();
    const wishes = [1, 2, 3].map(() => replay({ kind: 'replay', fromSeq: 0 }));
    const kinds = (await Promise.all(wishes)).map(({ kind }) => kind);
    expect(kinds.sort()).toEqual(['open', 'open', 'started']);
    await replay({ kind: 'person', recipientId: idOf('ada') });
    await tick();
    expect(await replays()).toMatchObject([
      { finishedAt: expect.any(Number) },
      { peopleTold: expect.any(Number) },
    ]);
    expect(await latencyCount(database)).toBe(2);
  });

  it('moves a feed back, and counts nothing twice', async () => {
    const { say, addSender, setBrands, replay, feed, sender, holds, overview, said, database } =
      await opened();
    await say({ by: 'ada' }, { by: 'bob', about: 'b' });
    await addSender({ kind: 'feed' });
    const serve = async (after: number) => pageOf(serveFeed(feed, await sender(), { after, limit: 100 }));
    const acknowledge = async (seq: number) => acknowledgeFeed(feed, await sender(), seq);
    await acknowledge((await serve(0)).next);
    expect([await holds(), (await said(1, 'ada')).kind]).toEqual([[], 'told']);
    await setBrands(['a', 'b']);
    await replay({ kind: 'replay', fromSeq: 0 });
    expect(await acknowledge(1)).toEqual({ kind: 'never_served', servedSeq: 0, cursorSeq: 0 });
    expect([await holds(), (await overview())?.lag]).toEqual([['brand b'], 1]);
    await acknowledge((await serve(0)).next);
    expect([await holds(), (await overview())?.lag]).toEqual([[], 0]);
    expect([(await said(1, 'ada')).kind, (await said(2, 'bob', 'b')).kind]).toEqual(['told', 'told']);
    expect(await latencyCount(database)).toBe(2);
  });
});
