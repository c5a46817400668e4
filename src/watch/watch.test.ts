import { describe, expect, it } from 'vitest';
import { errorCode } from '../log.ts';
import { DIRECTORY } from '../propagation/testing/world.ts';
import { WATCH_WORK } from '../senders/hold.ts';
import type { Database } from '../store/database.ts';
import {
  aReplay,
  CRITICAL_AT,
  DAY,
  DUE_AT,
  HELD_AT,
  HOUR,
  MINUTE,
  NOON,
  openWatchWorld,
} from './testing/watch-world.ts';

async function aSickSender() {
  const world = await openWatchWorld();
  await world.addSender({ name: 'Newsletter tool' });
  const [seq = 0] = await world.say({});
  return { ...world, seq };
}

describe('an opt-out that waits', () => {
  it('climbs the ladder step by step, and recovers with how long each step lasted', async () => {
    const world = await aSickSender();
    expect(await world.watch()).toBe('done');
    expect(await world.open()).toEqual([]);
    const climb = [
      [NOON + 15 * MINUTE, 'late'],
      [NOON + DAY, 'at_risk'],
      [NOON + 2 * DAY, 'target_missed'],
      [CRITICAL_AT, 'critical'],
      [HELD_AT, 'held'],
      [DUE_AT, 'breached'],
    ] as const;
    for (const [index, [at]] of climb.entries()) {
      world.goTo(at - 1);
      await world.watch();
      expect(await world.open()).toEqual(climb.slice(0, index).map(([, step]) => step));
      world.goTo(at);
      await world.watch();
      expect(await world.open()).toEqual(climb.slice(0, index + 1).map(([, step]) => step));
      expect(await world.holds()).toHaveLength(index >= 4 ? 1 : 0);
    }
    await world.worker.tick();
    world.advance(MINUTE);
    await world.watch();
    expect(await world.open()).toEqual(['breached']);
    expect(await world.holds()).toEqual([]);
    for (const [at, step] of climb) {
      expect(await world.incident(step)).toMatchObject({
        seq: world.seq,
        opened_at: at,
        recovered_at: world.now(),
        closed_at: step === 'breached' ? null : world.now(),
      });
    }
  });

  it('opens each incident once, and one that is taken and said again opens another', async () => {
    const world = await aSickSender();
    world.advance(16 * MINUTE);
    for (let run = 0; run < 3; run++) await world.watch();
    expect(await world.incidents()).toHaveLength(1);
    await world.worker.tick();
    await world.watch();
    await world.say({ by: 'ada' });
    world.advance(16 * MINUTE);
    await world.watch();
    expect(await world.incidents()).toMatchObject([
      { kind: 'late' },
      { kind: 'late', closed_at: null, seq: 2 },
    ]);
  });

  it('keeps an incident open while its sender catches up and what follows is late too', async () => {
    const world = await aSickSender();
    await world.say({ by: 'ada' });
    world.advance(16 * MINUTE);
    await world.watch();
    await world.move({ cursor_seq: 1 });
    await world.watch();
    expect(await world.incidents()).toMatchObject([{ kind: 'late', seq: 1, recovered_at: null }]);
    await world.move({ cursor_seq: 2 });
    await world.watch();
    expect(await world.open()).toEqual([]);
  });

  it('does not recover because the clock stepped back', async () => {
    const world = await aSickSender();
    world.goTo(DUE_AT);
    await world.watch();
    const open = await world.open();
    expect(open).toHaveLength(6);
    world.goTo(NOON);
    await world.watch();
    expect(await world.open()).toEqual(open);
    expect((await world.incidents()).every(({ recovered_at }) => recovered_at === null)).toBe(true);
  });

  it('counts late from when it was entered, and at risk from when it was asked for', async () => {
    const world = await openWatchWorld();
    await world.addSender({ createdAt: NOON - 9 * DAY });
    await world.say({ at: NOON - 3 * DAY });
    await world.watch();
    expect(await world.open()).toEqual(['at_risk', 'target_missed']);
    world.advance(15 * MINUTE);
    await world.watch();
    expect(await world.open()).toEqual(['late', 'at_risk', 'target_missed']);
  });

  it('does not wait for a sender of another brand, nor where what was said lifts an opt-out', async () => {
    const world = await openWatchWorld();
    await world.addSender();
    await world.say({ about: 'b' }, { by: 'ada', word: 'opt_in' });
    world.advance(DAY);
    await world.watch();
    expect(await world.exposures()).toEqual([]);
  });

  it('is counted once for each brand it is about, and forgotten when it was taken', async () => {
    const world = await openWatchWorld();
    await world.addSender({ brands: ['a', 'b'] });
    await world.say({ about: '*' }, { by: 'ada', about: 'b/t' });
    await world.watch();
    expect(await world.exposures()).toMatchObject([
      { brand: 'a', waiting: 1, oldest_seq: 1, due_seq: 1, due_at: DUE_AT, seen_at: NOON },
      { brand: 'b', waiting: 2, oldest_seq: 1, due_seq: 1 },
    ]);
    world.advance(MINUTE);
    await world.watch();
    expect(await world.exposures()).toMatchObject([{ seen_at: NOON }, { seen_at: NOON }]);
    await world.worker.tick();
    await world.watch();
    expect(await world.exposures()).toEqual([]);
  });
});

describe('a refused sender', () => {
  it('has an incident at once, whatever waits, until it answers as it should', async () => {
    const world = await aSickSender();
    world.vendor.moods.push('forbidden', 'down');
    await world.worker.tick();
    await world.watch();
    expect(await world.incident('refused')).toMatchObject({ code: 'forbidden', seq: 0, waiting: 1 });
    world.advance(HOUR);
    await world.worker.tick();
    await world.watch();
    expect((await world.incident('refused')).recovered_at).toBeNull();
    world.advance(HOUR);
    await world.worker.tick();
    await world.watch();
    expect(await world.open()).toEqual([]);
    expect((await world.incident('refused')).closed_at).toBe(world.now());
  });
});

describe('a parked recipient', () => {
  async function aPicky() {
    const world = await openWatchWorld();
    await world.addSender({ brands: ['a', 'b'] });
    world.vendor.rejects.add('jane@example.com');
    await world.say({}, { by: 'ada' });
    await world.worker.tick();
    return world;
  }

  it('counts in the guarantee for every brand of the sender, and holds all of it', async () => {
    const world = await aPicky();
    await world.watch();
    expect(await world.exposures()).toMatchObject([
      { brand: 'a', waiting: 1, oldest_seq: 1, due_seq: 1, due_at: DUE_AT },
      { brand: 'b', waiting: 1, oldest_seq: 1, due_seq: 1, due_at: DUE_AT },
    ]);
    world.goTo(HELD_AT);
    await world.watch();
    expect(await world.open()).toEqual(['late', 'at_risk', 'target_missed', 'critical', 'held']);
    expect(await world.holds()).toMatchObject([{ brand: '*', seq: 1 }]);
    // Passed by the cursor, and not taken: nothing is over, whatever the clock says.
    world.goTo(NOON);
    await world.watch();
    expect(await world.open()).toHaveLength(5);
    expect(await world.holds()).toHaveLength(1);
    world.goTo(HELD_AT);
    world.vendor.rejects.clear();
    await world.worker.tick();
    await world.watch();
    expect(await world.open()).toEqual([]);
    expect(await world.holds()).toEqual([]);
  });

  it('who was parked by the backfill of a new sender counts from then, and by its deadline', async () => {
    const world = await openWatchWorld();
    await world.say({});
    world.goTo(DUE_AT + DAY);
    const at = world.now();
    await world.addSender({ createdAt: at });
    world.vendor.rejects.add('jane@example.com');
    await world.worker.tick();
    const dueAt = at + 10 * DAY;
    const done = { to_seq: 1, cursor_seq: 1, created_at: at, due_at: dueAt, finished_at: at };
    await world.write(
      world.database.build.updateTable('parked').set({ due_at: dueAt }),
      world.database.build.insertInto('replay').values(aReplay(done)),
    );
    await world.watch();
    expect(await world.exposures()).toMatchObject([{ requested_at: at, due_seq: 1, due_at: dueAt }]);
    expect(await world.open()).toEqual([]);
  });
});

describe('an open replay', () => {
  const replay = aReplay({ to_seq: 2, due_at: NOON + 5 * DAY });

  it('counts by its own clock, in the place of the entries it brings', async () => {
    const world = await openWatchWorld();
    await world.addSender();
    await world.say({}, { by: 'ada' });
    const { build } = world.database;
    await world.write(build.insertInto('replay').values(replay));
    await world.say({ by: 'grace' });
    await world.watch();
    expect(await world.exposures()).toMatchObject([
      { waiting: 2, oldest_seq: 2, requested_at: NOON, due_seq: 2, due_at: replay.due_at },
    ]);
    world.goTo(NOON + DAY);
    await world.watch();
    await world.move({ cursor_seq: 3 });
    await world.watch();
    expect(await world.open()).toEqual(['late', 'at_risk']);
    await world.write(build.updateTable('replay').set({ finished_at: world.now(), cursor_seq: 2 }));
    await world.watch();
    expect(await world.open()).toEqual([]);
  });

  it('places no hold of its own: a backfill has one from the start', async () => {
    const world = await openWatchWorld();
    await world.addSender();
    await world.say({}, { by: 'ada' });
    await world.database.commit([world.database.build.insertInto('replay').values(replay).compile()]);
    world.goTo(NOON + 5 * DAY);
    await world.watch();
    expect(await world.open()).toEqual(['late', 'at_risk', 'target_missed', 'critical', 'breached']);
    expect(await world.holds()).toEqual([]);
  });

  it('without a deadline tells again what was told before, and adds nothing', async () => {
    const world = await openWatchWorld();
    await world.addSender();
    await world.say({}, { by: 'ada' });
    await world.move({ cursor_seq: 2 });
    const again = aReplay({ kind: 'replay', to_seq: 2, due_at: null });
    await world.write(world.database.build.insertInto('replay').values(again));
    await world.watch();
    expect(await world.exposures()).toEqual([]);
  });

  it('of a feed that was moved back does not make what was acknowledged due again', async () => {
    const world = await openWatchWorld();
    await world.addSender({ kind: 'feed' });
    await world.say({}, { by: 'ada' });
    await world.move({ cursor_seq: 0 });
    const again = aReplay({ kind: 'replay', to_seq: 2, due_at: null });
    await world.write(world.database.build.insertInto('replay').values(again));
    const [seq] = await world.say({ by: 'grace' });
    await world.watch();
    expect(await world.exposures()).toMatchObject([{ waiting: 1, oldest_seq: seq }]);
  });
});

describe('a run of the watch', () => {
  it('says when it was done, also with nothing to look at', async () => {
    const world = await openWatchWorld();
    expect(await world.watch()).toBe('done');
    expect(await doneAt(world.database)).toBe(NOON);
  });

  it('looks at the others when one sender is trouble, but does not count as done', async () => {
    const world = await openWatchWorld();
    await world.addSender({ id: 'broken' });
    await world.addSender({ id: 'other' });
    await world.say({});
    await world.database.commit([
      world.database.build
        .insertInto('incident')
        .values({ ...NO_INCIDENT, sender_id: 'broken', kind: 'of a later version' })
        .compile(),
    ]);
    world.advance(HOUR);
    expect(await world.watch()).toBe('failed');
    expect(await world.open()).toEqual(['late']);
    expect((await world.incidents()).map(({ sender_id }) => sender_id)).toContain('other');
    expect(await doneAt(world.database)).toBeUndefined();
    expect(world.logged).toContainEqual({
      level: 'error',
      event: 'watch.sender_failed',
      fields: { sender: 'broken', code: errorCode(new Error('any')) },
    });
  });

  it('goes on in the next tick where its time was up', async () => {
    const world = await openWatchWorld();
    for (const id of ['one', 'other', 'third']) await world.addSender({ id });
    await world.say({});
    world.advance(HOUR);
    let at = world.now();
    const watch = world.aWatch({ now: () => at, yieldTurn: async () => void (at += 60) });
    const ends = [];
    do ends.push(await watch({ millisMax: 100 }));
    while (ends.at(-1) === 'unfinished' && ends.length < 20);
    expect(ends.at(-1)).toBe('done');
    expect(ends.length).toBeGreaterThan(1);
    expect((await world.incidents()).map(({ sender_id }) => sender_id)).toEqual(['one', 'other', 'third']);
  });

  it('is one at a time in a process, and stops when it is told to', async () => {
    const world = await aSickSender();
    const both = await Promise.all([world.watch(), world.watch()]);
    expect(both.toSorted()).toEqual(['busy', 'done']);
    const stopped = await world.aWatch()({ millisMax: 1_000, signal: AbortSignal.abort() });
    expect(stopped).toBe('unfinished');
  });

  it('climbs the default where a stored ladder does not hold together, and says so', async () => {
    const world = await openWatchWorld();
    await world.addSender({ ladder: { late_after_minutes: 1_440 } });
    await world.say({});
    world.advance(15 * MINUTE);
    await world.watch();
    expect(await world.open()).toEqual(['late']);
    expect(world.logged.map(({ event }) => event)).toContain('ladder.invalid');
  });

  it("climbs a sender's own ladder over its brand's", async () => {
    const world = await openWatchWorld();
    await world.addSender({ ladder: { late_after_minutes: 5 } });
    world.brandsAre(
      new Map([...DIRECTORY].map(([id, brand]) => [id, { ...brand, ladder: { late_after_minutes: 30 } }])),
    );
    await world.say({});
    world.advance(5 * MINUTE);
    await world.watch();
    expect(await world.open()).toEqual(['late']);
  });

  it('ends what is open at a sender that was retired, and looks at it no more', async () => {
    const world = await aSickSender();
    world.goTo(HELD_AT);
    await world.watch();
    const { build } = world.database;
    await world.write(build.updateTable('sender').set({ retired_at: world.now() }));
    await world.watch();
    expect(await world.open()).toEqual([]);
    expect(await world.exposures()).toEqual([]);
    world.goTo(DUE_AT);
    await world.watch();
    expect(await world.open()).toEqual([]);
  });
});

const NO_INCIDENT = {
  id: 'inc_x',
  opened_at: NOON,
  seq: 0,
  requested_at: null,
  due_at: null,
  waiting: 0,
  code: null,
  notices: 1,
  next_notice_at: null,
  recovered_at: null,
  closed_at: null,
  explained_by: null,
  explanation: null,
};

async function doneAt(database: Database) {
  const [row] = await database.all(
    database.build.selectFrom('work_done').select('at').where('name', '=', WATCH_WORK),
  );
  return row?.at;
}
