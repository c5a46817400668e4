import { describe, expect, it } from 'vitest';
import { openTestHeed } from '../heed.testkit.ts';
import type { Sleep } from '../propagation/wake.ts';
import { startNotifier } from './notifier.ts';

/** A sleep of which each longer one ends when it is told to. */
function tolled() {
  const sleeping: (() => void)[] = [];
  const asked: number[] = [];
  const sleep: Sleep = (millis, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted || millis < 1_000) return resolve();
      asked.push(millis);
      sleeping.push(resolve);
      signal?.addEventListener('abort', () => resolve(), { once: true });
    });
  return { sleep, asked, toll: () => sleeping.splice(0).forEach((wake) => wake()) };
}

const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

describe('the notifier', () => {
  it('looks at once, and then every half minute', async () => {
    const { sleep, asked, toll } = tolled();
    const { heed } = await openTestHeed({ sleep });
    const ticks = { acknowledge: 0, digest: [] as number[] };
    const notifier = startNotifier({
      ...heed,
      acknowledge: async () => ++ticks.acknowledge,
      digest: async (now) => ticks.digest.push(now),
    });
    await nextTurn();
    expect(ticks).toEqual({ acknowledge: 1, digest: [heed.now()] });
    expect(asked).toEqual([30_000, 30_000]);
    toll();
    await nextTurn();
    expect(ticks).toEqual({ acknowledge: 2, digest: [heed.now(), heed.now()] });
    await notifier.stop();
  });

  it('goes on with the one when the other fails, says so by code alone, and tries again', async () => {
    const { sleep, toll } = tolled();
    const { heed, logged } = await openTestHeed({ sleep });
    let digests = 0;
    const notifier = startNotifier({
      ...heed,
      acknowledge: () => Promise.reject(new Error('jane@example.com')),
      digest: async () => ++digests,
    });
    await nextTurn();
    toll();
    await nextTurn();
    await notifier.stop();
    expect(digests).toBe(2);
    expect(logged.map((line) => JSON.parse(line))).toEqual(
      Array.from({ length: 2 }, () =>
        expect.objectContaining({ event: 'acknowledge.failed', code: 'Error' }),
      ),
    );
  });
});
