/** How patiently a sender is tried again: `slow` where only a person can mend the cause. */
export type Pace = 'normal' | 'slow';

const SECOND_MILLIS = 1_000;
const MINUTE_MILLIS = 60_000;
/** The longest wait of each pace, whatever was asked for: a wish must not outlast a deadline. */
export const RETRY_MILLIS_MAX = 60 * MINUTE_MILLIS;

interface Bounds {
  /** However lucky the draw: a system that is unwell gets a moment, and what a person must mend is not mended in one. */
  readonly least: number;
  readonly cap: number;
  /** The cap is never pressed below this, not even when the deadline has passed: a hammered system recovers later. */
  readonly capLeast: number;
}

const BOUNDS = {
  normal: { least: SECOND_MILLIS, cap: 15 * MINUTE_MILLIS, capLeast: MINUTE_MILLIS },
  slow: { least: MINUTE_MILLIS, cap: RETRY_MILLIS_MAX, capLeast: 5 * MINUTE_MILLIS },
} as const satisfies Record<Pace, Bounds>;

const BASE_MILLIS = 2_000;
// Doubling from two seconds passes the cap by then; more would only overflow.
const DOUBLINGS_MAX = 20;
// A wait is at most a hundredth of the time that is left: however near the deadline, there are many tries before it.
const PARTS_OF_TIME_LEFT = 100;
// A sender's own wish may take more of it, but leaves some twenty tries.
const WISHES_IN_TIME_LEFT = 20;

/** What a wait depends on. `random` is in [0, 1). */
export interface Patience {
  /** Failures in a row, 1 = the first. */
  readonly attempt: number;
  readonly pace: Pace;
  readonly random: number;
  /** The wait the sender asked for. */
  readonly retryAfterMillis?: number | undefined;
  /** How long until the earliest deadline of what is owed; negative when it is past, null where no law runs. */
  readonly millisLeft: number | null;
}

/**
 * Milliseconds, whole and from one second to `RETRY_MILLIS_MAX`, until the next attempt. Exponential with full jitter (the
 * senders that one outage has stopped must not come back as one), capped, and without an end: an opt-out that is owed stays
 * owed. The nearer the deadline the lower the cap. A longer wait that the sender asked for is kept, see `wishedMillis`.
 */
export function retryDelayMillis({ attempt, pace, random, retryAfterMillis, millisLeft }: Patience): number {
  const { least } = BOUNDS[pace];
  const cap = capMillis(pace, millisLeft);
  const doublings = Math.max(0, Math.min(attempt - 1, DOUBLINGS_MAX));
  // Slow pace starts at its cap: what a person must mend is not mended by asking soon.
  const ceiling = pace === 'slow' ? cap : Math.min(cap, BASE_MILLIS * 2 ** doublings);
  const drawn = Math.round(least + (ceiling - least) * random);
  return Math.max(drawn, wishedMillis(retryAfterMillis, millisLeft));
}

/** The longest wait of a pace that is not wished for, in whole milliseconds, with so much time left to the deadline. */
export function capMillis(pace: Pace, millisLeft: number | null): number {
  const { cap, capLeast } = BOUNDS[pace];
  if (millisLeft === null) return cap;
  return Math.max(capLeast, Math.min(cap, Math.floor(millisLeft / PARTS_OF_TIME_LEFT)));
}

/**
 * The wait a sender asked for, in whole milliseconds: up to an hour, and up to a twentieth of what is left to the deadline
 * once that is less, but a minute in any case. A wish that is no number is none: the settlement that writes it must not fail
 * over it.
 */
export function wishedMillis(retryAfterMillis: number | undefined, millisLeft: number | null): number {
  if (retryAfterMillis === undefined || !(retryAfterMillis > 0)) return 0;
  const share = millisLeft === null ? Infinity : Math.floor(millisLeft / WISHES_IN_TIME_LEFT);
  const bound = Math.max(MINUTE_MILLIS, Math.min(RETRY_MILLIS_MAX, share));
  return Math.ceil(Math.min(retryAfterMillis, bound));
}

/** How much is left at `now` to a deadline (both epoch ms); null where there is none. */
export function millisLeftTo(dueAt: number | null, now: number): number | null {
  return dueAt === null ? null : dueAt - now;
}

/** The earlier of two deadlines, where null is none. */
export function earlierOf(one: number | null, other: number | null): number | null {
  if (one === null || other === null) return one ?? other;
  return Math.min(one, other);
}
