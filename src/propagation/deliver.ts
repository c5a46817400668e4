import type { Brand } from '../brands/brand.ts';
import type { ChangeItem, Connector } from '../senders/connectors/connector.ts';
import type { Sender } from '../senders/sender.ts';
import type { Database } from '../store/database.ts';
import type { PropagationRow } from '../store/schema.ts';
import { assess, type Share } from './assess.ts';
import type { Backlog, Owed, OwedEntry } from './backlog.ts';
import { retryDelayMillis } from './backoff.ts';
import type { PrepareItems } from './change-item.ts';
import { LEASE_MILLIS } from './lease.ts';
import { parkedEntries, parkedRow, parkedRows } from './parked.ts';
import { type Failure, pushItems } from './push-items.ts';
import type { Settle } from './settle.ts';

export interface DeliverParts {
  readonly database: Database;
  readonly prepare: PrepareItems;
  readonly settle: Settle;
  readonly now: () => number;
  /** In [0, 1). */
  readonly random: () => number;
  readonly deliveryId: () => string;
  readonly batchId: (items: readonly ChangeItem[]) => string;
}

/** One attempt: whom, under which claim, with what. */
export interface Attempt {
  readonly sender: Sender;
  readonly connector: Connector;
  readonly brands: readonly Brand[];
  readonly claimed: PropagationRow;
  readonly backlog: Backlog;
  /** True when nothing will follow, so that this settlement also gives the lease back. */
  readonly last: boolean;
  readonly signal?: AbortSignal | undefined;
}

export type Delivered =
  | { readonly kind: 'settled'; readonly cursorSeq: number; readonly failure?: Failure | undefined }
  /** The lease was lost meanwhile: nothing was written, and somebody else goes on. */
  | { readonly kind: 'fenced' };

/** Brings a sender one backlog further: prepare, push, settle. A crash anywhere before the end costs a repeat. */
export async function deliver(parts: DeliverParts, attempt: Attempt): Promise<Delivered> {
  const { sender, claimed, backlog } = attempt;
  const startedAt = parts.now();
  const { shares, failure } = await push(parts, attempt);
  const settledAt = parts.now();

  const parkedBefore = await parkedRows(
    parts.database,
    sender.id,
    shares.map(({ owed }) => owed.recipientId),
  );
  const outcome = assess({ cursorSeq: claimed.cursor_seq, toSeq: backlog.toSeq }, shares, parkedBefore);
  const before = new Map(parkedBefore.map((row) => [row.recipient_id, row]));
  const freed = parkedBefore.filter(({ recipient_id }) => outcome.unparked.includes(recipient_id));
  const freedEntries = await Promise.all(
    freed.map((row) => parkedEntries(parts.database, sender.brands, row, claimed.cursor_seq)),
  );

  const settled = await parts.settle({
    id: parts.deliveryId(),
    sender,
    fence: { column: 'epoch', value: claimed.epoch },
    epoch: claimed.epoch,
    fromSeq: claimed.cursor_seq,
    toSeq: outcome.cursorSeq,
    items: shares.length,
    startedAt,
    settledAt,
    code: failure?.code ?? 'ok',
    acknowledged: eachOnce([...outcome.told, ...freedEntries.flat()]),
    parked: outcome.refusals.map((refusal) =>
      parkedRow({
        senderId: sender.id,
        refusal,
        before: before.get(refusal.owed.recipientId),
        random: parts.random(),
        now: settledAt,
      }),
    ),
    unparked: outcome.unparked,
    propagation: {
      cursor_seq: outcome.cursorSeq,
      last_settled_at: settledAt,
      ...(failure
        ? afterFailure(claimed.attempt + 1, failure, { random: parts.random(), now: settledAt })
        : {
            attempt: 0,
            next_attempt_at: 0,
            last_code: 'ok',
            lease_until: attempt.last ? 0 : settledAt + LEASE_MILLIS,
          }),
    },
  });
  return settled ? { kind: 'settled', cursorSeq: outcome.cursorSeq, failure } : { kind: 'fenced' };
}

async function push(
  parts: DeliverParts,
  { sender, connector, brands, claimed, backlog, signal }: Attempt,
): Promise<{ shares: Share[]; failure: Failure | undefined }> {
  const prepared = await parts.prepare(backlog.owed, brands, parts.now());
  const ready = prepared.filter((one) => one.kind === 'item');
  const { fates, failure } = await pushItems(
    ready.map(({ item }) => item),
    {
      connector,
      sender,
      fromSeq: claimed.cursor_seq,
      toSeq: backlog.toSeq,
      now: parts.now,
      batchId: parts.batchId,
      signal,
    },
  );
  const shares = [
    ...ready.map(({ owed }, index): Share => ({ owed, fate: fates[index] ?? { kind: 'owed' } })),
    ...prepared.flatMap((one): Share[] =>
      one.kind === 'unsendable' ? [unsendable(one.owed, one.code)] : [],
    ),
  ];
  return { shares, failure };
}

// A parked recipient's own delivery finds the same entries as told and as freed.
function eachOnce(entries: readonly OwedEntry[]): OwedEntry[] {
  return [...new Map(entries.map((entry) => [entry.seq, entry])).values()];
}

function unsendable(owed: Owed, code: string): Share {
  return { owed, fate: { kind: 'refused', status: 'rejected', code } };
}

function afterFailure(
  attempt: number,
  { code, pace, retryAfterMillis }: Failure,
  { random, now }: { random: number; now: number },
) {
  return {
    attempt,
    next_attempt_at: now + retryDelayMillis({ attempt, pace, random, retryAfterMillis }),
    last_code: code,
    lease_until: 0,
  };
}
