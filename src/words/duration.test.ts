import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lengthOfTime, shortLatency } from './duration.ts';

const MILLIS: Readonly<Record<string, number>> = {
  ms: 1,
  sec: 1_000,
  min: 60_000,
  hr: 3_600_000,
  day: 86_400_000,
  days: 86_400_000,
};

function told(text: string): number {
  const [value = '', unit = ''] = text.replaceAll(',', '').split(' ');
  return Number(value) * (MILLIS[unit] ?? Number.NaN);
}

describe('a latency in short', () => {
  it.each([
    [340, '340 ms'],
    [3_400, '3.4 sec'],
    [41_000, '41 sec'],
    [90_000, '1.5 min'],
    [5_400_000, '1.5 hr'],
    [172_800_000, '2 days'],
    [0, '1 ms'],
    [-5, '1 ms'],
  ])('%d ms reads %s', (millis, text) => {
    expect(shortLatency('en', millis)).toBe(text);
  });

  it('never looks shorter than it was, and at most a tenth longer', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 * 86_400_000 }), (millis) => {
        const length = told(shortLatency('en', millis));
        expect(length).toBeGreaterThanOrEqual(millis * (1 - 1e-9));
        expect(length).toBeLessThanOrEqual(millis * 1.1 + 1e-6);
      }),
    );
  });
});

describe('a length of time', () => {
  it('is in the words of its language, singular and plural', () => {
    expect(lengthOfTime('en', 1, 'day')).toBe('1 day');
    expect(lengthOfTime('en', 30, 'minute')).toBe('30 minutes');
    expect(lengthOfTime('de', 7, 'day')).toBe('7 Tage');
    expect(lengthOfTime('ja', 30, 'minute')).toBe('30 分');
  });
});
