import { EVERYTHING } from '../consent/scope.ts';
import type { ExposureRow } from '../store/schema.ts';
import type { FirstDue } from './waits.ts';

/** What could hold a sender: of a brand, or (`*`) of all it mails. */
export interface Holdable {
  readonly brand: string;
  readonly due: FirstDue;
}

/** A deadline of a brand that stays as early as it once was. */
export interface Kept {
  readonly brand: string;
  readonly seq: number;
  readonly dueAt: number;
}

/**
 * The deadline that an entry was seen with before, where it still waits and that was earlier than what its brand's
 * exposure says now: a policy that became milder moves nothing later. Undefined where there is none.
 */
export function keptDue(
  before: Pick<ExposureRow, 'due_seq' | 'due_at'> | undefined,
  due: FirstDue,
  stillWaits: (seq: number) => boolean,
): Omit<Kept, 'brand'> | undefined {
  if (before === undefined || before.due_at >= due.dueAt) return undefined;
  if (before.due_seq !== due.seq && !stillWaits(before.due_seq)) return undefined;
  return { seq: before.due_seq, dueAt: before.due_at };
}

/** What could hold, due as early as was kept. What was kept of an entry about everything counts for everything. */
export function withKept(open: readonly Holdable[], kept: readonly Kept[]): Holdable[] {
  const everything = open.find(({ brand }) => brand === EVERYTHING);
  return open.map(({ brand, due }) => {
    const early = kept
      .filter((one) => (one.seq === everything?.due.seq ? brand === EVERYTHING : brand === one.brand))
      .map(({ dueAt }) => dueAt);
    return { brand, due: { ...due, dueAt: Math.min(due.dueAt, ...early) } };
  });
}
