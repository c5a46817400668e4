import { type BrandPolicy, type ClockInput, type Clocks, clocksFor, DEFAULT_BRAND_POLICY } from './policy.ts';

/** What a running deadline was stored as, and what it was counted from. Epoch ms. */
export interface StoredDue {
  readonly dueAt: number;
  readonly requestedAt: number;
  readonly receivedAt: number;
}

/**
 * The deadline that counts now (epoch ms): the stored one, or what the present policies and calendars say where that is
 * earlier. A change of either can so move a running deadline earlier and never later. `policies` are those of the brands
 * the decision is about; none means that its brand is gone, and then the default counts. `count` may be a cache.
 */
export function runningDueAt(
  stored: StoredDue,
  policies: readonly BrandPolicy[],
  count: (input: ClockInput) => Clocks = clocksFor,
): number {
  const { requestedAt, receivedAt } = stored;
  const asked = policies.length === 0 ? [DEFAULT_BRAND_POLICY] : policies;
  return Math.min(stored.dueAt, ...asked.map((policy) => count({ policy, requestedAt, receivedAt }).dueAt));
}
