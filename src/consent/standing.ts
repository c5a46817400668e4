import { covers, type Scope } from './scope.ts';

/**
 * What stands for one person and scope. `silent`: nothing is said here (any more); the row remains so that senders
 * learn of it. `until` is set for a pause alone, in epoch ms.
 */
export type Verdict = 'opted_out' | 'opted_in' | 'paused' | 'undeliverable' | 'deliverable' | 'silent';

/** Whether mail is wanted, and whether it arrives: two questions, so that a bounce never overwrites an opt-out. */
export type Aspect = 'consent' | 'reach';

/** One row of the ledger, compacted. */
export interface Standing {
  readonly scope: Scope;
  readonly aspect: Aspect;
  readonly verdict: Verdict;
  readonly until: number | null;
  /** The entry whose word this is; differs from `seq` only after an undo. Orders words across scopes. */
  readonly saidSeq: number;
  /** The entry that last wrote this row. Orders propagation. */
  readonly seq: number;
  readonly requestedAt: number;
  readonly dueAt: number | null;
}

/** The answer for one scope: may promotional mail of that scope be sent? */
export type Effect =
  | { readonly kind: 'allowed' }
  | { readonly kind: 'suppressed'; readonly reason: 'opted_out' | 'paused'; readonly by: Standing };

/**
 * What a person's standings mean for promotional mail of one scope at `now` (epoch ms). The last word wins: of all rows
 * that cover the scope, the one said last decides. No word at all allows, and a pause that has ended does too.
 */
export function effectOn(scope: Scope, standings: readonly Standing[], now: number): Effect {
  let last: Standing | undefined;
  for (const standing of standings) {
    if (standing.aspect !== 'consent' || standing.verdict === 'silent') continue;
    if (covers(standing.scope, scope) && (last === undefined || standing.saidSeq > last.saidSeq))
      last = standing;
  }
  if (last?.verdict === 'opted_out') return { kind: 'suppressed', reason: 'opted_out', by: last };
  if (last?.verdict === 'paused' && (last.until === null || now < last.until)) {
    return { kind: 'suppressed', reason: 'paused', by: last };
  }
  return { kind: 'allowed' };
}

/** True when mail to this person is known not to arrive. */
export function isUndeliverable(standings: readonly Standing[]): boolean {
  return standings.some(({ aspect, verdict }) => aspect === 'reach' && verdict === 'undeliverable');
}
