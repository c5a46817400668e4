/**
 * How far apart the clocks of two machines are believed to be: each at most five minutes from the true time, in opposite
 * directions. What lies further ahead was written by a clock that was wrong. See docs/time.md.
 */
export const SKEW_MILLIS_MAX = 10 * 60_000;
