// A third of the letters wrong is a slip; more is another word.
const SLIPS_SHARE_MAX = 1 / 3;

/** "Did you mean …?" with the nearest of the known spellings, or undefined when none is near. */
export function didYouMean(given: string, known: readonly string[]): string | undefined {
  const near = nearest(given, known);
  return near === undefined ? undefined : `Did you mean ${near}?`;
}

/** The known spelling that takes the fewest slips to reach, if they are few. */
export function nearest(given: string, known: readonly string[]): string | undefined {
  const begun = known.find((candidate) => given.length > 2 && candidate.startsWith(given));
  if (begun !== undefined) return begun;
  const [best] = known
    .map((candidate) => ({ candidate, slips: slipsBetween(given, candidate) }))
    .filter(({ candidate, slips }) => slips <= Math.max(1, candidate.length * SLIPS_SHARE_MAX))
    .sort((one, other) => one.slips - other.slips);
  return best?.candidate;
}

/** How many letters must be added, left out, replaced or swapped with their neighbour (optimal string alignment). */
function slipsBetween(from: string, to: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const same = from[row - 1] === to[column - 1];
      const swapped =
        row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      current[column] = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
        swapped ? (beforeLast[column - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    beforeLast = last;
    last = current;
  }
  return last[to.length] ?? 0;
}
