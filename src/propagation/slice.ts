/** A turn: when it is over, what is still owed waits for the next, at the end of the queue. */
export const SLICE_MILLIS = 5_000;

/**
 * True when a turn that lasts until `until` is over at `now` (both epoch ms). A clock that has stepped back ends it too:
 * otherwise it would last as long as the step.
 */
export function isOver(until: number, now: number): boolean {
  return now >= until || until - now > SLICE_MILLIS;
}
