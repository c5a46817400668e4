import { mayBeOneItem } from '../senders/connectors/connector.ts';
import type { ParkedRow, PropagationRow } from '../store/schema.ts';
import type { Share } from './assess.ts';
import type { Owed, ReadBacklog } from './backlog.ts';
import { earlierOf, millisLeftTo, wishedMillis } from './backoff.ts';
import { codeOf, type Delivered, type DeliverParts } from './deliver.ts';
import { underNewestNumbers } from './histories.ts';
import { LEASE_MILLIS } from './lease.ts';
import { parkedEntries, parkedRow, postponedRow } from './parked.ts';
import { toldBefore } from './probe.ts';
import { type Attempt, type PushedOwed, pushOwed } from './push-owed.ts';

export interface RetryParts extends DeliverParts {
  readonly readBacklog: ReadBacklog;
}

/** An attempt to tell these parked recipients' states after all. */
export interface Retry extends Attempt {
  readonly rows: readonly ParkedRow[];
}

/**
 * Tries parked recipients again, as a delivery that moves no cursor and whose failure is no failure of the sender: the
 * rows have clocks of their own, so that one of them that makes every request fail holds up neither the backlog nor the
 * others. Only a wait the sender asked for holds for everything.
 */
export async function retryParked(parts: RetryParts, attempt: Retry): Promise<Delivered> {
  const { sender, held, rows } = attempt;
  if (rows.length === 0) return { kind: 'settled', held };
  const startedAt = parts.now();
  const entries = await parkedEntries(parts.database, sender.brands, rows, attempt.passed);
  const owed = await underNewestNumbers(
    parts.database,
    [...entries].map(([recipientId, ofOne]) => ({ recipientId, entries: ofOne })),
  );
  const pushed = await pushParked(parts, attempt, owed);
  if (pushed.cut === 'fenced') return { kind: 'fenced' };
  const settledAt = parts.now();

  const taken = pushed.shares.filter(({ fate }) => fate.kind === 'taken');
  // Nothing of theirs is owed to this sender any more: it has lost the brand they spoke of.
  const unowed = rows.filter(({ recipient_id }) => !entries.has(recipient_id));
  const moved = { last_settled_at: settledAt, ...clocksAfter(pushed, rows, settledAt) };
  const before = new Map(rows.map((row) => [row.recipient_id, row]));
  const settled = await parts.settle({
    id: parts.deliveryId(),
    sender,
    fence: { column: 'epoch', value: held.epoch },
    epoch: held.epoch,
    fromSeq: held.cursor_seq,
    toSeq: held.cursor_seq,
    items: pushed.shares.length,
    startedAt,
    settledAt,
    code: codeOf(pushed),
    acknowledged: taken.flatMap((share) => share.owed.entries),
    parked: pushed.shares.flatMap((share) =>
      stillParked(share, before.get(share.owed.recipientId), {
        failure: pushed.failure,
        senderId: sender.id,
        random: parts.random(),
        now: settledAt,
      }),
    ),
    unparked: taken.map((share) => share.owed.recipientId),
    dropped: unowed.map(({ recipient_id }) => recipient_id),
    propagation: moved,
  });
  if (!settled) return { kind: 'fenced' };
  if (pushed.cut === 'stopped') return { kind: 'stopped' };
  return { kind: 'settled', held: { ...held, ...moved }, failure: pushed.failure };
}

/**
 * Tries them together, and one by one those whose request failed as one of them may have made it fail: they are parked for
 * a reason, and one that a system dies of must not cost the others their turn every time. Somebody it was told of before
 * goes first, to see whether it lives, and whoever has failed the least.
 */
async function pushParked(parts: RetryParts, attempt: Retry, owed: readonly Owed[]): Promise<PushedOwed> {
  const together = await pushOwed(parts, attempt, owed);
  const left = together.shares.filter(({ fate }) => fate.kind === 'owed').map((share) => share.owed);
  if (left.length < 2 || together.failure === undefined || !mayBeOneItem(together.failure)) return together;
  const attempts = new Map(attempt.rows.map((row) => [row.recipient_id, row.attempt]));
  const failures = ({ recipientId }: Owed) => attempts.get(recipientId) ?? 0;
  const [least] = left.toSorted((one, other) => failures(one) - failures(other));
  const before = await toldBefore(parts.readBacklog, attempt.sender.brands, {
    cursorSeq: attempt.held.cursor_seq,
    attempt: least === undefined ? 0 : failures(least),
  });
  const scouts = least === undefined ? before : [...before, least];
  const alone = await pushOwed(parts, { ...attempt, scouts }, left);
  const settled = together.shares.filter(({ fate }) => fate.kind !== 'owed');
  return { ...alone, shares: [...settled, ...alone.shares] };
}

/** The row of a share that was not taken, with its clock moved on; none where it was never sent. */
function stillParked(
  { owed, fate }: Share,
  before: ParkedRow | undefined,
  options: { failure: PushedOwed['failure']; senderId: string; random: number; now: number },
): ParkedRow[] {
  if (fate.kind === 'refused') return [parkedRow({ ...options, refusal: { owed, ...fate }, before })];
  if (fate.kind === 'taken' || options.failure === undefined || before === undefined) return [];
  const { random, now, failure } = options;
  return [postponedRow(before, { ...failure, random, now })];
}

/** The lease and what is shown of the sender; its retry clock only where the sender itself asked for a wait. */
function clocksAfter(
  { failure, cut }: PushedOwed,
  rows: readonly ParkedRow[],
  now: number,
): Partial<PropagationRow> {
  if (cut !== undefined) return { lease_until: 0 };
  if (failure === undefined) return { last_code: 'ok', lease_until: now + LEASE_MILLIS };
  const dueAt = rows.reduce<number | null>((earliest, { due_at }) => earlierOf(earliest, due_at), null);
  const wished = wishedMillis(failure.retryAfterMillis, millisLeftTo(dueAt, now));
  return {
    last_code: failure.code,
    lease_until: 0,
    ...(wished > 0 ? { next_attempt_at: now + wished } : {}),
  };
}
