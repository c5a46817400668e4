import type { BrandDirectory, Directory } from '../brands/directory.ts';
import { createClockCache } from '../deadline/clock-cache.ts';
import { DEFAULT_BRAND_POLICY, earliestClocks } from '../deadline/policy.ts';
import type { Circumstances } from './decide.ts';
import { brandOf, EVERYTHING } from './scope.ts';

/**
 * Makes the deadlines of an opt-out from the brands' policies: a brand's own for its scopes, the earliest of all brands
 * for everything. A brand that is gone counts by the default policy, because its old links must still stop mail.
 */
export function createOptOutClocks(directory: Directory): () => Promise<Circumstances['clocks']> {
  const clocksFor = createClockCache();

  function clocksIn(brands: BrandDirectory): Circumstances['clocks'] {
    return (scope, { requestedAt, receivedAt }) => {
      const clocksOf = (policy = DEFAULT_BRAND_POLICY) => clocksFor({ policy, requestedAt, receivedAt });
      if (scope !== EVERYTHING) return clocksOf(brands.get(brandOf(scope))?.policy);
      return earliestClocks([...brands.values()].map(({ policy }) => clocksOf(policy))) ?? clocksOf();
    };
  }

  return async () => clocksIn(await directory.read());
}
