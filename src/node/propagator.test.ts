import { describe, expect, it } from 'vitest';
import type { Log } from '../log.ts';
import type { TickBudget } from '../propagation/propagate.ts';
import type { RunEnd } from '../propagation/propagate-sender.ts';
import { createWake, type Sleep } from '../propagation/wake.ts';
import { startPropagator } from './propagator.ts';

/** A propagator whose time passes when told, and whose ticks end when told. */
function started({ failing = false } = {}) {
  const ticks: { budget: TickBudget; end: () => void }[] = [];
  const sleepers: { millis: number; end: () => void }[] = [];
  const logged: string[] = [];
  const sleep: Sleep = (millis, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      sleepers.push({ millis, end: resolve });
      signal?.addEventListener('abort', () => resolve(), { once: true });
    });
  const note = (event: string) => void logged.push(event);
  const log: Log = { info: note, warn: note, error: note };
  const wake = createWake(sleep);
  const propagator = startPropagator({
    wake,
    sleep,
    log,
    propagate: (budget) => {
      const { promise, resolve } = Promise.withResolvers<Map<string, RunEnd>>();
      ticks.push({ budget, end: () => resolve(new Map()) });
      return failing ? Promise.reject(new Error('the database is away')) : promise;
    },
  });
  return {
    propagator,
    wake,
    ticks,
    logged,
    /** Ends the sleep that is under way, which must be of this length. */
    pass: async (millis: number) => {
      await settled();
      const last = sleepers.at(-1);
      expect(last?.millis).toBe(millis);
      last?.end();
      await settled();
    },
  };
}

/** Lets everything that is ready run. */
async function settled(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

describe('the propagator', () => {
  it('ticks at once, and once a second when nobody rings', async () => {
    const { ticks, pass } = started();
    expect(ticks).toHaveLength(1);
    for (let second = 2; second <= 4; second++) {
      await pass(1_000);
      await pass(20);
      expect(ticks).toHaveLength(second);
    }
  });

  it('ticks as soon as the ledger has grown, after gathering what comes with it', async () => {
    const { ticks, wake, pass } = started();
    await settled();
    wake.ring();
    wake.ring();
    await settled();
    expect(ticks).toHaveLength(1);
    await pass(20);
    expect(ticks).toHaveLength(2);
  });

  it('misses nothing that was said while it gathered: the tick comes after', async () => {
    const { ticks, wake, pass } = started();
    await pass(1_000);
    wake.ring();
    await pass(20);
    expect(ticks).toHaveLength(2);
  });

  it('does not wait for a tick that takes long before it begins the next', async () => {
    const { ticks, pass } = started();
    for (let second = 0; second < 5; second++) {
      await pass(1_000);
      await pass(20);
    }
    expect(ticks).toHaveLength(6);
  });

  it('goes on after a tick that failed, and says so', async () => {
    const { ticks, logged, pass } = started({ failing: true });
    await pass(1_000);
    await pass(20);
    expect(ticks).toHaveLength(2);
    expect(logged).toEqual(['propagate.failed', 'propagate.failed']);
  });

  it('gives each tick a time and a way to be cut short', async () => {
    const { ticks, propagator } = started();
    const [first] = ticks;
    expect(first?.budget).toMatchObject({ millisMax: 10_000 });
    expect(first?.budget.signal?.aborted).toBe(false);
    first?.end();
    await propagator.stop();
    expect(first?.budget.signal?.aborted).toBe(true);
  });

  it('stops within five seconds when a tick does not end, leaves it behind and says so', async () => {
    const { propagator, logged, pass } = started();
    let stopped = false;
    const stopping = propagator.stop().then(() => {
      stopped = true;
    });
    await settled();
    expect(stopped).toBe(false);
    await pass(5_000);
    await stopping;
    expect(logged).toEqual(['propagate.left_behind']);
  });

  it('stops when every tick under way has ended, and begins no other', async () => {
    const { ticks, propagator, wake, pass } = started();
    await pass(1_000);
    await pass(20);
    let stopped = false;
    const stopping = propagator.stop().then(() => {
      stopped = true;
    });
    await settled();
    ticks[0]?.end();
    await settled();
    expect(stopped).toBe(false);
    ticks[1]?.end();
    await stopping;
    wake.ring();
    await settled();
    expect(ticks).toHaveLength(2);
  });
});
