import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { capMillis, RETRY_MILLIS_MAX, retryDelayMillis, wishedMillis } from './backoff.ts';
import { HOUR, MINUTE } from './testing/world.ts';

const DAY = 24 * HOUR;
const attempt = fc.oneof(
  fc.integer({ min: 1, max: 30 }),
  fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
);
const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const pace = fc.constantFrom('normal' as const, 'slow' as const);
const millisLeft = fc.option(fc.integer({ min: -400 * DAY, max: 400 * DAY }), { nil: null });
const asked = fc.option(fc.oneof(fc.double(), fc.integer()), { nil: undefined });

describe('the wait before the next attempt', () => {
  it('is a whole number of milliseconds, at least a second and at most an hour, whatever happened before', () => {
    const patience = fc.record({ attempt, pace, random, retryAfterMillis: asked, millisLeft });
    fc.assert(
      fc.property(patience, (given) => {
        const delay = retryDelayMillis(given);
        expect(Number.isSafeInteger(delay)).toBe(true);
        expect(delay).toBeGreaterThanOrEqual(1_000);
        expect(delay).toBeLessThanOrEqual(RETRY_MILLIS_MAX);
      }),
    );
  });

  it('doubles from two seconds to a quarter of an hour, all of it drawn but the first second', () => {
    fc.assert(
      fc.property(attempt, random, (failures, draw) => {
        const ceiling = Math.min(15 * MINUTE, 1_000 * 2 ** Math.min(failures, 20));
        const delay = retryDelayMillis({ attempt: failures, pace: 'normal', random: draw, millisLeft: null });
        expect(delay).toBe(Math.round(1_000 + (ceiling - 1_000) * draw));
      }),
    );
  });

  it('is a minute to an hour from the first failure on where only a person can mend the cause', () => {
    fc.assert(
      fc.property(attempt, random, (failures, draw) => {
        const delay = retryDelayMillis({ attempt: failures, pace: 'slow', random: draw, millisLeft: null });
        expect(delay).toBe(Math.round(MINUTE + 59 * MINUTE * draw));
      }),
    );
  });

  it('is at most a hundredth of the time left, down to a minute, or five where a person must mend it', () => {
    fc.assert(
      fc.property(
        attempt,
        pace,
        random,
        fc.integer({ min: -DAY, max: 100 * DAY }),
        (failures, how, draw, left) => {
          const delay = retryDelayMillis({ attempt: failures, pace: how, random: draw, millisLeft: left });
          const least = how === 'slow' ? 5 * MINUTE : MINUTE;
          expect(delay).toBeLessThanOrEqual(Math.max(least, left / 100));
        },
      ),
    );
    expect(capMillis('normal', -HOUR)).toBe(MINUTE);
    expect(capMillis('slow', -HOUR)).toBe(5 * MINUTE);
  });

  it('never grows longer as the deadline comes nearer', () => {
    fc.assert(
      fc.property(
        attempt,
        pace,
        random,
        fc.nat(100 * DAY),
        fc.nat(DAY),
        (failures, how, draw, left, later) => {
          const delayWith = (remaining: number) =>
            retryDelayMillis({ attempt: failures, pace: how, random: draw, millisLeft: remaining });
          expect(delayWith(left)).toBeLessThanOrEqual(delayWith(left + later));
        },
      ),
    );
  });

  it('is never shorter than what the sender asked for, up to an hour, while the deadline is far', () => {
    fc.assert(
      fc.property(attempt, random, fc.integer({ min: 0, max: 5 * HOUR }), (failures, draw, wish) => {
        const patience = { attempt: failures, pace: 'normal', random: draw, retryAfterMillis: wish } as const;
        expect(retryDelayMillis({ ...patience, millisLeft: 20 * HOUR })).toBeGreaterThanOrEqual(
          Math.min(wish, HOUR),
        );
      }),
    );
  });

  it('gives a wish no more than a twentieth of the time left, and a minute in any case', () => {
    expect(wishedMillis(HOUR, 20 * HOUR)).toBe(HOUR);
    expect(wishedMillis(HOUR, 10 * HOUR)).toBe(HOUR / 2);
    expect(wishedMillis(HOUR, MINUTE)).toBe(MINUTE);
    expect(wishedMillis(HOUR, -DAY)).toBe(MINUTE);
    expect(wishedMillis(20_000, -DAY)).toBe(20_000);
  });
});
