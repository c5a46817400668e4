import type { Heed } from '../heed.ts';
import { type Running, startLoop } from './loop.ts';

/** Keeps sending what lies in the outbox: whenever a letter was put there and once a second anyway. */
export function startMailer(heed: Pick<Heed, 'mail' | 'mailWake' | 'sleep' | 'log'>): Running {
  const { mail: tick, mailWake: wake, sleep, log } = heed;
  return startLoop({ tick, name: 'mail', wake, sleep, log });
}
