import { civilDateAt, firstInstantOf } from '../deadline/zone.ts';
import type { BrandDirectory } from './directory.ts';

const FALLBACK = 'UTC';

/**
 * The zone whose calendar a deadline (epoch ms) was counted in. A deadline is some brand's midnight, so it is the policy
 * zone in which that instant begins a day: one of the sender's own brands if any fits, else another brand's, because an
 * opt-out from everything is due by the strictest of all.
 */
export function deadlineZone(dueAt: number, brandIds: readonly string[], brands: BrandDirectory): string {
  const own = brandIds.flatMap((id) => brands.get(id)?.policy.zone ?? []);
  const all = [...brands.values()].map(({ policy }) => policy.zone);
  return [...own, ...all].find((zone) => beginsDay(dueAt, zone)) ?? own[0] ?? FALLBACK;
}

/** The zone to tell the time in: the brands' own where they all agree, else UTC. */
export function sharedZone(brands: BrandDirectory): string {
  const [zone = FALLBACK, ...others] = new Set([...brands.values()].map(({ policy }) => policy.zone));
  return others.length === 0 ? zone : FALLBACK;
}

function beginsDay(at: number, zone: string): boolean {
  return firstInstantOf(civilDateAt(at, zone), zone) === at;
}
