import { covers, type Scope } from './scope.ts';

/**
 * What stands for one person and scope. `silent`: nothing is said here (any more); the row remains so that senders
 * learn of it. `until` is set for a pause alone, in epoch ms; a pause that is over is silent and keeps it.
 */
export type Verdict = 'opted_out' | 'opted_in' | 'paused' | 'undeliverable' | 'deliverable' | 'silent';

/**
 * Whether mail is wanted, whether it is to rest for a while, and whether it arrives: three questions with a row each, so
 * that neither a bounce nor a pause ever overwrites an opt-out.
 */
export type Aspect = 'consent' | 'pause' | 'reach';

/** True for what keeps mail back; the other verdicts let it pass or say nothing. */
export function stops(verdict: Verdict): boolean {
  return verdict === 'opted_out' || verdict === 'paused' || verdict === 'undeliverable';
}

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

/** As much of a standing as an answer depends on. */
export type Word = Pick<Standing, 'scope' | 'aspect' | 'verdict' | 'until' | 'saidSeq'>;

/** The answer for one scope: may promotional mail of that scope be sent? */
export type Effect =
  | { readonly kind: 'allowed' }
  | { readonly kind: 'suppressed'; readonly reason: 'opted_out' | 'paused'; readonly by: Word };

/**
 * What a person's standings mean for promotional mail of one scope at `now` (epoch ms). The last word wins: of all rows
 * that cover the scope, the one said last decides, and no word at all allows. A running pause stops what would be
 * allowed unless an opt-in was said after it; when it ends, what was said before it stands again: resting is not a yes
 * (15 USC 7704(a)(4)(B) asks for affirmative consent), so a pause never lifts an opt-out.
 */
export function effectOn(scope: Scope, standings: readonly Word[], now: number): Effect {
  let consent: Word | undefined;
  let pause: Word | undefined;
  for (const standing of standings) {
    if (standing.verdict === 'silent' || !covers(standing.scope, scope)) continue;
    if (standing.aspect === 'consent') consent = laterOf(standing, consent);
    if (standing.aspect === 'pause' && isRunning(standing, now)) pause = laterOf(standing, pause);
  }
  if (consent?.verdict === 'opted_out') return { kind: 'suppressed', reason: 'opted_out', by: consent };
  if (pause && pause.saidSeq > (consent?.saidSeq ?? 0))
    return { kind: 'suppressed', reason: 'paused', by: pause };
  return { kind: 'allowed' };
}

/**
 * A row as it was when it was said: a pause that is over reads as the pause it was. Deciding goes by this, so that it makes no
 * difference to anybody's word when, or whether, the end of a pause was recorded.
 */
export function asSaid(row: Standing): Standing {
  const isOver = row.aspect === 'pause' && row.verdict === 'silent' && row.until !== null;
  return isOver ? { ...row, verdict: 'paused' } : row;
}

function laterOf(one: Word, other: Word | undefined): Word {
  return other === undefined || one.saidSeq > other.saidSeq ? one : other;
}

function isRunning({ until }: Word, now: number): boolean {
  return until === null || now < until;
}

/** True when mail to this person is known not to arrive. */
export function isUndeliverable(standings: readonly Word[]): boolean {
  return standings.some(({ aspect, verdict }) => aspect === 'reach' && verdict === 'undeliverable');
}

/**
 * True while an opt-out, the ledger's entry `seq`, is the last word at its scope and no later opt-in took back any of it,
 * be it at a wider scope or at a narrower one.
 */
export function standsWhole(
  { scope, seq }: { readonly scope: Scope; readonly seq: number },
  standings: readonly Word[],
): boolean {
  const words = standings.filter(({ aspect }) => aspect === 'consent');
  const here = words.find((word) => word.scope === scope);
  if (here?.verdict !== 'opted_out' || here.saidSeq !== seq) return false;
  return !words.some(
    (word) =>
      word.verdict === 'opted_in' &&
      word.saidSeq > seq &&
      (covers(word.scope, scope) || covers(scope, word.scope)),
  );
}
