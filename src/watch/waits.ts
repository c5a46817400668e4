import type { BrandDirectory } from '../brands/directory.ts';
import { EVERYTHING } from '../consent/scope.ts';
import { createClockCache } from '../deadline/clock-cache.ts';
import { DEFAULT_BRAND_POLICY } from '../deadline/policy.ts';
import { runningDueAt } from '../deadline/running-due.ts';
import { older, type Tally } from './tally.ts';

/** The entry that is due first, with the earliest clocks of those due with it. Epoch ms. */
export interface FirstDue {
  readonly seq: number;
  readonly dueAt: number;
  readonly requestedAt: number;
  readonly receivedAt: number;
}

/** What waits somewhere: how many, since when, and what is due first. */
export interface Waits {
  readonly count: number;
  readonly oldest: { readonly seq: number; readonly requestedAt: number };
  /** The earliest instant at which one of them was held here. */
  readonly recordedAt: number;
  readonly due: FirstDue;
}

/** Everything that waits in several places; undefined where nothing does. */
export function together(all: readonly (Waits | undefined)[]): Waits | undefined {
  return all.reduce((left, right) => {
    if (left === undefined || right === undefined) return left ?? right;
    return {
      count: left.count + right.count,
      oldest: older(left.oldest, right.oldest) ?? left.oldest,
      recordedAt: Math.min(left.recordedAt, right.recordedAt),
      due: earlier(left.due, right.due),
    };
  }, undefined);
}

function earlier(left: FirstDue, right: FirstDue): FirstDue {
  const difference = left.dueAt - right.dueAt || left.receivedAt - right.receivedAt || left.seq - right.seq;
  return difference <= 0 ? left : right;
}

/** Finds deadlines as they run under the present policies. */
export interface Deadlines {
  /** The deadline of an entry about a brand, or about everything: see `runningDueAt`. */
  readonly runningDueAt: (brand: string, stored: Omit<FirstDue, 'seq'>) => number;
  /** What waits of the entries about a brand; undefined where nothing does. */
  readonly waitsOf: (brand: string, tally: Tally) => Waits | undefined;
}

/** The deadlines under these brands' policies. A brand that is gone counts by the default policy. */
export function deadlinesOf(brands: BrandDirectory, clocksFor = createClockCache()): Deadlines {
  const policyOf = (brand: string) => brands.get(brand)?.policy ?? DEFAULT_BRAND_POLICY;
  const everyPolicy = [...brands.values()].map(({ policy }) => policy);
  const policiesOf = (brand: string) => (brand === EVERYTHING ? everyPolicy : [policyOf(brand)]);
  const dueOf: Deadlines['runningDueAt'] = (brand, stored) =>
    runningDueAt(stored, policiesOf(brand), clocksFor);
  return {
    runningDueAt: dueOf,
    waitsOf(brand, { count, oldest, recordedAt, groups }) {
      if (oldest === undefined) return undefined;
      const dues = groups.map((group) => ({ ...group, dueAt: dueOf(brand, group) }));
      return { count, oldest, recordedAt, due: dues.reduce(earlier) };
    },
  };
}
