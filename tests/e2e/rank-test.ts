/**
 * How likely two samples of one thing differ in rank at least as much as these (Mann-Whitney U, two-sided, normal
 * approximation with ties corrected for): near 0 where one is surely the larger, near 1 where nobody could tell.
 * It looks at ranks alone, so that a few answers a busy machine held up do not decide.
 */
export function rankTest(one: readonly number[], other: readonly number[]): number {
  const pooled = [
    ...one.map((value) => ({ value, mine: true })),
    ...other.map((value) => ({ value, mine: false })),
  ];
  pooled.sort((a, b) => a.value - b.value);
  let rankSum = 0;
  let ties = 0;
  for (let start = 0; start < pooled.length; ) {
    let end = start;
    while (end < pooled.length && pooled[end]?.value === pooled[start]?.value) end += 1;
    const tied = end - start;
    const rank = (start + 1 + end) / 2;
    rankSum += rank * pooled.slice(start, end).filter(({ mine }) => mine).length;
    ties += tied ** 3 - tied;
    start = end;
  }
  const [n, m] = [one.length, other.length];
  const all = n + m;
  const u = rankSum - (n * (n + 1)) / 2;
  const variance = ((n * m) / 12) * (all + 1 - ties / (all * (all - 1)));
  if (variance === 0) return 1;
  const z = Math.max(0, Math.abs(u - (n * m) / 2) - 0.5) / Math.sqrt(variance);
  return 2 * (1 - normal(z));
}

/** The standard normal distribution, by Abramowitz and Stegun 26.2.17 (error below 1e-7), for z of at least 0. */
function normal(z: number): number {
  const t = 1 / (1 + 0.2316419 * z);
  const tail =
    t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return 1 - (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * tail;
}
