/** The longest a letter waits between two tries, whatever a vendor asked for. */
export const RETRY_MILLIS_MAX = 60 * 60_000;
const BASE_MILLIS = 2_000;
// However lucky the draw: a vendor that is unwell gets a moment.
const RETRY_MILLIS_MIN = 1_000;
// Doubling from two seconds passes the cap by then; more would only overflow.
const DOUBLINGS_MAX = 20;

/**
 * Milliseconds, whole and from one second to `RETRY_MILLIS_MAX`, until the next try after `attempt` tries (1 = the
 * first). Exponential with full jitter (the letters of a burst must not come back as one) and without an end: only a
 * letter's own expiry ends it. A longer wait that was asked for is kept, up to the same bound. `random` is in [0, 1).
 */
export function retryDelayMillis(options: {
  attempt: number;
  random: number;
  afterMillis?: number | undefined;
}): number {
  const { attempt, random, afterMillis } = options;
  const doublings = Math.max(0, Math.min(attempt - 1, DOUBLINGS_MAX));
  const drawn = Math.round(Math.min(RETRY_MILLIS_MAX, BASE_MILLIS * 2 ** doublings) * random);
  return Math.max(RETRY_MILLIS_MIN, drawn, wished(afterMillis));
}

/** A wish that is no number is none: the settlement that writes it must not fail over it. */
function wished(afterMillis: number | undefined): number {
  if (afterMillis === undefined || !(afterMillis > 0)) return 0;
  return Math.ceil(Math.min(afterMillis, RETRY_MILLIS_MAX));
}
