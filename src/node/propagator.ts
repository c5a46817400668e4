import type { Heed } from '../heed.ts';
import { type Running, startLoop } from './loop.ts';

/** Keeps carrying opt-outs to their senders: whenever the ledger has grown and once a second anyway. */
export function startPropagator(heed: Pick<Heed, 'propagate' | 'wake' | 'sleep' | 'log'>): Running {
  const { propagate: tick, wake, sleep, log } = heed;
  return startLoop({ tick, name: 'propagate', wake, sleep, log });
}
