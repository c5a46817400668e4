import { describe, expect, it } from 'vitest';
import { heldFor } from '../senders/hold.ts';
import { owedTo } from './overview.ts';
import { replaysOf } from './replay-list.ts';
import { createFakeVendor, RETRY_AFTER } from './testing/fake-vendor.ts';
import { aWorker } from './testing/worker.ts';
import {
  addressOf,
  erase,
  HOUR,
  idOf,
  latencyCount,
  MINUTE,
  openWorld,
  rowsOf,
  type Said,
  stateOf,
} from './testing/world.ts';
import { toldOf } from './told.ts';

/** A world in which that was said, and then a sender came that is called. */
async function opened({ said = [], itemsMax = 100 }: { said?: readonly Said[]; itemsMax?: number } = {}) {
  const world = await openWorld();
  if (said.length > 0) await world.say(...said);
  world.advance(MINUTE);
  const sender = await world.addSender();
  const vendor = createFakeVendor({ itemsMax });
  const worker = aWorker(world, { connector: vendor });
  return {
    ...world,
    world,
    sender,
    vendor,
    tick: async () => (await worker.tick()).get('mailer'),
    /** A tick whose time is up with the first request. */
    async turn() {
      vendor.meanwhile = () => world.advance(1);
      await worker.tick({ millisMax: 1 });
      vendor.meanwhile = () => undefined;
    },
    replays: () => replaysOf(world.database, 'mailer', { limit: 10 }),
    held: (brand = 'a') => heldFor(world.database, sender, { brand, now: world.now() }),
    /** Whom each request was about, in order. */
    sent: () => vendor.requests.map(({ items }) => items.map(({ address }) => address.split('@')[0])),
  };
}

const people = (count: number): Said[] => Array.from({ length: count }, (_, index) => ({ by: `p${index}` }));

describe('a new sender', () => {
  it('is held until it has acknowledged all that stands, and no longer', async () => {
    const { held, tick, replays, vendor, advance } = await opened({ said: people(3) });
    expect(await held()).toMatchObject({ reason: 'backfill', brand: '*' });
    vendor.moods.push('down');
    await tick();
    expect(await held()).toMatchObject({ reason: 'backfill' });
    advance(HOUR);
    expect(await tick()).toBe('caught_up');
    expect(await held()).toBeUndefined();
    expect(await replays()).toMatchObject([
      { kind: 'backfill', entriesDone: 3, entriesLeft: 0, peopleTold: 3, requestedBy: 'heed' },
    ]);
  });

  it('is not held, and has no backfill, where nothing was said about its brands', async () => {
    const { held, replays } = await opened({ said: [{ about: 'b' }] });
    expect([await held(), await replays()]).toEqual([undefined, []]);
  });

  it('is told what is said today before what was said for years', async () => {
    const { say, turn, sent } = await opened({ said: people(20), itemsMax: 1 });
    await say({ by: 'today' });
    await turn();
    expect(sent()[0]).toEqual(['today']);
    // And the backfill has had its turn, too.
    expect(sent()).toHaveLength(1 + 4);
  });

  it('is told each person once, with their whole state', async () => {
    const said = [
      { by: 'ada' },
      { by: 'bob' },
      { by: 'ada', about: 'a/t', word: 'opt_in' as const },
      { by: 'ada' },
    ];
    const { tick, vendor, sent, database, advance } = await opened({ said, itemsMax: 1 });
    vendor.moods.push('down');
    expect(await tick()).toBe('failed');
    advance(HOUR);
    expect(await tick()).toBe('caught_up');
    // What failed is sent again, and nobody else is.
    expect(sent()).toEqual([['bob'], ['ada'], ['bob']]);
    expect(vendor.states.get(addressOf('ada'))).toMatchObject({ promotional: { a: 'suppressed' } });
    expect(await latencyCount(database)).toBe(3);
  });

  it('is measured from when it came, for what was said before', async () => {
    const { tick, advance, database } = await opened({ said: people(2) });
    advance(5 * MINUTE);
    await tick();
    expect(await rowsOf(database, 'latency')).toMatchObject([{ count: 2, millis_max: 5 * MINUTE }]);
  });

  it('has a deadline of its own for what was overdue before it came', async () => {
    const { tick, vendor, sender, database, advance } = await opened({
      said: [{ by: 'ada', at: Date.UTC(2025, 0, 1) }],
    });
    const { oldest, lag } = await owedTo(database, sender);
    expect(lag).toBe(1);
    expect(oldest).toMatchObject({ requestedAt: sender.createdAt });
    expect(oldest?.dueAt).toBeGreaterThan(sender.createdAt + 9 * 24 * HOUR);
    vendor.rejects.add(addressOf('ada'));
    advance(MINUTE);
    await tick();
    expect(await rowsOf(database, 'parked')).toMatchObject([{ due_at: oldest?.dueAt }]);
  });
});

describe('a backfill that fails', () => {
  it('keeps nothing that is new waiting: it has a retry clock of its own', async () => {
    const { say, tick, vendor, sent, database } = await opened({ said: people(3) });
    vendor.diesOf.add(addressOf('p1'));
    expect(await tick()).toBe('failed');
    expect(await tick()).toBeUndefined();
    await say({ by: 'today' });
    expect(await tick()).toBe('caught_up');
    expect(sent().at(-1)).toEqual(['today']);
    expect(await stateOf(database)).toMatchObject({ attempt: 0, next_attempt_at: 0 });
  });

  it('waits with everything else where the sender asked for a wait', async () => {
    const { say, tick, vendor, advance } = await opened({ said: people(3) });
    vendor.moods.push('slow_down');
    await tick();
    await say({ by: 'today' });
    expect(await tick()).toBeUndefined();
    advance(RETRY_AFTER);
    expect(await tick()).toBe('caught_up');
  });

  it('parks nobody whom its position has not passed', async () => {
    const { tick, vendor, database } = await opened({ said: people(3), itemsMax: 1 });
    vendor.rejects.add(addressOf('p1'));
    vendor.moods.push('down');
    expect(await tick()).toBe('failed');
    expect(await rowsOf(database, 'parked')).toEqual([]);
  });

  it('lifts the hold when it is through, with those it parked under clocks of their own', async () => {
    const { tick, vendor, held, database, advance } = await opened({ said: people(3) });
    vendor.rejects.add(addressOf('p1'));
    expect(await tick()).toBe('caught_up');
    expect(await held()).toBeUndefined();
    expect(await rowsOf(database, 'parked')).toMatchObject([{ recipient_id: idOf('p1') }]);
    vendor.rejects.clear();
    advance(2 * HOUR);
    await tick();
    expect(await rowsOf(database, 'parked')).toEqual([]);
    expect(await latencyCount(database)).toBe(3);
  });
});

describe('a sender that is given another brand', () => {
  it('is held for that brand alone until it has been told it', async () => {
    const { say, setBrands, held, tick, replays, vendor } = await opened();
    await say({ by: 'ada', about: 'b' }, { by: 'bob' });
    await tick();
    expect(await setBrands(['a', 'b'])).toEqual({ kind: 'set', brands: ['a', 'b'] });
    expect([await held('a'), await held('b')]).toMatchObject([undefined, { reason: 'brand', brand: 'b' }]);
    await tick();
    expect(await held('b')).toBeUndefined();
    expect(await replays()).toMatchObject([{ kind: 'brand', brand: 'b', peopleTold: 1 }]);
    expect(vendor.states.get(addressOf('ada'))).toMatchObject({ promotional: { b: 'suppressed' } });
  });

  it('is told of it under a number that it has not gone beyond', async () => {
    const { say, setBrands, tick, vendor } = await opened();
    await say({ by: 'ada', about: 'b' }, { by: 'ada' });
    await tick();
    await setBrands(['a', 'b']);
    await tick();
    expect(vendor.states.get(addressOf('ada'))).toMatchObject({
      seq: 2,
      promotional: { a: 'suppressed', b: 'suppressed' },
    });
  });

  it('is told again of those who stopped everything, and counts them once', async () => {
    const { say, setBrands, tick, vendor, database } = await opened();
    await say({ by: 'ada', about: '*' });
    await tick();
    await setBrands(['a', 'b']);
    await tick();
    expect(vendor.states.get(addressOf('ada'))).toMatchObject({ promotional: { b: 'suppressed' } });
    expect(await latencyCount(database)).toBe(1);
  });

  it('parks somebody for what is new to it, and counts nothing between that it was told before', async () => {
    const { say, setBrands, tick, vendor, sender, advance, now, database } = await opened();
    await say({ by: 'ada', about: 'b/t' }, { by: 'ada' }, { by: 'ada', about: 'b' });
    await tick();
    const at = now();
    vendor.rejects.add(addressOf('ada'));
    await setBrands(['a', 'b']);
    await tick();
    const told = toldOf(database, sender, { seq: 2, recipientId: idOf('ada'), brand: 'a' });
    expect([await told, await latencyCount(database)]).toEqual([{ kind: 'told', at }, 1]);
    vendor.rejects.clear();
    advance(2 * HOUR);
    await tick();
    expect(await latencyCount(database)).toBe(3);
  });

  it('is measured from when it was given it', async () => {
    const { say, setBrands, tick, advance, database } = await opened();
    await say({ by: 'ada', about: 'b' });
    advance(9 * HOUR);
    await setBrands(['a', 'b']);
    advance(MINUTE);
    await tick();
    expect(await rowsOf(database, 'latency')).toMatchObject([{ count: 1, millis_max: MINUTE }]);
  });

  it('is told what is said today before all that was said of the brand', async () => {
    const { say, setBrands, tick, turn, sent } = await opened({ itemsMax: 1 });
    await say(...people(20).map((one) => ({ ...one, about: 'b' })));
    await setBrands(['a', 'b']);
    await say({ by: 'today' }, { by: 'today-b', about: 'b' });
    await turn();
    expect(sent().slice(0, 2)).toEqual([['today'], ['today-b']]);
    expect(sent()).toHaveLength(2 + 4);
    expect(await tick()).toBe('caught_up');
    expect(await tick()).toBeUndefined();
  });

  it('is owed nothing of a brand it loses, and is held for it no more', async () => {
    const { say, setBrands, held, tick, vendor, replays } = await opened();
    await say({ by: 'ada', about: 'b' });
    await setBrands(['a', 'b']);
    expect(await held('b')).toMatchObject({ reason: 'brand' });
    await setBrands(['a']);
    expect(await held('b')).toBeUndefined();
    await tick();
    expect(vendor.requests).toEqual([]);
    expect(await replays()).toMatchObject([{ finishedAt: expect.any(Number), peopleTold: 0 }]);
  });

  it('is told of it at once, by a worker that still goes by the brands of before', async () => {
    const { world, sender, say, setBrands, vendor } = await opened();
    await setBrands(['a', 'b']);
    await say({ by: 'ada', about: 'b' }, { by: 'bob' });
    const behind = aWorker(world, { connector: vendor, name: 'behind', senders: async () => [sender] });
    await behind.tick();
    expect(vendor.states.get(addressOf('ada'))).toMatchObject({ promotional: { b: 'suppressed' } });
  });

  it('keeps one brand at least, and takes only brands there are', async () => {
    const { setBrands } = await opened();
    expect(await setBrands([])).toEqual({ kind: 'no_brand' });
    expect(await setBrands(['a', 'x'])).toEqual({ kind: 'unknown_brands', brands: ['x'] });
    expect(await setBrands(['a'], 'nobody')).toEqual({ kind: 'unknown_sender' });
  });
});

describe('a replay on demand', () => {
  it('tells everything after an entry again, each person once, and counts nothing', async () => {
    const { say, replay, tick, sent, replays, held, database } = await opened();
    await say({ by: 'ada' }, { by: 'bob' }, { by: 'cleo' }, { by: 'bob', about: '*' });
    await tick();
    expect(await replay({ kind: 'replay', fromSeq: 1 })).toMatchObject({ kind: 'started' });
    expect(await held()).toBeUndefined();
    await tick();
    expect(sent().at(-1)).toEqual(['cleo', 'bob']);
    expect(await replays()).toMatchObject([
      { entriesDone: 3, peopleTold: 2, requestedBy: 'test', dueAt: null },
    ]);
    expect(await latencyCount(database)).toBe(4);
  });

  it('tells of one person, whatever else is being told again', async () => {
    const { say, replay, tick, turn, sent } = await opened({ itemsMax: 1 });
    await say(...people(20), { by: 'ada' }, { by: 'bob' });
    while ((await tick()) === 'out_of_time');
    const before = sent().length;
    await replay({ kind: 'replay', fromSeq: 0 });
    await replay({ kind: 'person', recipientId: idOf('ada') });
    await turn();
    expect(sent().slice(before)).toEqual([['ada']]);
  });

  it('that is asked for twice is one, and ends before it begins anew', async () => {
    const { say, replay, tick } = await opened();
    await say({ by: 'ada' });
    await tick();
    const outcomes = await Promise.all([1, 2, 3].map(() => replay({ kind: 'replay', fromSeq: 0 })));
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['open', 'open', 'started']);
    expect(new Set(outcomes.map((one) => ('id' in one ? one.id : undefined))).size).toBe(1);
    await tick();
    expect(await replay({ kind: 'replay', fromSeq: 0 })).toMatchObject({ kind: 'started' });
  });

  it('has nothing to tell of what was never told', async () => {
    const { say, replay, tick } = await opened();
    expect(await replay({ kind: 'replay', fromSeq: 0 })).toEqual({ kind: 'not_told_yet' });
    expect(await replay({ kind: 'person', recipientId: idOf('ada') })).toEqual({ kind: 'not_told_yet' });
    await say({ by: 'ada' });
    expect(await replay({ kind: 'person', recipientId: idOf('ada') })).toEqual({ kind: 'not_told_yet' });
    await tick();
    expect(await replay({ kind: 'replay', fromSeq: 1 })).toEqual({ kind: 'not_told_yet' });
  });

  it('sets those it cannot tell aside without a deadline, and they owe nothing', async () => {
    const { say, replay, tick, vendor, sender, database, advance } = await opened();
    await say({ by: 'ada' }, { by: 'bob' });
    await tick();
    vendor.rejects.add(addressOf('ada'));
    await replay({ kind: 'replay', fromSeq: 0 });
    await tick();
    expect(await rowsOf(database, 'parked')).toMatchObject([{ due_at: null }]);
    expect(await owedTo(database, sender)).toMatchObject({ lag: 0, parked: 1, oldest: undefined });
    vendor.rejects.clear();
    advance(2 * HOUR);
    await tick();
    expect([await rowsOf(database, 'parked'), await latencyCount(database)]).toEqual([[], 2]);
  });

  it('passes those whose address is gone: they were told, and cannot be again', async () => {
    const { say, replay, tick, replays, database } = await opened();
    await say({ by: 'ada' });
    await tick();
    await erase(database, 'ada');
    await replay({ kind: 'replay', fromSeq: 0 });
    await tick();
    expect(await rowsOf(database, 'parked')).toEqual([]);
    expect(await replays()).toMatchObject([{ finishedAt: expect.any(Number), peopleTold: 0 }]);
  });
});

describe('a sender that was retired', () => {
  it('is carried no more, and told nothing again', async () => {
    const { say, replay, tick, vendor, database, now } = await opened({ said: people(2) });
    await database.commit([database.build.updateTable('sender').set({ retired_at: now() }).compile()]);
    await say({ by: 'ada' });
    expect(await tick()).toBeUndefined();
    expect(vendor.requests).toEqual([]);
    expect(await replay({ kind: 'replay', fromSeq: 0 })).toEqual({ kind: 'retired' });
  });
});

describe('what waits at a sender', () => {
  it('never waits for ever, whichever of the three is endless', async () => {
    const { say, replay, turn, vendor, sent, advance } = await opened({ said: people(40), itemsMax: 1 });
    vendor.rejects.add(addressOf('p0'));
    await turn();
    vendor.rejects.clear();
    advance(2 * HOUR);
    const before = sent().length;
    await say(...Array.from({ length: 40 }, (_, index) => ({ by: `new${index}` })));
    await replay({ kind: 'person', recipientId: idOf('p1') });
    await turn();
    const names = sent().slice(before).flat();
    expect(names.filter((name) => name?.startsWith('new'))).toHaveLength(4);
    expect(names).toContain('p0');
    expect(names).toContain('p1');
  });
});
