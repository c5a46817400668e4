import { describe, expect, it } from 'vitest';
import { owedTo } from './overview.ts';
import { RETRY_AFTER } from './testing/fake-vendor.ts';
import { aLateSender, people } from './testing/late-sender.ts';
import { addressOf, erase, HOUR, idOf, latencyCount, MINUTE, rowsOf, stateOf } from './testing/world.ts';

describe('a new sender', () => {
  it('is held until it has acknowledged all that stands, and no longer', async () => {
    const { held, tick, replays, vendor, advance } = await aLateSender({ said: people(3) });
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
    const { held, replays } = await aLateSender({ said: [{ about: 'b' }] });
    expect([await held(), await replays()]).toEqual([undefined, []]);
  });

  it('is told what is said today before what was said for years', async () => {
    const { say, turn, sent } = await aLateSender({ said: people(20), itemsMax: 1 });
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
    const { tick, vendor, sent, database, advance } = await aLateSender({ said, itemsMax: 1 });
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
    const { tick, advance, database } = await aLateSender({ said: people(2) });
    advance(5 * MINUTE);
    await tick();
    expect(await rowsOf(database, 'latency')).toMatchObject([{ count: 2, millis_max: 5 * MINUTE }]);
  });

  it('has a deadline of its own for what was overdue before it came', async () => {
    const { tick, vendor, sender, database, advance } = await aLateSender({
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
    const { say, tick, vendor, sent, database } = await aLateSender({ said: people(3) });
    vendor.diesOf.add(addressOf('p1'));
    expect(await tick()).toBe('failed');
    expect(await tick()).toBeUndefined();
    await say({ by: 'today' });
    expect(await tick()).toBe('caught_up');
    expect(sent().at(-1)).toEqual(['today']);
    expect(await stateOf(database)).toMatchObject({ attempt: 0, next_attempt_at: 0 });
  });

  it('waits with everything else where the sender asked for a wait', async () => {
    const { say, tick, vendor, advance } = await aLateSender({ said: people(3) });
    vendor.moods.push('slow_down');
    await tick();
    await say({ by: 'today' });
    expect(await tick()).toBeUndefined();
    advance(RETRY_AFTER);
    expect(await tick()).toBe('caught_up');
  });

  it('parks nobody whom its position has not passed', async () => {
    const { tick, vendor, database } = await aLateSender({ said: people(3), itemsMax: 1 });
    vendor.rejects.add(addressOf('p1'));
    vendor.moods.push('down');
    expect(await tick()).toBe('failed');
    expect(await rowsOf(database, 'parked')).toEqual([]);
  });

  it('lifts the hold when it is through, with those it parked under clocks of their own', async () => {
    const { tick, vendor, held, database, advance } = await aLateSender({ said: people(3) });
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

describe('a replay on demand', () => {
  it('tells everything after an entry again, each person once, and counts nothing', async () => {
    const { say, replay, tick, sent, replays, held, database } = await aLateSender();
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
    const { say, replay, tick, turn, sent } = await aLateSender({ itemsMax: 1 });
    await say(...people(20), { by: 'ada' }, { by: 'bob' });
    while ((await tick()) === 'out_of_time');
    const before = sent().length;
    await replay({ kind: 'replay', fromSeq: 0 });
    await replay({ kind: 'person', recipientId: idOf('ada') });
    await turn();
    expect(sent().slice(before)).toEqual([['ada']]);
  });

  it('that is asked for twice is one, and ends before it begins anew', async () => {
    const { say, replay, tick } = await aLateSender();
    await say({ by: 'ada' });
    await tick();
    const outcomes = await Promise.all([1, 2, 3].map(() => replay({ kind: 'replay', fromSeq: 0 })));
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['open', 'open', 'started']);
    expect(new Set(outcomes.map((one) => ('id' in one ? one.id : undefined))).size).toBe(1);
    await tick();
    expect(await replay({ kind: 'replay', fromSeq: 0 })).toMatchObject({ kind: 'started' });
  });

  it('has nothing to tell of what was never told', async () => {
    const { say, replay, tick } = await aLateSender();
    expect(await replay({ kind: 'replay', fromSeq: 0 })).toEqual({ kind: 'not_told_yet' });
    expect(await replay({ kind: 'person', recipientId: idOf('ada') })).toEqual({ kind: 'not_told_yet' });
    await say({ by: 'ada' });
    expect(await replay({ kind: 'person', recipientId: idOf('ada') })).toEqual({ kind: 'not_told_yet' });
    await tick();
    expect(await replay({ kind: 'replay', fromSeq: 1 })).toEqual({ kind: 'not_told_yet' });
  });

  it('sets those it cannot tell aside without a deadline, and they owe nothing', async () => {
    const { say, replay, tick, vendor, sender, database, advance } = await aLateSender();
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
    const { say, replay, tick, replays, database } = await aLateSender();
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
    const { say, replay, tick, vendor, database, now } = await aLateSender({ said: people(2) });
    await database.commit([database.build.updateTable('sender').set({ retired_at: now() }).compile()]);
    await say({ by: 'ada' });
    expect(await tick()).toBeUndefined();
    expect(vendor.requests).toEqual([]);
    expect(await replay({ kind: 'replay', fromSeq: 0 })).toEqual({ kind: 'retired' });
  });
});

describe('what waits at a sender', () => {
  it('never waits for ever, whichever of the three is endless', async () => {
    const { say, replay, turn, vendor, sent, advance } = await aLateSender({ said: people(40), itemsMax: 1 });
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
