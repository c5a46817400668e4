import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RETRY_MILLIS_MAX, retryDelayMillis } from './backoff.ts';
import { HOUR, MINUTE } from './testing/world.ts';

const attempt = fc.oneof(
  fc.integer({ min: 1, max: 30 }),
  fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
);
const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const pace = fc.constantFrom('normal' as const, 'slow' as const);

describe('the wait before the next attempt', () => {
  it('is a whole number of milliseconds, never nought and never more than an hour, whatever happened before', () => {
    const asked = fc.option(fc.oneof(fc.double(), fc.integer()), { nil: undefined });
    fc.assert(
      fc.property(attempt, pace, random, asked, (failures, patience, draw, retryAfterMillis) => {
        const delay = retryDelayMillis({ attempt: failures, pace: patience, random: draw, retryAfterMillis });
        expect(Number.isSafeInteger(delay)).toBe(true);
        expect(delay).toBeGreaterThanOrEqual(500);
        expect(delay).toBeLessThanOrEqual(RETRY_MILLIS_MAX);
      }),
    );
  });

  it('doubles from a second to a quarter of an hour, half of it certain and half drawn', () => {
    fc.assert(
      fc.property(attempt, random, (failures, draw) => {
        const span = Math.min(15 * MINUTE, 1_000 * 2 ** Math.min(failures - 1, 20));
        const delay = retryDelayMillis({ attempt: failures, pace: 'normal', random: draw });
        expect(delay).toBeGreaterThanOrEqual(span / 2);
        expect(delay).toBeLessThanOrEqual(span);
      }),
    );
  });

  it('is half an hour to an hour from the first failure on where only a person can mend the cause', () => {
    fc.assert(
      fc.property(attempt, random, (failures, draw) => {
        const delay = retryDelayMillis({ attempt: failures, pace: 'slow', random: draw });
        expect(delay).toBeGreaterThanOrEqual(HOUR / 2);
        expect(delay).toBeLessThanOrEqual(HOUR);
      }),
    );
  });

  it('is never shorter than what the sender asked for, up to the bound', () => {
    fc.assert(
      fc.property(
        attempt,
        random,
        fc.integer({ min: 0, max: 5 * HOUR }),
        (failures, draw, retryAfterMillis) => {
          const delay = retryDelayMillis({
            attempt: failures,
            pace: 'normal',
            random: draw,
            retryAfterMillis,
          });
          expect(delay).toBeGreaterThanOrEqual(Math.min(retryAfterMillis, RETRY_MILLIS_MAX));
        },
      ),
    );
  });
});
