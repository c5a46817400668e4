import type { PropagationRow } from '../store/schema.ts';
import { assess } from './assess.ts';
import type { Backlog } from './backlog.ts';
import { millisLeftTo, retryDelayMillis } from './backoff.ts';
import { LEASE_MILLIS } from './lease.ts';
import { parkedEntries, parkedRow, parkedRows } from './parked.ts';
import type { Failure } from './push-items.ts';
import { type Attempt, type PushedOwed, type PushParts, pushOwed } from './push-owed.ts';
import type { Settle } from './settle.ts';

export interface DeliverParts extends PushParts {
  readonly settle: Settle;
  /** In [0, 1). */
  readonly random: () => number;
  readonly deliveryId: () => string;
}

export type Delivered =
  /** `held` is the sender's row as it was written. */
  | { readonly kind: 'settled'; readonly held: PropagationRow; readonly failure?: Failure | undefined }
  /** The process is to stop: what was taken is written, and the lease given back. */
  | { readonly kind: 'stopped' }
  /** The lease was lost meanwhile: nothing was written, and somebody else goes on. */
  | { readonly kind: 'fenced' };

/** An attempt to bring a sender one backlog further. */
export interface Delivery extends Attempt {
  readonly backlog: Backlog;
  /** True when nothing will follow, so that this settlement also gives the lease back. */
  readonly last: boolean;
}

/** Brings a sender one backlog further: prepare, push, settle. A crash anywhere before the end costs a repeat. */
export async function deliver(parts: DeliverParts, attempt: Delivery): Promise<Delivered> {
  const { sender, held, backlog } = attempt;
  const { database } = parts;
  const startedAt = parts.now();
  const pushed = await pushOwed(parts, attempt, backlog.owed);
  if (pushed.cut === 'fenced') return { kind: 'fenced' };
  const settledAt = parts.now();

  const { shares } = pushed;
  const outcome = assess({ cursorSeq: held.cursor_seq, toSeq: backlog.toSeq }, shares);
  const ids = shares.map(({ owed }) => owed.recipientId);
  const before = new Map((await parkedRows(database, sender.id, ids)).map((row) => [row.recipient_id, row]));
  const freed = outcome.taken.flatMap((id) => before.get(id) ?? []);
  const freedEntries = await parkedEntries(database, sender.brands, freed, attempt.passed);

  const moved = {
    cursor_seq: outcome.cursorSeq,
    last_settled_at: settledAt,
    ...clocksAfter(pushed, attempt, { random: parts.random(), now: settledAt }),
  };
  const settled = await parts.settle({
    id: parts.deliveryId(),
    sender,
    fence: { column: 'epoch', value: held.epoch },
    epoch: held.epoch,
    fromSeq: held.cursor_seq,
    toSeq: outcome.cursorSeq,
    items: shares.length,
    startedAt,
    settledAt,
    code: codeOf(pushed),
    // Told are entries the cursor passes now, freed are entries it had passed before: nothing is counted twice.
    acknowledged: [...outcome.told, ...[...freedEntries.values()].flat()],
    parked: outcome.refusals.map((refusal) =>
      parkedRow({
        senderId: sender.id,
        refusal,
        before: before.get(refusal.owed.recipientId),
        random: parts.random(),
        now: settledAt,
      }),
    ),
    unparked: freed.map(({ recipient_id }) => recipient_id),
    propagation: moved,
  });
  if (!settled) return { kind: 'fenced' };
  if (pushed.cut === 'stopped') return { kind: 'stopped' };
  return { kind: 'settled', held: { ...held, ...moved }, failure: pushed.failure };
}

/** What a delivery row says of how a push went. */
export function codeOf({ failure, cut }: PushedOwed): string {
  return cut ?? failure?.code ?? 'ok';
}

/** Lease and retry clock after a push: a failure is answered with patience, our own stopping leaves both as they were. */
function clocksAfter(
  { failure, foundOut, cut }: PushedOwed,
  { held, last, backlog }: Delivery,
  { random, now }: { random: number; now: number },
): Partial<PropagationRow> {
  if (cut !== undefined) return { lease_until: 0 };
  if (failure === undefined) {
    const leaseUntil = last ? 0 : now + LEASE_MILLIS;
    // Whoever was found out is seldom the only one: the next are told one by one as well, and at once.
    const attempt = foundOut ? held.attempt : 0;
    return { attempt, next_attempt_at: 0, last_code: 'ok', lease_until: leaseUntil };
  }
  const attempt = held.attempt + 1;
  const millisLeft = millisLeftTo(backlog.dueAt, now);
  const delay = retryDelayMillis({ ...failure, attempt, random, millisLeft });
  return { attempt, next_attempt_at: now + delay, last_code: failure.code, lease_until: 0 };
}
