import type { Circumstances } from './decide.ts';
import type { Scope } from './scope.ts';

/** As much of an entry as its deadline depends on. Epoch ms. */
export interface Dated {
  readonly scope: Scope;
  readonly requestedAt: number;
  readonly receivedAt: number;
  /** As it was counted when the entry was recorded; null where no law runs. */
  readonly dueAt: number | null;
}

/**
 * The deadline (epoch ms) an entry runs under now: what was counted when it was recorded, or what the brand's policy and the
 * calendars as they are now come to, where that is earlier. Never later: whoever asked relies on what held then. Pure;
 * `clocks` as `createOptOutClocks` makes them.
 */
export function runningDueAt(
  { scope, requestedAt, receivedAt, dueAt }: Dated,
  clocks: Circumstances['clocks'],
): number | null {
  if (dueAt === null) return null;
  return Math.min(dueAt, clocks(scope, { requestedAt, receivedAt }).dueAt);
}
