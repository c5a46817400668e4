import { describe, expect, it } from 'vitest';
import { rankTest } from './rank-test.ts';

const numbers = (count: number, make: (index: number) => number) =>
  Array.from({ length: count }, (_, index) => make(index));
/** Spread evenly over 10, in an order that is none. */
const spread = (index: number) => (index * 7.31) % 10;

describe('the rank test', () => {
  it('gives what tables give for two samples of ten: 5 of 100 at U = 23, nearly nothing at U = 0', () => {
    const ranks = numbers(20, (index) => index + 1);
    const one = [1, 2, 3, 4, 5, 9, 11, 12, 14, 17]; // a rank sum of 78, so U = 23
    const other = ranks.filter((rank) => !one.includes(rank));
    expect(rankTest(one, other)).toBeCloseTo(0.0452, 4);
    expect(rankTest(other, one)).toBeCloseTo(0.0452, 4);
    expect(rankTest(ranks.slice(0, 10), ranks.slice(10))).toBeCloseTo(0.000183, 6);
  });

  it('cannot tell samples of one thing apart, and does tell apart what is a little later', () => {
    const one = numbers(48, spread);
    const other = numbers(48, (index) => spread(index + 48));
    expect(rankTest(one, other)).toBeGreaterThan(0.5);
    expect(
      rankTest(
        one,
        other.map((value) => value + 3),
      ),
    ).toBeLessThan(0.001);
    // One answer a minute late is no difference.
    expect(rankTest(one, [...other.slice(1), 60_000])).toBeGreaterThan(0.4);
  });

  it('is 1 where all are the same', () => {
    expect(rankTest([5, 5, 5], [5, 5])).toBe(1);
  });
});
