import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { humanCount, humanDuration, humanInstant, humanShare, lastDayBefore } from './format.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const UNITS: Readonly<Record<string, number>> = {
  ms: 1,
  s: SECOND,
  min: MINUTE,
  h: HOUR,
  day: DAY,
  days: DAY,
};

const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ');

/** Reads a duration back into milliseconds. */
function millisIn(text: string): number {
  const parts = plain(text).matchAll(/([\d.]+) (\w+)/g);
  return [...parts].reduce(
    (sum, [, value, unit = '']) => sum + Number(value) * (UNITS[unit] ?? Number.NaN),
    0,
  );
}

describe('a duration in words', () => {
  it.each([
    [0, 'under 1 ms'],
    [1, '1 ms'],
    [52, '52 ms'],
    [999, '999 ms'],
    [999.5, '1.0 s'],
    [1_000, '1.0 s'],
    [3_400, '3.4 s'],
    [3_401, '3.5 s'],
    [9_950, '10 s'],
    [42_000, '42 s'],
    [59_001, '1 min'],
    [3 * MINUTE + 20 * SECOND, '3 min 20 s'],
    [12 * MINUTE, '12 min'],
    [59 * MINUTE + 1, '1 h'],
    [2 * HOUR + 5 * MINUTE, '2 h 5 min'],
    [23 * HOUR + 59 * MINUTE + 1, '1 day'],
    [DAY + 3 * HOUR, '1 day 3 h'],
    [3 * DAY, '3 days'],
    [9 * DAY + 23 * HOUR + 1, '10 days'],
    [14 * DAY, '14 days'],
  ])('says %d ms as %s', (millis, words) => {
    expect(plain(humanDuration(millis))).toBe(words);
  });

  it('takes a clock that stepped back, and what is no number, for nothing', () => {
    expect(plain(humanDuration(-5_000))).toBe('under 1 ms');
    expect(plain(humanDuration(Number.NaN))).toBe('under 1 ms');
  });

  it('is never shorter than the truth, and at most a tenth longer', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 * DAY }), (millis) => {
        const told = millisIn(humanDuration(millis));
        expect(told).toBeGreaterThanOrEqual(millis - 1e-6); // 3.4 s is read back as 3399.9999…
        expect(told).toBeLessThanOrEqual(millis * 1.1 + 1e-6);
      }),
    );
  });

  it('keeps the order of what it tells', () => {
    const millis = fc.integer({ min: 1, max: 400 * DAY });
    fc.assert(
      fc.property(millis, millis, (one, other) => {
        const [less, more] = one < other ? [one, other] : [other, one];
        expect(millisIn(humanDuration(less))).toBeLessThanOrEqual(millisIn(humanDuration(more)));
      }),
    );
  });

  it('never breaks between a number and its unit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 * DAY }), (millis) => {
        expect(humanDuration(millis)).not.toMatch(/\d [a-z]/);
      }),
    );
  });
});

describe('a share of the legal time', () => {
  it.each([
    [0, 'under 0.01%'],
    [1, '0.01%'],
    [43, '0.43%'],
    [100, '1%'],
    [1_255, '12.5%'],
    [9_999, '99.9%'],
    [10_000, '100%'],
    [14_300, '143%'],
  ])('says %d of 10,000 as %s', (parts, words) => {
    expect(humanShare(parts)).toBe(words);
  });

  it('says 100% or more exactly when all of the time is used', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50_000 }), (parts) => {
        expect(Number.parseFloat(humanShare(parts)) >= 100).toBe(parts >= 10_000);
      }),
    );
  });
});

describe('the last day before a deadline', () => {
  it('is the day in its zone that ends where the forbidden time begins', () => {
    const midnight = Date.parse('2026-12-09T05:00:00Z');
    expect(lastDayBefore(midnight, 'America/New_York')).toEqual({
      iso: '2026-12-08',
      short: 'December 8',
      long: 'December 8, 2026',
    });
    expect(lastDayBefore(midnight, 'UTC').iso).toBe('2026-12-09');
  });

  it('is told alike in numbers and in words', () => {
    const at = fc.date({ min: new Date('2000-01-02'), max: new Date('2099-12-30'), noInvalidDate: true });
    const zones = fc.constantFrom('America/New_York', 'Australia/Lord_Howe', 'Pacific/Apia', 'UTC');
    fc.assert(
      fc.property(at, zones, (date, zone) => {
        const { iso, long } = lastDayBefore(date.getTime(), zone);
        expect(new Date(`${long} UTC`).toISOString().slice(0, 10)).toBe(iso);
      }),
    );
  });
});

it('tells an instant to the second, with its zone', () => {
  const at = Date.parse('2026-11-23T15:04:05Z');
  expect(plain(humanInstant(at, 'UTC'))).toBe('November 23, 2026 at 3:04:05 PM UTC');
  expect(plain(humanInstant(at, 'America/New_York'))).toBe('November 23, 2026 at 10:04:05 AM EST');
});

it('keeps the thousands of a count apart', () => {
  expect(humanCount(1_234_567)).toBe('1,234,567');
});
