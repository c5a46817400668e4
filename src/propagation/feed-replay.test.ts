import { describe, expect, it } from 'vitest';
import { heldFor } from '../senders/hold.ts';
import { type Database, statementOf } from '../store/database.ts';
import { acknowledgeFeed, serveFeed } from './feed.ts';
import { owedTo } from './overview.ts';
import { replaysOf } from './replay-list.ts';
import { createFakeVendor } from './testing/fake-vendor.ts';
import { pageOf } from './testing/page-of.ts';
import { aWorker } from './testing/worker.ts';
import { HOUR, idOf, latencyCount, MINUTE, openWorld, rowsOf, type Said, stateOf } from './testing/world.ts';
import { toldOf } from './told.ts';

async function opened({ said = [] }: { said?: readonly Said[] } = {}) {
  const world = await openWorld();
  if (said.length > 0) await world.say(...said);
  const sender = await world.addSender({ kind: 'feed' });
  const { feed } = aWorker(world, { connector: createFakeVendor() });
  const serving = (after: number, limit = 100) => serveFeed(feed, sender, { after, limit });
  return {
    ...world,
    world,
    sender,
    serving,
    serve: (after: number, limit = 100) => pageOf(serving(after, limit)),
    acknowledge: (seq: number) => acknowledgeFeed(feed, sender, seq),
    held: (brand = 'a') => heldFor(world.database, sender, { brand, now: world.now() }),
    replays: () => replaysOf(world.database, 'mailer', { limit: 10 }),
    counted: () => latencyCount(world.database),
    lag: async () => (await owedTo(world.database, sender)).lag,
    told: (seq: number, by: string, brand = 'a') =>
      toldOf(world.database, sender, { seq, recipientId: idOf(by), brand }),
  };
}

describe('a feed that is new', () => {
  it('is held until it has acknowledged what was said before it came', async () => {
    const { serve, acknowledge, held, replays, say, lag, told, advance, now } = await opened({
      said: [{ by: 'ada' }, { by: 'bob', about: 'b' }, { by: 'cleo' }, { by: 'dan', about: 'b' }],
    });
    await say({ by: 'eve' });
    expect([await held(), await lag()]).toMatchObject([{ reason: 'backfill' }, 3]);
    await serve(0);
    await acknowledge(1);
    expect(await replays()).toMatchObject([
      { entriesDone: 1, entriesLeft: 1, cursorSeq: 1, finishedAt: null },
    ]);
    expect([await held(), await lag()]).toMatchObject([{ reason: 'backfill' }, 2]);
    advance(MINUTE);
    await acknowledge(5);
    expect([await held(), await lag()]).toEqual([undefined, 0]);
    expect(await replays()).toMatchObject([{ entriesDone: 2, peopleTold: 2, finishedAt: now() }]);
    expect(await told(3, 'cleo')).toEqual({ kind: 'told', at: now() });
    expect(await told(5, 'eve')).toEqual({ kind: 'told', at: now() });
  });
});

describe('a feed that is told again', () => {
  it('is moved back, refused what it has not fetched since, and told where to go on', async () => {
    const { say, serve, serving, acknowledge, replay } = await opened();
    await say({ by: 'ada' }, { by: 'bob' }, { by: 'cleo' });
    await acknowledge((await serve(0)).next);
    await replay({ kind: 'replay', fromSeq: 1 });
    const refused = { kind: 'never_served', servedSeq: 1, cursorSeq: 1 };
    expect([await acknowledge(3), await serving(3)]).toEqual([refused, refused]);
    expect((await serve(1)).items).toHaveLength(2);
  });

  it('counts nothing again, keeps its times, and owes nothing meanwhile', async () => {
    const { say, serve, acknowledge, replay, counted, told, lag, replays, advance, now } = await opened();
    await say({ by: 'ada' }, { by: 'bob' });
    await acknowledge((await serve(0)).next);
    const at = now();
    advance(HOUR);
    await replay({ kind: 'replay', fromSeq: 0 });
    await say({ by: 'cleo' });
    expect([await told(1, 'ada'), await lag()]).toEqual([{ kind: 'told', at }, 1]);
    await acknowledge((await serve(0)).next);
    expect([await told(1, 'ada'), await counted(), await lag()]).toEqual([{ kind: 'told', at }, 3, 0]);
    expect(await told(3, 'cleo')).toEqual({ kind: 'told', at: now() });
    expect(await replays()).toMatchObject([{ entriesDone: 2, finishedAt: now() }]);
  });

  it('has no page noted that was made before it was moved back', async () => {
    const { world, say, serve, acknowledge, replay, database, sender } = await opened();
    await say({ by: 'ada' }, { by: 'bob' });
    await acknowledge((await serve(0, 1)).next);
    let moved = false;
    const slow: Database = {
      ...database,
      async all(query) {
        if (!moved && statementOf(query).sql.includes('set "served_seq"')) {
          moved = true;
          await replay({ kind: 'replay', fromSeq: 0 });
        }
        return database.all(query);
      },
    };
    const { feed } = aWorker(world, { connector: createFakeVendor(), database: slow, name: 'slow' });
    expect(await serveFeed(feed, sender, { after: 1, limit: 1 })).toMatchObject({ kind: 'never_served' });
    expect(moved).toBe(true);
    expect(await stateOf(database)).toMatchObject({ cursor_seq: 0, served_seq: 0 });
  });

  it('comes by one person, and by all that followed', async () => {
    const { say, serve, acknowledge, replay, replays } = await opened();
    await say({ by: 'ada' }, { by: 'bob' }, { by: 'cleo' });
    await acknowledge((await serve(0)).next);
    await replay({ kind: 'person', recipientId: idOf('bob') });
    const page = await serve(1);
    expect(page.items.map(({ seq }) => seq)).toEqual([2, 3]);
    await acknowledge(page.next);
    expect(await replays()).toMatchObject([{ kind: 'person', finishedAt: expect.any(Number) }]);
  });
});

describe('a feed that is given another brand', () => {
  it('fetches all again, with what is said of the brand, and is held for it till then', async () => {
    const { say, serve, acknowledge, setBrands, held, counted, told, database } = await opened();
    await say({ by: 'ada', about: 'b' }, { by: 'ada' }, { by: 'bob' });
    await acknowledge((await serve(0)).next);
    await setBrands(['a', 'b']);
    expect([await held('a'), await held('b')]).toMatchObject([undefined, { reason: 'brand' }]);
    expect(await told(1, 'ada', 'b')).toEqual({ kind: 'waiting' });
    const page = await serve(0, 1);
    // Numbered by the newest, for it holds a state of hers under that.
    expect(page).toMatchObject({ next: 1, items: [{ seq: 2, promotional: { b: 'suppressed' } }] });
    await acknowledge((await serve(1)).next);
    expect([await held('b'), await counted()]).toEqual([undefined, 3]);
    expect(await told(1, 'ada', 'b')).toMatchObject({ kind: 'told' });
    expect(await rowsOf(database, 'hold')).toEqual([]);
  });

  it('is not held for ever when it loses the brand that its last entries were about', async () => {
    const { serve, acknowledge, setBrands, held, say, replays } = await opened({
      said: [{ by: 'ada' }, { by: 'bob', about: '*' }],
    });
    await say({ by: 'cleo', about: 'b' });
    await setBrands(['a', 'b']);
    await acknowledge((await serve(0, 2)).next);
    await setBrands(['a']);
    await acknowledge((await serve(2)).next);
    expect(await held()).toBeUndefined();
    expect((await replays()).filter(({ finishedAt }) => finishedAt === null)).toEqual([]);
  });
});
