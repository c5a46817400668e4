import type { Heed } from '../heed.ts';
import { createWake } from '../propagation/wake.ts';
import { type Running, startLoop } from './loop.ts';

// Pauses last days, and their end waits ten minutes anyway.
const EVERY_MILLIS = 60_000;

/** Keeps recording the end of pauses whose date has come, once a minute. */
export function startPauseEnder({
  endPauses: tick,
  sleep,
  log,
}: Pick<Heed, 'endPauses' | 'sleep' | 'log'>): Running {
  return startLoop({ tick, name: 'pauses', wake: createWake(sleep), everyMillis: EVERY_MILLIS, sleep, log });
}
