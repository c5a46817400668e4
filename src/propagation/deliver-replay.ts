import type { PropagationRow, ReplayRow } from '../store/schema.ts';
import { assess, type Share } from './assess.ts';
import type { Owed, OwedEntry, ReadBacklog } from './backlog.ts';
import { retryDelayMillis, wishedMillis } from './backoff.ts';
import { codeOf, type Delivered, type DeliverParts } from './deliver.ts';
import { LEASE_MILLIS } from './lease.ts';
import { parkedEntries, parkedRow, type Refusal } from './parked.ts';
import type { Positions } from './positions.ts';
import { type Attempt, type PushedOwed, pushOwed } from './push-owed.ts';
import { readReplayOwed } from './replay-owed.ts';
import { dueIn, replayMoved } from './replay-rows.ts';

export interface ReplayParts extends DeliverParts {
  readonly readBacklog: ReadBacklog;
}

/** An attempt to bring a replay further, by at most so many entries. */
export interface ReplayAttempt extends Attempt {
  readonly replay: ReplayRow;
  readonly positions: Positions;
  readonly entriesMax: number;
}

/**
 * Brings a replay one delivery further. Its position obeys what the cursor obeys: it passes what was acknowledged or
 * parked, and it moves in a settlement that the sender's epoch fences. Its failures run by its own clock: a replay that a
 * system cannot take must not keep today's opt-outs waiting.
 */
export async function deliverReplay(parts: ReplayParts, attempt: ReplayAttempt): Promise<Delivered> {
  const { sender, held, replay } = attempt;
  const startedAt = parts.now();
  const owed = await readReplayOwed(parts, attempt);
  const pushed = await pushOwed(parts, { ...attempt, held: { ...held, attempt: replay.attempt } }, owed.tell);
  if (pushed.cut === 'fenced') return { kind: 'fenced' };
  const settledAt = parts.now();

  const shares = pushed.shares.filter((share) => !isBeyondTelling(replay, share));
  const outcome = assess({ cursorSeq: replay.cursor_seq, toSeq: owed.toSeq }, shares);
  const { cursorSeq } = outcome;
  const isNew = ({ seq }: OwedEntry) => seq > replay.cursor_seq && seq <= cursorSeq;
  const covered = owed.covered.flatMap(({ entries }) => entries).filter(isNew);
  const freed = outcome.taken.flatMap((id) => owed.parked.get(id) ?? []);
  const freedEntries = await parkedEntries(parts.database, sender.brands, freed, attempt.passed);
  const refusals = outcome.refusals.flatMap((refusal) => passedBy(refusal, cursorSeq));
  const moved: Partial<PropagationRow> = { last_settled_at: settledAt, ...clocksAfter(pushed, settledAt) };
  const random = parts.random();
  const settled = await parts.settle({
    id: parts.deliveryId(),
    sender,
    fence: { column: 'epoch', value: held.epoch },
    epoch: held.epoch,
    lane: replay.id,
    fromSeq: replay.cursor_seq,
    toSeq: cursorSeq,
    items: shares.length,
    startedAt,
    settledAt,
    code: codeOf(pushed),
    acknowledged: [...outcome.told, ...covered, ...[...freedEntries.values()].flat()],
    parked: refusals.map((refusal) =>
      parkedRow({
        senderId: sender.id,
        refusal,
        before: owed.parked.get(refusal.owed.recipientId),
        random: parts.random(),
        now: settledAt,
        dueOf: (entry) => dueIn(replay, entry),
      }),
    ),
    unparked: freed.map(({ recipient_id }) => recipient_id),
    propagation: moved,
    along: replayMoved(
      parts.database,
      replay,
      {
        cursorSeq,
        entries: entriesOf([...owed.tell, ...owed.covered]).filter(isNew).length,
        items: shares.filter(({ owed: { entries }, fate }) => fate.kind === 'taken' && entries.some(isNew))
          .length,
        finished: cursorSeq >= replay.to_seq,
        ...replayClock(replay, pushed, { random, now: settledAt }),
      },
      settledAt,
    ),
  });
  if (!settled) return { kind: 'fenced' };
  if (pushed.cut === 'stopped') return { kind: 'stopped' };
  return { kind: 'settled', held: { ...held, ...moved }, failure: pushed.failure };
}

function entriesOf(owed: readonly Owed[]): OwedEntry[] {
  return owed.flatMap(({ entries }) => entries);
}

/** Somebody whose address is gone cannot be told again; that they were told, or are parked for it, stays as it is. */
function isBeyondTelling({ kind }: ReplayRow, { owed, fate }: Share): boolean {
  const again =
    (kind === 'replay' || kind === 'person') && owed.entries.every((entry) => entry.again === true);
  return again && fate.kind === 'refused' && fate.code === 'address_erased';
}

/** Nobody is parked for what the position has not passed: it comes to that again. */
function passedBy(refusal: Refusal, cursorSeq: number): Refusal[] {
  const entries = refusal.owed.entries.filter(({ seq }) => seq <= cursorSeq);
  return entries.length === 0 ? [] : [{ ...refusal, owed: { ...refusal.owed, entries } }];
}

/** The replay's own clock: patience after a failure, none after success, as it was when our own stopping cut it short. */
function replayClock(
  replay: ReplayRow,
  { failure, cut }: PushedOwed,
  { random, now }: { random: number; now: number },
): { attempt: number; nextAttemptAt: number } {
  if (cut !== undefined) return { attempt: replay.attempt, nextAttemptAt: replay.next_attempt_at };
  if (failure === undefined) return { attempt: 0, nextAttemptAt: 0 };
  const attempt = replay.attempt + 1;
  return { attempt, nextAttemptAt: now + retryDelayMillis({ ...failure, attempt, random }) };
}

/** The lease and what is shown of the sender; its retry clock only where the sender itself asked for a wait. */
function clocksAfter({ failure, cut }: PushedOwed, now: number): Partial<PropagationRow> {
  if (cut !== undefined) return { lease_until: 0 };
  if (failure === undefined) return { last_code: 'ok', lease_until: now + LEASE_MILLIS };
  const wished = wishedMillis(failure.retryAfterMillis);
  return {
    last_code: failure.code,
    lease_until: 0,
    ...(wished > 0 ? { next_attempt_at: now + wished } : {}),
  };
}
