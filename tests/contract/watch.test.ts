import { describe, expect, it } from 'vitest';
import { heldFor } from '../../src/senders/hold.ts';
import { claimAlert, dueAlerts, settleAlert } from '../../src/watch/alarm-lease.ts';
import {
  ADMINS,
  aReplay,
  DAY,
  DUE_AT,
  HELD_AT,
  MINUTE,
  watchWorldOn,
} from '../../src/watch/testing/watch-world.ts';
import { aDatabase } from './a-database.ts';

const BUDGET = { millisMax: 10_000 };

async function aWorld() {
  const { database, openAnother } = await aDatabase();
  const world = watchWorldOn(database);
  const sender = await world.addSender({ brands: ['a', 'b'] });
  return { ...world, sender, openAnother };
}

describe('the watch', () => {
  it('of several that look at once opens one incident of each step, with one set of notices and one hold', async () => {
    const world = await aWorld();
    await world.say({}, { by: 'ada', about: 'b/t' });
    world.goTo(HELD_AT);
    const databases = [world.database, await world.openAnother(), world.database];
    const watches = databases.map((database) => world.aWatch({ database }));
    await Promise.all(watches.map((watch) => watch(BUDGET)));
    const incidents = await world.incidents();
    expect(incidents.map(({ kind }) => kind).toSorted()).toEqual([
      'at_risk',
      'critical',
      'held',
      'late',
      'target_missed',
    ]);
    expect((await world.letters()).size).toBe(incidents.length * ADMINS.length);
    expect(await world.alerts()).toHaveLength(incidents.length);
    expect(await world.holds()).toMatchObject([
      { brand: 'a', seq: 1 },
      { brand: 'b', seq: 2 },
    ]);

    // Their repetition, and their end.
    world.advance(60 * MINUTE);
    await Promise.all(watches.map((watch) => watch(BUDGET)));
    expect(await world.alerts()).toHaveLength(incidents.length + 1);
    await world.worker.tick();
    await Promise.all(watches.map((watch) => watch(BUDGET)));
    expect(await world.open()).toEqual([]);
    expect(await world.alerts()).toHaveLength(2 * incidents.length + 1);
    const notices = (await world.incidents()).map(({ kind, notices: count }) => `${kind} ${count}`);
    expect(notices.toSorted()).toEqual(['at_risk 2', 'critical 2', 'held 3', 'late 2', 'target_missed 2']);
    expect((await world.letters()).size).toBe((2 * incidents.length + 1) * ADMINS.length);
    expect(await world.holds()).toEqual([]);
    expect(await world.exposures()).toEqual([]);
  });

  it('sees what is parked, what a replay brings and what an attestation answers for', async () => {
    const world = await aWorld();
    world.vendor.rejects.add('jane@example.com');
    await world.say({ about: '*' }, { by: 'ada' });
    await world.worker.tick();
    const replay = aReplay({ kind: 'brand', brand: 'b', to_seq: 2, due_at: DUE_AT - DAY });
    await world.write(world.database.build.insertInto('replay').values(replay));
    world.goTo(HELD_AT);
    await world.watch();
    expect(await world.exposures()).toMatchObject([
      { brand: 'a', waiting: 1, due_seq: 1, due_at: DUE_AT },
      { brand: 'b', waiting: 2, due_seq: 2, due_at: DUE_AT - DAY },
    ]);
    const asked = { brand: 'b', now: world.now() };
    expect(await heldFor(world.database, world.sender, asked)).toMatchObject({
      reason: 'deadline',
      brand: '*',
    });
    await world.move({ attested_seq: 1 });
    await world.watch();
    expect(await world.holds()).toEqual([]);
    expect(await heldFor(world.database, world.sender, asked)).toBeUndefined();
  });

  it('is missed by the watchdog when it no longer runs, once', async () => {
    const world = await aWorld();
    await world.watch();
    const dogs = [world.aWatchdog(), world.aWatchdog({ database: await world.openAnother() })];
    for (let minute = 0; minute < 12; minute++) {
      world.advance(MINUTE);
      await Promise.all(dogs.map((look) => look()));
    }
    expect(await world.incidents()).toMatchObject([{ kind: 'watch_stopped', sender_id: '' }]);
  });
});

describe('an alert', () => {
  it('is claimed by one of several, and found again when it was not settled', async () => {
    const world = await aWorld();
    await world.say({});
    world.advance(15 * MINUTE);
    await world.watch();
    const other = await world.openAnother();
    const [id = ''] = await dueAlerts(world.database, world.now(), 10);
    const claims = await Promise.all(
      [world.database, other, world.database].map((database) => claimAlert(database, id, world.now())),
    );
    const [claimed, ...rest] = claims.filter((row) => row !== undefined);
    expect(rest).toEqual([]);
    expect(await dueAlerts(other, world.now(), 10)).toEqual([]);
    world.advance(MINUTE);
    expect(await dueAlerts(other, world.now(), 10)).toEqual([id]);
    const end = { last_code: 'ok', next_attempt_at: world.now(), settled_at: world.now() };
    expect(claimed && (await settleAlert(other, claimed, end))).toBe(true);
    expect(await dueAlerts(world.database, world.now(), 10)).toEqual([]);
  });
});
