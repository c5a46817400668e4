import { EVERYTHING } from '../consent/scope.ts';
import { type Ladder, STEPS, type Step } from '../deadline/ladder.ts';
import { ladderMoments, type RunningClocks } from '../deadline/ladder-moments.ts';
import type { BrandPolicy } from '../deadline/policy.ts';
import type { BrandExposure, Exposure } from './exposure.ts';
import type { Holdable } from './kept-due.ts';

/** What a brand's steps are counted by. */
export interface Rung {
  readonly brand: string;
  readonly ladder: Ladder;
  readonly policy: BrandPolicy;
}

/** What an incident is about. Epoch ms; null where there is no such thing. */
export interface Cause {
  /** The entry that has to be acknowledged; 0 where it is about none. */
  readonly seq: number;
  readonly requestedAt: number | null;
  readonly dueAt: number | null;
  readonly waiting: number;
  readonly code: string | null;
  readonly brand: string | null;
  /** How often it is told again while it is open; null for once. */
  readonly repeatMinutes: number | null;
}

/** The steps that have begun, the mildest first, and what holds the sender. */
export interface Climbed {
  readonly steps: ReadonlyMap<Step, Cause>;
  readonly holding: readonly Holdable[];
}

/**
 * Pure: how high a sender stands on its ladder at `now` (epoch ms). A step has begun when it has for any brand; it is told
 * of the brand for which it began first. `held` is about what nobody has answered for alone.
 */
export function climbed(
  exposure: Exposure,
  rungs: readonly Rung[],
  { now, code }: { now: number; code: string | null },
): Climbed {
  const steps = new Map<Step, Cause>();
  const holding = exposure.holdable.filter(({ brand, due }) =>
    rungs.some(
      (rung) => (brand === EVERYTHING || brand === rung.brand) && momentOf(rung, due, 'held') <= now,
    ),
  );
  const found = exposure.brands.flatMap((waits) => {
    const rung = rungs.find(({ brand }) => brand === waits.brand);
    return rung === undefined ? [] : [{ waits, rung }];
  });
  for (const step of STEPS) {
    const cause =
      step === 'held'
        ? heldCause(holding)
        : first(found.map(({ waits, rung }) => causeOf(step, waits, rung, now)));
    if (cause === undefined) continue;
    const repeatMinutes = soonest(rungs.map(({ ladder }) => ladder.repeat_minutes[step]));
    steps.set(step, { ...cause, waiting: exposure.total, code, repeatMinutes });
  }
  return { steps, holding };
}

type Found = Pick<Cause, 'seq' | 'requestedAt' | 'dueAt' | 'brand'>;

function causeOf(
  step: Step,
  { brand, oldest, recordedAt, due }: BrandExposure,
  rung: Rung,
  now: number,
): (Found & { readonly begunAt: number }) | undefined {
  const byDeadline = step === 'critical' || step === 'breached';
  const clocks = byDeadline ? due : { ...due, requestedAt: oldest.requestedAt, recordedAt };
  const begunAt = momentOf(rung, clocks, step);
  if (begunAt > now) return undefined;
  return {
    seq: byDeadline ? due.seq : oldest.seq,
    requestedAt: oldest.requestedAt,
    dueAt: due.dueAt,
    brand,
    begunAt,
  };
}

function heldCause(holding: readonly Holdable[]): Found | undefined {
  const [soonestDue] = holding.toSorted((one, other) => one.due.dueAt - other.due.dueAt);
  if (soonestDue === undefined) return undefined;
  const { brand, due } = soonestDue;
  return { seq: due.seq, requestedAt: due.requestedAt, dueAt: due.dueAt, brand };
}

function first(causes: readonly ((Found & { readonly begunAt: number }) | undefined)[]): Found | undefined {
  const begun = causes.filter((cause) => cause !== undefined);
  const [earliest] = begun.toSorted((one, other) => one.begunAt - other.begunAt);
  if (earliest === undefined) return undefined;
  const { begunAt: _, ...cause } = earliest;
  return cause;
}

function momentOf({ ladder, policy }: Rung, clocks: RunningClocks, step: Step): number {
  return ladderMoments(ladder, policy, clocks)[step];
}

function soonest(minutes: readonly (number | null)[]): number | null {
  const set = minutes.filter((one) => one !== null);
  return set.length === 0 ? null : Math.min(...set);
}
