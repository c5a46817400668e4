import { describe, expect, it } from 'vitest';
import type { Database } from '../store/database.ts';
import { acknowledgeFeed, serveFeed } from './feed.ts';
import { createFakeVendor } from './testing/fake-vendor.ts';
import { pageOf } from './testing/page-of.ts';
import { aWorker } from './testing/worker.ts';
import { addressOf, erase, idOf, latencyCount, openWorld, rowsOf, stateOf } from './testing/world.ts';

async function opened() {
  const world = await openWorld();
  const sender = await world.addSender({ kind: 'feed' });
  const reader = (database: Database = world.database) => {
    const { feed } = aWorker(world, { connector: createFakeVendor(), database, name: 'feed' });
    return {
      serve: (after: number, limit = 100) => pageOf(serveFeed(feed, sender, { after, limit })),
      acknowledge: (seq: number) => acknowledgeFeed(feed, sender, seq),
    };
  };
  const parked = () => rowsOf(world.database, 'parked');
  const counted = () => latencyCount(world.database);
  return { ...world, ...reader(), reader, parked, counted };
}

describe('a recipient whose address is gone', () => {
  it('has no item and is parked; acknowledging the page says nothing about them', async () => {
    const { say, serve, acknowledge, parked, counted, database } = await opened();
    await say({ by: 'ada' }, { by: 'bob' });
    await erase(database, 'bob');
    const page = await serve(0);
    expect(page.items.map(({ address }) => address)).toEqual([addressOf('ada')]);
    await acknowledge(page.next);
    expect((await stateOf(database)).cursor_seq).toBe(2);
    expect(await parked()).toMatchObject([
      { recipient_id: idOf('bob'), code: 'address_erased', first_seq: 2, seq: 2 },
    ]);
    expect(await counted()).toBe(1);
  });

  it('is parked once, however often the page is read', async () => {
    const { say, serve, parked, database } = await opened();
    await say({ by: 'ada' });
    await erase(database, 'ada');
    for (let times = 0; times < 3; times++) await serve(0);
    expect(await parked()).toMatchObject([{ attempt: 1 }]);
    expect(await rowsOf(database, 'delivery')).toHaveLength(1);
  });

  it('stays parked with all that follows, from the first entry on, as long as the address is gone', async () => {
    const { say, serve, acknowledge, parked, counted, database } = await opened();
    await say({ by: 'ada' });
    await erase(database, 'ada');
    await acknowledge((await serve(0)).next);
    await say({ by: 'ada', word: 'opt_in', nameless: true }, { by: 'bob' });
    await acknowledge((await serve(1)).next);
    expect(await parked()).toMatchObject([{ first_seq: 1, seq: 2 }]);
    expect(await counted()).toBe(1);
  });

  it('is freed, and counted once for each entry, by a later entry that is acknowledged', async () => {
    const { say, serve, acknowledge, parked, counted, database } = await opened();
    await say({ by: 'ada', about: 'a/t' });
    await erase(database, 'ada');
    await acknowledge((await serve(0)).next);
    await say({ by: 'ada', about: 'a' });
    const page = await serve(1);
    expect(page.items).toMatchObject([{ address: addressOf('ada'), promotional: { a: 'suppressed' } }]);
    expect(await parked()).toHaveLength(1);
    await acknowledge(page.next);
    expect(await parked()).toEqual([]);
    expect(await counted()).toBe(2);
  });

  it('is not told by a page that went out before the address came back', async () => {
    const { say, serve, acknowledge, parked, counted, database } = await opened();
    await say({ by: 'ada', about: 'a/t' });
    await erase(database, 'ada');
    const { next } = await serve(0);
    await say({ by: 'ada', about: 'a' });
    await acknowledge(next);
    expect(await parked()).toMatchObject([{ first_seq: 1, seq: 1 }]);
    expect(await counted()).toBe(0);
  });

  it('stays parked for what had no item when an earlier page, which had one, is acknowledged with it', async () => {
    const { say, serve, acknowledge, parked, counted, database } = await opened();
    await say({ by: 'ada', about: 'a/t' });
    await serve(0);
    await say({ by: 'ada', about: 'a' });
    await erase(database, 'ada');
    await serve(1);
    await acknowledge(2);
    expect(await parked()).toMatchObject([{ first_seq: 2, seq: 2 }]);
    expect(await counted()).toBe(1);
  });

  it('is not parked any more when the address went after the acknowledgement', async () => {
    const { say, serve, acknowledge, parked, database } = await opened();
    await say({ by: 'ada' });
    await acknowledge((await serve(0)).next);
    await erase(database, 'ada');
    await serve(0);
    expect(await parked()).toEqual([]);
  });

  it('is not parked by a page that an acknowledgement overtook', async () => {
    const { say, serve, acknowledge, reader, parked, counted, database } = await opened();
    await say({ by: 'ada' });
    const { next } = await serve(0);
    await erase(database, 'ada');
    let overtaken = false;
    const slow = reader({
      ...database,
      commit: async (statements) => {
        if (!overtaken) await acknowledge(next);
        overtaken = true;
        return database.commit(statements);
      },
    });
    await slow.serve(0);
    expect(overtaken).toBe(true);
    expect(await parked()).toEqual([]);
    expect(await counted()).toBe(1);
  });

  it('stays parked when a page parks them while an older page is acknowledged', async () => {
    const { say, serve, reader, parked, counted, database } = await opened();
    await say({ by: 'ada' });
    const { next } = await serve(0);
    await erase(database, 'ada');
    let overtaken = false;
    const slow = reader({
      ...database,
      commit: async (statements) => {
        if (!overtaken) {
          overtaken = true;
          await serve(0);
        }
        return database.commit(statements);
      },
    });
    await slow.acknowledge(next);
    expect(await parked()).toHaveLength(1);
    expect(await counted()).toBe(0);
  });
});
