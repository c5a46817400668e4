import { describe, expect, it } from 'vitest';
import { WATCH_WORK } from '../senders/hold.ts';
import { DAY, MINUTE, NOON, openWatchWorld, type WatchWorld } from './testing/watch-world.ts';

const kindsOf = (incidents: readonly { kind: string }[]) => incidents.map(({ kind }) => kind);
const open = async (world: WatchWorld) =>
  kindsOf((await world.incidents()).filter(({ closed_at }) => closed_at === null)).toSorted();

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
    expect(await open(world)).toEqual([]);
    // Due after fourteen days, on Monday the 15th at noon: three business days before are the 10th, one is the 12th.
    const climb = [
      [NOON + 15 * MINUTE, 'late'],
      [NOON + DAY, 'at_risk'],
      [NOON + 2 * DAY, 'target_missed'],
      [Date.parse('2026-06-10T00:00:00-04:00'), 'critical'],
      [Date.parse('2026-06-12T00:00:00-04:00'), 'held'],
      [NOON + 14 * DAY, 'breached'],
    ] as const;
    for (const [index, [at, step]] of climb.entries()) {
      world.advance(at - 1 - world.now());
      await world.watch();
      expect(await open(world)).toEqual(
        climb
          .slice(0, index)
          .map(([, one]) => one)
          .toSorted(),
      );
      world.advance(1);
      await world.watch();
      expect(await open(world)).toContain(step);
      expect((await world.holds()).length).toBe(index >= 4 ? 1 : 0);
    }
    await world.worker.tick();
    world.advance(MINUTE);
    await world.watch();
    expect(await open(world)).toEqual(['breached']);
    expect(await world.holds()).toEqual([]);
    for (const { opened_at, recovered_at, seq } of await world.incidents()) {
      expect(seq).toBe(world.seq);
      expect(recovered_at).toBe(world.now());
      expect(recovered_at ?? 0).toBeGreaterThan(opened_at);
    }
  });
});

describe('the watch', () => {
  it('says when it has run, and does so with nothing to look at', async () => {
    const world = await openWatchWorld();
    expect(await world.watch()).toBe('done');
    const { build } = world.database;
    const [row] = await world.database.all(build.selectFrom('work_done').selectAll());
    expect(row).toEqual({ name: WATCH_WORK, at: NOON });
  });
});
