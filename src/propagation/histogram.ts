/**
 * Log-bucket histograms of milliseconds: eight buckets an octave, so a quantile is at most 9 % too high and never too
 * low. Counts of equal buckets add up, whatever hours or senders they come from.
 */
const BUCKETS_PER_OCTAVE = 8;

/** The bucket of a latency; everything up to 1 ms, and clock skew below zero, is bucket 0. */
export function bucketOf(millis: number): number {
  return millis <= 1 ? 0 : Math.ceil(Math.log2(millis) * BUCKETS_PER_OCTAVE);
}

/** The longest latency a bucket holds, in ms. */
export function bucketCeiling(bucket: number): number {
  return 2 ** (bucket / BUCKETS_PER_OCTAVE);
}

export interface BucketCount {
  readonly bucket: number;
  readonly count: number;
}

/**
 * The latency that a share `quantile` (0 to 1) of the counted entries did not exceed, in whole ms, or undefined for an
 * empty histogram. `max`, where known, bounds the answer: the last bucket's ceiling may lie above it.
 */
export function quantileMillis(
  counts: readonly BucketCount[],
  quantile: number,
  max = Infinity,
): number | undefined {
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return undefined;
  const rank = Math.max(1, Math.ceil(total * quantile));
  let seen = 0;
  for (const { bucket, count } of [...counts].sort((one, other) => one.bucket - other.bucket)) {
    seen += count;
    if (seen >= rank) return Math.floor(Math.min(bucketCeiling(bucket), max));
  }
  return Math.floor(max);
}
