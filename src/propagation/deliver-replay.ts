import type { PropagationRow, ReplayRow } from '../store/schema.ts';
import { assess, type Share } from './assess.ts';
import type { Owed, OwedEntry, ReadBacklog } from './backlog.ts';
import { earlierOf, millisLeftTo, retryDelayMillis, wishedMillis } from './backoff.ts';
import { codeOf, type Delivered, type DeliverParts } from './deliver.ts';
import { LEASE_MILLIS } from './lease.ts';
import { parkedEntries, parkedRow, type Refusal } from './parked.ts';
import type { Positions } from './positions.ts';
import { isToldOneByOne, scoutsOf } from './probe.ts';
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
  const scouts = await scoutsFor(parts, attempt);
  const pushed = await pushOwed(
    parts,
    { ...attempt, held: { ...held, attempt: replay.attempt }, scouts },
    owed.tell,
  );
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
  const millisLeft = millisLeftTo(dueOf(replay, owed), settledAt);
  const clock = { now: settledAt, millisLeft };
  const moved: Partial<PropagationRow> = { last_settled_at: settledAt, ...clocksAfter(pushed, clock) };
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
        ...replayClock(replay, pushed, { ...clock, random }),
      },
      settledAt,
    ),
  });
  if (!settled) return { kind: 'fenced' };
  if (pushed.cut === 'stopped') return { kind: 'stopped' };
  return { kind: 'settled', held: { ...held, ...moved }, failure: pushed.failure };
}

/** The time of a settlement (epoch ms), and how much is left to the earliest deadline (ms); null where none runs. */
interface Clock {
  readonly now: number;
  readonly millisLeft: number | null;
}

/** When what a replay brings is due, at the earliest; what is told only because somebody asked is due at no time. */
function dueOf(replay: ReplayRow, { dueAt }: { readonly dueAt: number | null }): number | null {
  if (replay.kind === 'replay' || replay.kind === 'person') return null;
  const ahead = dueAt !== null && dueAt > replay.created_at ? dueAt : null;
  return earlierOf(replay.due_at, ahead);
}

/** Who goes first where the system is told one by one, see `propagateSender`. */
async function scoutsFor(
  { readBacklog }: ReplayParts,
  { sender, replay }: ReplayAttempt,
): Promise<Owed[] | undefined> {
  if (!isToldOneByOne(replay.attempt)) return undefined;
  const { cursor_seq: cursorSeq, to_seq: headSeq, attempt } = replay;
  return scoutsOf(readBacklog, sender.brands, { cursorSeq, headSeq, attempt });
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
  { failure, foundOut, cut }: PushedOwed,
  { random, now, millisLeft }: Clock & { random: number },
): { attempt: number; nextAttemptAt: number } {
  if (cut !== undefined) return { attempt: replay.attempt, nextAttemptAt: replay.next_attempt_at };
  // Whoever was found out is seldom the only one: the next are told one by one as well, and at once.
  if (failure === undefined) return { attempt: foundOut ? replay.attempt : 0, nextAttemptAt: 0 };
  const attempt = replay.attempt + 1;
  return { attempt, nextAttemptAt: now + retryDelayMillis({ ...failure, attempt, random, millisLeft }) };
}

/** The lease and what is shown of the sender; its retry clock only where the sender itself asked for a wait. */
function clocksAfter({ failure, cut }: PushedOwed, { now, millisLeft }: Clock): Partial<PropagationRow> {
  if (cut !== undefined) return { lease_until: 0 };
  if (failure === undefined) return { last_code: 'ok', lease_until: now + LEASE_MILLIS };
  const wished = wishedMillis(failure.retryAfterMillis, millisLeft);
  return {
    last_code: failure.code,
    lease_until: 0,
    ...(wished > 0 ? { next_attempt_at: now + wished } : {}),
  };
}
