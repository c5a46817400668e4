/** How patiently a sender is tried again: `slow` where only a person can mend the cause. */
export type Pace = 'normal' | 'slow';

const BASE_MILLIS = 1_000;
/** The longest wait of each pace, whatever was asked for: a wish must not outlast a deadline. */
export const RETRY_MILLIS_MAX = 60 * 60_000;
const CAP_MILLIS = { normal: 15 * 60_000, slow: RETRY_MILLIS_MAX } as const satisfies Record<Pace, number>;
// Doubling from one second passes the cap by then; more would only overflow.
const DOUBLINGS_MAX = 20;

/**
 * Milliseconds, whole and at most `RETRY_MILLIS_MAX`, until the next attempt after `attempt` failures in a row (1 = the
 * first). Exponential with jitter, capped, and without an end: an opt-out that is owed stays owed. A longer wait that the
 * sender asked for is kept, up to the same bound. `random` is in [0, 1).
 */
export function retryDelayMillis(options: {
  attempt: number;
  pace: Pace;
  random: number;
  retryAfterMillis?: number | undefined;
}): number {
  const { attempt, pace, random, retryAfterMillis } = options;
  const doublings = Math.max(0, Math.min(attempt - 1, DOUBLINGS_MAX));
  const ceiling = Math.min(CAP_MILLIS[pace], BASE_MILLIS * 2 ** doublings);
  // Slow pace starts at its cap: what a person must mend is not mended in a second.
  const span = pace === 'slow' ? CAP_MILLIS.slow : ceiling;
  // Half of the span is certain, so that a lucky draw does not hammer a sick sender.
  const drawn = Math.round(span / 2 + (span / 2) * random);
  return Math.max(drawn, wishedMillis(retryAfterMillis));
}

/**
 * The wait a sender asked for, in whole milliseconds from 0 to `RETRY_MILLIS_MAX`. A wish that is no number is none: the
 * settlement that writes it must not fail over it.
 */
export function wishedMillis(retryAfterMillis: number | undefined): number {
  if (retryAfterMillis === undefined || !(retryAfterMillis > 0)) return 0;
  return Math.ceil(Math.min(retryAfterMillis, RETRY_MILLIS_MAX));
}
