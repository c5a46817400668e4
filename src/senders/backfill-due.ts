import { type BrandPolicy, clocksFor, DEFAULT_BRAND_POLICY } from '../deadline/policy.ts';

/**
 * By when a sender must have been told what it could not know before `at` (epoch ms): when an opt-out received then would
 * be due, by the earliest of the brands' policies. What was said before may be overdue by its own clock, through no fault
 * of a sender that was not there.
 */
export function dueOfBrands(policies: readonly BrandPolicy[], at: number): number {
  const asked = policies.length === 0 ? [DEFAULT_BRAND_POLICY] : policies;
  return Math.min(...asked.map((policy) => clocksFor({ policy, requestedAt: at, receivedAt: at }).dueAt));
}
