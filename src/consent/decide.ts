import type { LedgerRow, StandingRow } from '../store/schema.ts';
import { entryHash, evidenceHash, type Head } from './chain.ts';
import { aspectOf, type Decision, isBound, verdictOf } from './decision.ts';
import { brandOf, covers, type Scope } from './scope.ts';
import { effectOn, type Standing } from './standing.ts';

/** The three bounds of an opt-out, epoch ms; see the deadline room. */
export interface EntryClocks {
  readonly targetAt: number;
  readonly dueAt: number;
  readonly strictDueAt: number;
}

/** What deciding needs from outside: the time of recording, the deadlines, and salt for the evidence. */
export interface Circumstances {
  readonly recordedAt: number;
  clocks(scope: Scope, moment: { requestedAt: number; receivedAt: number }): EntryClocks;
  salt(): string;
}

/** What became of one decision. `already` and `stale` wrote nothing. */
export type Verdicted =
  | {
      readonly kind: 'recorded';
      readonly seq: number;
      readonly recordedAt: number;
      readonly dueAt: number | null;
    }
  /** Said before and still standing: the first entry and its deadline remain. */
  | { readonly kind: 'already'; readonly seq: number; readonly dueAt: number | null }
  /** Overtaken: an opt-in older than the opt-out it would lift, or an undo of what no longer stands. */
  | { readonly kind: 'stale'; readonly seq: number };

/** The rows a list of decisions comes to, and each decision's outcome in order. */
export interface Decided {
  readonly outcomes: Verdicted[];
  readonly ledger: LedgerRow[];
  /** At most one row per recipient, scope and aspect: the last. */
  readonly standing: StandingRow[];
}

/**
 * Decides, without touching anything, what to write for decisions that follow `head`, given what stands for their
 * recipients. Later decisions in the list see the earlier ones.
 */
export function decide(
  head: Head,
  standings: ReadonlyMap<string, readonly Standing[]>,
  decisions: readonly Decision[],
  circumstances: Circumstances,
): Decided {
  const current = new Map<string, Standing[]>();
  const changed = new Map<string, StandingRow>();
  const ledger: LedgerRow[] = [];
  let tip: Head = head;

  const outcomes = decisions.map((decision): Verdicted => {
    const rows = current.get(decision.recipientId) ?? [...(standings.get(decision.recipientId) ?? [])];
    current.set(decision.recipientId, rows);
    const settled = withoutEffect(decision, rows);
    if (settled) return settled;

    const entry = chained(tip, decision, circumstances);
    const standing = standingAfter(decision, entry);
    ledger.push(entry);
    tip = { seq: entry.seq, hash: entry.hash };
    replace(rows, standing);
    changed.set(`${decision.recipientId} ${standing.aspect} ${standing.scope}`, rowOf(decision, standing));
    return { kind: 'recorded', seq: entry.seq, recordedAt: entry.recorded_at, dueAt: entry.due_at };
  });
  return { outcomes, ledger, standing: [...changed.values()] };
}

/** The outcome of a decision that changes nothing, or undefined when it must be written. */
function withoutEffect(decision: Decision, rows: readonly Standing[]): Verdicted | undefined {
  const aspect = aspectOf(decision.kind);
  const here = rows.find((row) => row.scope === decision.scope && row.aspect === aspect);
  if (decision.kind === 'undo') {
    return here?.seq === decision.undoes ? undefined : { kind: 'stale', seq: here?.seq ?? 0 };
  }
  if (decision.kind === 'opt_in') {
    const newer = newerOptOut(decision, rows);
    if (newer) return { kind: 'stale', seq: newer.seq };
  }
  if (here === undefined || here.verdict !== verdictOf(decision)) return undefined;
  if (decision.kind === 'pause' && here.until !== decision.until) return undefined;
  const contradicted = rows.some(
    (row) =>
      row.saidSeq > here.saidSeq &&
      row.aspect === aspect &&
      touches(row.scope, decision.scope) &&
      differs(row, here),
  );
  return contradicted ? undefined : { kind: 'already', seq: here.seq, dueAt: here.dueAt };
}

/** Guarantee 8: an older "subscribed" never lifts a newer opt-out, whoever reports it. */
function newerOptOut(decision: Decision, rows: readonly Standing[]): Standing | undefined {
  const scopes = [
    decision.scope,
    ...rows.map((row) => row.scope).filter((scope) => covers(decision.scope, scope)),
  ];
  for (const scope of scopes) {
    const effect = effectOn(scope, rows, decision.requestedAt);
    if (effect.kind === 'suppressed' && effect.by.requestedAt > decision.requestedAt) return effect.by;
  }
  return undefined;
}

function touches(one: Scope, other: Scope): boolean {
  return covers(one, other) || covers(other, one);
}

function differs(one: Standing, other: Standing): boolean {
  return one.verdict !== 'silent' && (one.verdict !== other.verdict || one.until !== other.until);
}

function chained(head: Head, decision: Decision, { recordedAt, clocks, salt }: Circumstances): LedgerRow {
  const bounds = isBound(decision.kind) ? clocks(decision.scope, decision) : undefined;
  const evidence = JSON.stringify({ ...decision.evidence, salt: salt() });
  const entry = {
    seq: head.seq + 1,
    recipient_id: decision.recipientId,
    scope: decision.scope,
    brand: brandOf(decision.scope),
    kind: decision.kind,
    until_at: decision.kind === 'pause' ? decision.until : null,
    requested_at: decision.requestedAt,
    received_at: decision.receivedAt,
    recorded_at: recordedAt,
    target_at: bounds?.targetAt ?? null,
    due_at: bounds?.dueAt ?? null,
    strict_due_at: bounds?.strictDueAt ?? null,
    channel: decision.channel,
    evidence_json: evidence,
    evidence_hash: evidenceHash(evidence),
  };
  return { ...entry, hash: entryHash(head.hash, entry) };
}

function standingAfter(decision: Decision, entry: LedgerRow): Standing {
  const undo = decision.kind === 'undo' ? decision.restores : undefined;
  return {
    scope: decision.scope,
    aspect: aspectOf(decision.kind),
    verdict: verdictOf(decision),
    until: undo ? undo.until : entry.until_at,
    saidSeq: undo ? undo.saidSeq : entry.seq,
    seq: entry.seq,
    requestedAt: entry.requested_at,
    dueAt: entry.due_at,
  };
}

function replace(rows: Standing[], standing: Standing): void {
  const index = rows.findIndex((row) => row.scope === standing.scope && row.aspect === standing.aspect);
  if (index === -1) rows.push(standing);
  else rows[index] = standing;
}

function rowOf(decision: Decision, standing: Standing): StandingRow {
  return {
    recipient_id: decision.recipientId,
    scope: standing.scope,
    aspect: standing.aspect,
    brand: brandOf(standing.scope),
    verdict: standing.verdict,
    until_at: standing.until,
    said_seq: standing.saidSeq,
    seq: standing.seq,
    requested_at: standing.requestedAt,
    due_at: standing.dueAt,
  };
}
