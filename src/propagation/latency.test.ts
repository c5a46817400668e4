import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Acknowledged, latencyRows, SHARE_WHOLE, shareUsed } from './latency.ts';
import { HOUR, NOON } from './testing/world.ts';

const DAY = 24 * HOUR;
const LONG_AGO = NOON - 400 * DAY;

function anEntry(changes: Partial<Acknowledged> = {}): Acknowledged {
  return { requestedAt: NOON, receivedAt: NOON, dueAt: NOON + 10 * DAY, ...changes };
}

function rowsFor(entries: readonly Acknowledged[], settledAt: number, createdAt = LONG_AGO) {
  return latencyRows({ id: 'mailer', createdAt }, entries, settledAt);
}

const anyEntry = fc
  .record({ ago: fc.integer({ min: -HOUR, max: 30 * DAY }), timed: fc.boolean() })
  .map(({ ago, timed }) => anEntry({ requestedAt: NOON - ago, ...(timed ? {} : { dueAt: null }) }));

describe('the latency of acknowledged entries', () => {
  it('counts every opt-out once and nothing else', () => {
    fc.assert(
      fc.property(fc.array(anyEntry), (entries) => {
        const counted = rowsFor(entries, NOON).reduce((sum, { count }) => sum + count, 0);
        expect(counted).toBe(entries.filter(({ dueAt }) => dueAt !== null).length);
      }),
    );
  });

  it('is filed under the hour of the acknowledgement, one row a bucket', () => {
    const rows = rowsFor([anEntry(), anEntry(), anEntry({ requestedAt: NOON - DAY })], NOON + 5 * HOUR);
    expect(rows.map(({ hour, count }) => [hour, count])).toEqual([
      [NOON / HOUR + 5, 2],
      [NOON / HOUR + 5, 1],
    ]);
    expect(rows.map(({ millis_max }) => millis_max)).toEqual([5 * HOUR, 29 * HOUR]);
  });

  it('counts from the creation of a sender that is younger than the opt-out', () => {
    const [row] = rowsFor([anEntry({ requestedAt: NOON - 90 * DAY })], NOON + HOUR, NOON);
    expect(row?.millis_max).toBe(HOUR);
  });

  it('is nought, not negative, where the clock has stepped back', () => {
    expect(rowsFor([anEntry()], NOON - HOUR)).toMatchObject([{ bucket: 0, millis_max: 0, share_max: 0 }]);
  });
});

describe('the share of the legal time that was used', () => {
  it('is counted from receipt to the deadline, and goes beyond the whole when late', () => {
    expect(shareUsed(anEntry(), NOON + 5 * DAY, LONG_AGO)).toBe(SHARE_WHOLE / 2);
    expect(shareUsed(anEntry(), NOON + 20 * DAY, LONG_AGO)).toBe(2 * SHARE_WHOLE);
  });

  it('is none where no law runs, and none for what was due before the sender came', () => {
    expect(shareUsed(anEntry({ dueAt: null }), NOON + DAY, LONG_AGO)).toBe(0);
    expect(shareUsed(anEntry(), NOON + 11 * DAY, NOON + 10 * DAY)).toBe(0);
  });
});
