import { describe, expect, it } from 'vitest';
import { aSender } from '../propagation/testing/world.ts';
import { createKnownSenders } from './known-senders.ts';

function opened() {
  let now = 1_000_000;
  let count = 1;
  let reads = 0;
  /** What a read waits for after it has looked. */
  const slow: { until: Promise<void> | undefined } = { until: undefined };
  const known = createKnownSenders(
    async () => {
      reads++;
      const senders = Array.from({ length: count }, (_, index) => aSender({ id: `sender-${index}` }));
      await slow.until;
      return senders;
    },
    () => now,
  );
  return {
    known,
    slow,
    reads: () => reads,
    addOne: () => void count++,
    advance: (millis: number) => void (now += millis),
    seen: async () => (await known.read()).length,
  };
}

describe('the senders a process knows', () => {
  it('are read again after five seconds, and not before', async () => {
    const { seen, addOne, advance, reads } = opened();
    expect(await seen()).toBe(1);
    addOne();
    advance(4_999);
    expect(await seen()).toBe(1);
    advance(1);
    expect(await seen()).toBe(2);
    expect(reads()).toBe(2);
  });

  it('are read again at once after a change here, and after the clock stepped back', async () => {
    const { known, seen, addOne, advance } = opened();
    await seen();
    addOne();
    known.forget();
    expect(await seen()).toBe(2);
    addOne();
    advance(-1);
    expect(await seen()).toBe(3);
  });

  it('are not kept from before a change that was made while they were read', async () => {
    const { known, slow, seen, addOne } = opened();
    const { promise, resolve } = Promise.withResolvers<void>();
    slow.until = promise;
    const early = seen();
    addOne();
    known.forget();
    slow.until = undefined;
    resolve();
    expect(await early).toBe(1);
    expect(await seen()).toBe(2);
  });

  it('are asked for again when reading them failed', async () => {
    let broken = true;
    const known = createKnownSenders(
      async () => {
        if (broken) throw new Error('the database is away');
        return [aSender()];
      },
      () => 0,
    );
    await expect(known.read()).rejects.toThrow('away');
    broken = false;
    expect(await known.read()).toHaveLength(1);
  });
});
