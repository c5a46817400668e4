import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RETRY_MILLIS_MAX, retryDelayMillis } from './backoff.ts';
import { settlementOf } from './settlement.ts';
import { HOUR, MINUTE, NOON } from './testing/post-office.ts';

const attempt = fc.integer({ min: 1, max: 1_000_000 });
const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const wish = fc.option(fc.double(), { nil: undefined });

describe('the wait until the next try', () => {
  it('is whole, at least a second and at most an hour, for ever and whatever was asked for', () => {
    fc.assert(
      fc.property(attempt, random, wish, (tries, drawn, afterMillis) => {
        const delay = retryDelayMillis({ attempt: tries, random: drawn, afterMillis });
        expect(Number.isInteger(delay)).toBe(true);
        expect(delay).toBeGreaterThanOrEqual(1_000);
        expect(delay).toBeLessThanOrEqual(RETRY_MILLIS_MAX);
      }),
    );
  });

  it('keeps the wait that was asked for, up to an hour', () => {
    fc.assert(
      fc.property(attempt, random, fc.integer({ min: 0, max: 10 * HOUR }), (tries, drawn, afterMillis) => {
        const delay = retryDelayMillis({ attempt: tries, random: drawn, afterMillis });
        expect(delay).toBeGreaterThanOrEqual(Math.min(afterMillis, RETRY_MILLIS_MAX));
      }),
    );
  });

  it('is drawn from all of a span that doubles until it is an hour', () => {
    const longest = (tries: number) => retryDelayMillis({ attempt: tries, random: 1 - Number.EPSILON });
    expect([1, 2, 3, 4].map(longest)).toEqual([2_000, 4_000, 8_000, 16_000]);
    expect([12, 13, 1_000].map(longest)).toEqual([HOUR, HOUR, HOUR]);
    expect(retryDelayMillis({ attempt: 1_000, random: 0 })).toBe(1_000);
  });
});

describe('a try that came to nothing', () => {
  it('leaves the letter waiting with its code, and never beyond its expiry', () => {
    fc.assert(
      fc.property(attempt, random, fc.integer({ min: -HOUR, max: 9 * HOUR }), (tries, drawn, lifetime) => {
        const circumstances = { attempt: tries, expiresAt: NOON + lifetime, now: NOON, random: drawn };
        const settlement = settlementOf({ kind: 'retry', code: 'away' }, circumstances);
        expect(settlement).toMatchObject({ state: 'waiting', code: 'away', settledAt: null, emptied: false });
        expect(settlement.nextAttemptAt).toBeLessThanOrEqual(NOON + Math.max(0, lifetime));
        expect(settlement.nextAttemptAt).toBeGreaterThanOrEqual(NOON);
      }),
    );
  });
});

describe('a try that settled the letter', () => {
  const at = { attempt: 3, expiresAt: NOON + MINUTE, now: NOON, random: 0 };

  it.each([
    [{ kind: 'sent' }, null, true],
    [{ kind: 'expired' }, null, true],
    [{ kind: 'refused', code: 'validation_error' }, 'validation_error', true],
    [{ kind: 'captured' }, null, false],
    [{ kind: 'unreadable', code: 'seal_broken' }, 'seal_broken', false],
  ] as const)('by %j keeps of it what is needed, and no more', (end, code, emptied) => {
    expect(settlementOf(end, at)).toEqual({
      state: end.kind,
      code,
      nextAttemptAt: NOON,
      settledAt: NOON,
      emptied,
    });
  });
});
