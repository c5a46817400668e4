/** How patiently a sender is tried again: `slow` where only a person can mend the cause. */
export type Pace = 'normal' | 'slow';

const BASE_MILLIS = 1_000;
const CAP_MILLIS = { normal: 15 * 60_000, slow: 60 * 60_000 } as const satisfies Record<Pace, number>;
// Doubling from one second passes both caps by then; more would only overflow.
const DOUBLINGS_MAX = 20;

/**
 * Milliseconds until the next attempt after `attempt` failures in a row (1 = the first). Exponential with full jitter,
 * capped, and without an end: an opt-out that is owed stays owed. A wait the sender asked for is kept, also when it is
 * longer than ours. `random` is in [0, 1).
 */
export function retryDelayMillis(options: {
  attempt: number;
  pace: Pace;
  random: number;
  retryAfterMillis?: number | undefined;
}): number {
  const { attempt, pace, random, retryAfterMillis = 0 } = options;
  const ceiling = Math.min(CAP_MILLIS[pace], BASE_MILLIS * 2 ** Math.min(attempt - 1, DOUBLINGS_MAX));
  // Slow pace starts at its cap: what a person must mend is not mended in a second.
  const span = pace === 'slow' ? CAP_MILLIS.slow : ceiling;
  // Half of the span is certain, so that a lucky draw does not hammer a sick sender.
  const drawn = Math.round(span / 2 + (span / 2) * random);
  return Math.max(drawn, retryAfterMillis);
}
