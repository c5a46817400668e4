import { describe, expect, it } from 'vitest';
import { DAY, MINUTE, openWatchWorld, type WatchWorld } from './testing/watch-world.ts';

async function guarded() {
  const world = await openWatchWorld();
  await world.addSender();
  const watchdog = world.aWatchdog();
  /** So many minutes, with a look of the watchdog after each. */
  async function minutes(count: number): Promise<void> {
    for (let minute = 0; minute < count; minute++) {
      world.advance(MINUTE);
      await watchdog();
    }
  }
  await world.watch();
  await watchdog();
  return { ...world, watchdog, minutes };
}

const typesOf = async (world: Pick<WatchWorld, 'alerts'>) => (await world.alerts()).map(({ type }) => type);

describe('the watchdog', () => {
  it('tells by both ways when the watch has not run for more than ten minutes, and when it runs again', async () => {
    const world = await guarded();
    await world.minutes(10);
    expect(await world.open()).toEqual([]);
    await world.minutes(1);
    expect(await world.open()).toEqual(['watch_stopped']);
    expect(await world.letters()).toHaveProperty('size', 2);
    expect(await typesOf(world)).toEqual(['heed.watch_stopped']);
    await world.watch();
    await world.minutes(1);
    expect(await world.open()).toEqual([]);
    expect(await typesOf(world)).toEqual(['heed.watch_stopped', 'heed.recovered']);
  });

  it('tells the same silence once, however many look', async () => {
    const world = await guarded();
    const others = [world.aWatchdog(), world.aWatchdog()];
    for (let minute = 0; minute < 20; minute++) {
      await world.minutes(1);
      await Promise.all(others.map((look) => look()));
    }
    expect(await world.incidents()).toHaveLength(1);
  });

  it('says nothing of a night in which it slept itself', async () => {
    const world = await guarded();
    world.advance(DAY);
    expect(await world.watchdog()).toBe('silent');
    await world.watch();
    await world.minutes(1);
    expect(await world.incidents()).toEqual([]);
  });

  it('tells of a watch that does not wake with it', async () => {
    const world = await guarded();
    world.advance(DAY);
    await world.minutes(2);
    expect(await world.open()).toEqual(['watch_stopped']);
  });

  it('notices a watch that stopped before the clock was set back', async () => {
    const world = await guarded();
    world.advance(-DAY);
    await world.minutes(2);
    expect(await world.open()).toEqual(['watch_stopped']);
  });

  it('has nothing to say where there is no sender', async () => {
    const world = await openWatchWorld();
    const watchdog = world.aWatchdog();
    for (let minute = 0; minute < 30; minute++) {
      world.advance(MINUTE);
      expect(await watchdog()).toBe('well');
    }
    expect(await world.incidents()).toEqual([]);
  });

  it('notices a watch that has never run', async () => {
    const world = await openWatchWorld();
    await world.addSender({ createdAt: world.now() });
    const watchdog = world.aWatchdog();
    for (let minute = 0; minute < 11; minute++) {
      world.advance(MINUTE);
      await watchdog();
    }
    expect(await world.open()).toEqual(['watch_stopped']);
  });
});
