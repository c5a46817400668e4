import type { Heed } from '../heed.ts';
import { createWake } from '../propagation/wake.ts';
import { type Running, startLoop } from './loop.ts';

// An acknowledgement waits a quarter of an hour and a digest a day: nobody sees this much.
const EVERY_MILLIS = 30_000;

/**
 * Keeps writing what people and admins are told by themselves: acknowledgements of opt-outs, and the daily digest. Each has
 * a loop of its own, so that what is wrong with one does not silence the other.
 */
export function startNotifier(heed: Pick<Heed, 'acknowledge' | 'digest' | 'now' | 'sleep' | 'log'>): Running {
  const { now, sleep, log } = heed;
  // Nobody rings: both look at the clock.
  const often = { wake: createWake(sleep), everyMillis: EVERY_MILLIS, sleep, log };
  const loops = [
    startLoop({ ...often, tick: heed.acknowledge, name: 'acknowledge' }),
    startLoop({ ...often, tick: () => heed.digest(now()), name: 'digest' }),
  ];
  return {
    async stop() {
      await Promise.all(loops.map((loop) => loop.stop()));
    },
  };
}
