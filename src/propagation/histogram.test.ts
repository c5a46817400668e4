import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BucketCount, bucketCeiling, bucketOf, quantileMillis } from './histogram.ts';

/** Whole milliseconds up to a hundred years, short ones as likely as long ones, the shortest more so. */
const millis = fc.oneof(
  fc.nat(50),
  fc
    .record({ octave: fc.integer({ min: 0, max: 41 }), part: fc.double({ min: 1, max: 2, noNaN: true }) })
    .map(({ octave, part }) => Math.floor(2 ** octave * part)),
);
const sample = fc.array(millis, { minLength: 1, maxLength: 200 });
const share = fc.constantFrom(0, 0.5, 0.95, 0.99, 1);

function histogramOf(values: readonly number[]): BucketCount[] {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(bucketOf(value), (counts.get(bucketOf(value)) ?? 0) + 1);
  return [...counts].map(([bucket, count]) => ({ bucket, count }));
}

/** The value a share of all does not exceed, by sorting. Shares are whole per cents, so that no rounding comes in. */
function quantileBySorting(values: readonly number[], quantile: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  const rank = Math.max(1, Math.ceil((values.length * Math.round(quantile * 100)) / 100));
  return sorted[rank - 1] ?? Number.NaN;
}

describe('a quantile of a log-bucket histogram', () => {
  it('is never below the true value and at most 9 % above it', () => {
    fc.assert(
      fc.property(sample, share, (values, quantile) => {
        const truth = quantileBySorting(values, quantile);
        const found = quantileMillis(histogramOf(values), quantile) ?? Number.NaN;
        expect(found).toBeGreaterThanOrEqual(truth);
        expect(found).toBeLessThanOrEqual(Math.max(1, truth) * 1.0906);
      }),
    );
  });

  it('is never above the longest latency that was seen', () => {
    fc.assert(
      fc.property(sample, share, (values, quantile) => {
        const max = Math.max(...values);
        expect(quantileMillis(histogramOf(values), quantile, max)).toBeLessThanOrEqual(max);
        expect(quantileMillis(histogramOf(values), 1, max)).toBe(max);
      }),
    );
  });

  it('is the same whether samples are put together before counting or their counts after', () => {
    fc.assert(
      fc.property(sample, sample, share, (one, other, quantile) => {
        const together = quantileMillis(histogramOf([...one, ...other]), quantile);
        expect(quantileMillis([...histogramOf(one), ...histogramOf(other)], quantile)).toBe(together);
      }),
    );
  });

  it('does not exist for an empty histogram', () => {
    expect(quantileMillis([], 0.5)).toBeUndefined();
    expect(quantileMillis([{ bucket: 3, count: 0 }], 0.5)).toBeUndefined();
  });
});

describe('a bucket', () => {
  it('holds whatever its ceiling names, and nothing longer', () => {
    fc.assert(
      fc.property(millis, (value) => {
        const bucket = bucketOf(value);
        expect(bucketCeiling(bucket)).toBeGreaterThanOrEqual(value);
        expect(bucket === 0 || bucketCeiling(bucket - 1) < value).toBe(true);
      }),
    );
  });

  it('is the first one for a clock that ran backwards', () => {
    expect(bucketOf(-5_000)).toBe(0);
    expect(bucketOf(0)).toBe(0);
    expect(bucketOf(1)).toBe(0);
  });
});
