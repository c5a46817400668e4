import type { LedgerRow, StandingRow } from '../store/schema.ts';
import { entryHash, evidenceHash, type Head } from './chain.ts';
import { aspectOf, type Decision, isBound, isMachine, verdictOf } from './decision.ts';
import { brandOf, covers, type Scope } from './scope.ts';
import { type Aspect, asSaid, type Standing, stops } from './standing.ts';
import type { Known } from './standing-row.ts';

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
  /**
   * Overtaken: an opt-in that is older than the opt-out it would lift or no person's word, an undo of what no longer stands,
   * or the end of a pause that was lifted, lengthened or replaced.
   */
  | { readonly kind: 'stale'; readonly seq: number };

/** The rows a list of decisions comes to, and each decision's outcome in order. */
export interface Decided {
  readonly outcomes: Verdicted[];
  readonly ledger: LedgerRow[];
  /** At most one row per recipient, scope and aspect: the last. */
  readonly standing: StandingRow[];
}

/**
 * Decides, without touching anything, what to write for decisions that follow `head`, given what is known of their
 * recipients. Later decisions in the list see the earlier ones.
 */
export function decide(
  head: Head,
  known: ReadonlyMap<string, Known>,
  decisions: readonly Decision[],
  circumstances: Circumstances,
): Decided {
  const people = new Map<string, { recipientNo: number | undefined; readonly rows: Standing[] }>();
  const changed = new Map<string, StandingRow>();
  const ledger: LedgerRow[] = [];
  let tip: Head = head;

  const outcomes = decisions.map((decision): Verdicted => {
    const before = known.get(decision.recipientId);
    const person = people.get(decision.recipientId) ?? {
      recipientNo: before?.recipientNo,
      rows: [...(before?.standings ?? [])],
    };
    people.set(decision.recipientId, person);
    const { rows } = person;
    const place = placeOf(decision, rows);
    const settled =
      decision.kind === 'pause_end'
        ? unlessOver(decision, place.row, circumstances.recordedAt)
        : withoutEffect(decision, place.row && asSaid(place.row), rows.map(asSaid));
    if (settled) return settled;

    person.recipientNo ??= tip.seq + 1;
    const entry = chained(tip, { decision, recipientNo: person.recipientNo }, circumstances);
    const standing = standingAfter(decision, entry, place);
    ledger.push(entry);
    tip = { seq: entry.seq, hash: entry.hash };
    replace(rows, standing);
    changed.set(`${decision.recipientId} ${standing.aspect} ${standing.scope}`, rowOf(entry, standing));
    return { kind: 'recorded', seq: entry.seq, recordedAt: entry.recorded_at, dueAt: entry.due_at };
  });
  return { outcomes, ledger, standing: [...changed.values()] };
}

interface Place {
  readonly aspect: Aspect;
  readonly row: Standing | undefined;
}

/** The row a decision is about. An undo can only be about what was last said at its scope. */
function placeOf(decision: Decision, rows: readonly Standing[]): Place {
  const here = rows.filter((row) => row.scope === decision.scope);
  if (decision.kind === 'undo') {
    const [last] = here.filter(({ aspect }) => aspect !== 'reach').sort((one, other) => other.seq - one.seq);
    return { aspect: last?.aspect ?? 'consent', row: last };
  }
  const aspect = aspectOf(decision.kind);
  return { aspect, row: here.find((row) => row.aspect === aspect) };
}

/** The outcome of a pause's end that is none: another pause stands there or none, or its time has not come. */
function unlessOver(
  { ends }: Extract<Decision, { kind: 'pause_end' }>,
  here: Standing | undefined,
  now: number,
): Verdicted | undefined {
  if (here === undefined || here.saidSeq !== ends || here.until === null || here.until > now) {
    return { kind: 'stale', seq: here?.seq ?? 0 };
  }
  return here.verdict === 'paused' ? undefined : { kind: 'already', seq: here.seq, dueAt: here.dueAt };
}

/** The outcome of a decision that changes nothing, or undefined when it must be written. */
function withoutEffect(
  decision: Decision,
  here: Standing | undefined,
  rows: readonly Standing[],
): Verdicted | undefined {
  if (decision.kind === 'undo') {
    // A row that an undo wrote is not undone again: each undo takes back the word right before it, so the ledger alone
    // tells what stands.
    const undoable = here?.seq === decision.undoes && here.saidSeq === here.seq;
    return undoable ? undefined : { kind: 'stale', seq: here?.seq ?? 0 };
  }
  if (decision.kind === 'opt_in') {
    const unlifted = rows.find((row) => holdsAgainst(row, decision));
    if (unlifted) return { kind: 'stale', seq: unlifted.seq };
  }
  if (here === undefined || here.verdict !== verdictOf(decision)) return undefined;
  if (decision.kind === 'pause' && here.until !== decision.until) return undefined;
  if (rows.some((row) => contradicts(row, here))) return undefined;
  return { kind: 'already', seq: here.seq, dueAt: here.dueAt };
}

/** Guarantee 8: no "subscribed" lifts a newer opt-out, whoever reports it, and none that a machine says lifts any. */
function holdsAgainst(row: Standing, optIn: Decision): boolean {
  if (row.aspect === 'reach' || !stops(row.verdict) || !touches(row.scope, optIn.scope)) return false;
  // A pause that was over when the opt-in was said is nothing to lift.
  if (row.until !== null && row.until <= optIn.requestedAt) return false;
  return row.requestedAt > optIn.requestedAt || isMachine(optIn.channel);
}

/** True when a later word took back, in whole or in part, what `here` says: then saying it again is news. */
function contradicts(row: Standing, here: Standing): boolean {
  const sameQuestion = (row.aspect === 'reach') === (here.aspect === 'reach');
  const opposed = row.verdict !== 'silent' && stops(row.verdict) !== stops(here.verdict);
  return sameQuestion && opposed && row.saidSeq > here.saidSeq && touches(row.scope, here.scope);
}

function touches(one: Scope, other: Scope): boolean {
  return covers(one, other) || covers(other, one);
}

function chained(
  head: Head,
  { decision, recipientNo }: { decision: Decision; recipientNo: number },
  circumstances: Circumstances,
): LedgerRow {
  const bounds = isBound(decision) ? circumstances.clocks(decision.scope, decision) : undefined;
  const evidence = JSON.stringify({ ...decision.evidence, salt: circumstances.salt() });
  const entry = {
    seq: head.seq + 1,
    recipient_id: decision.recipientId,
    recipient_no: recipientNo,
    scope: decision.scope,
    brand: brandOf(decision.scope),
    kind: decision.kind,
    until_at: decision.kind === 'pause' ? decision.until : null,
    requested_at: decision.requestedAt,
    received_at: decision.receivedAt,
    recorded_at: circumstances.recordedAt,
    target_at: bounds?.targetAt ?? null,
    due_at: bounds?.dueAt ?? null,
    strict_due_at: bounds?.strictDueAt ?? null,
    channel: decision.channel,
    evidence_json: evidence,
    evidence_hash: evidenceHash(evidence),
  };
  return { ...entry, hash: entryHash(head.hash, entry) };
}

function standingAfter(decision: Decision, entry: LedgerRow, { aspect, row }: Place): Standing {
  // The end of a pause is nobody's word: whose word it was and which entry wrote it stay, see `asSaid`.
  if (decision.kind === 'pause_end' && row !== undefined) return { ...row, verdict: 'silent' };
  const undo = decision.kind === 'undo' ? decision.restores : undefined;
  const until = undo ? undo.until : entry.until_at;
  return {
    scope: decision.scope,
    aspect,
    // A pause that is over already, such as the one that ends another, has no end that needs to be recorded.
    verdict: until !== null && until <= entry.recorded_at ? 'silent' : verdictOf(decision),
    until,
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

function rowOf(entry: LedgerRow, standing: Standing): StandingRow {
  return {
    recipient_no: entry.recipient_no,
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
