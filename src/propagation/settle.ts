import type { Database, Statement } from '../store/database.ts';
import { rowInsert } from '../store/row-insert.ts';
import type { ParkedRow, PropagationRow } from '../store/schema.ts';
import { type Acknowledged, isTimed, type Listener, latencyRows, latencyWriter } from './latency.ts';

/**
 * What must still hold for a settlement to count. Every claim, and every acknowledgement of a feed, raises the sender's
 * epoch: whoever worked under an earlier one finds it gone, and their whole commit comes to nothing.
 */
export interface Fence {
  readonly column: 'epoch';
  readonly value: number;
}

/** One delivery's end, as it is written. */
export interface Settlement {
  readonly id: string;
  readonly sender: Listener & { readonly id: string };
  readonly fence: Fence;
  readonly epoch: number;
  /** What is moved: the cursor unless a replay is named. */
  readonly lane?: string | undefined;
  readonly fromSeq: number;
  readonly toSeq: number;
  readonly items: number;
  readonly startedAt: number;
  /** Epoch ms, after the last answer came. */
  readonly settledAt: number;
  /** `ok`, or the first thing that went wrong. */
  readonly code: string;
  /** Entries the sender has taken with this delivery: the latency of opt-outs is counted now, and only now. */
  readonly acknowledged: readonly Acknowledged[];
  readonly parked: readonly ParkedRow[];
  /** Recipients whose parked state the sender has now taken. */
  readonly unparked: readonly string[];
  /** Parked recipients of whom nothing is owed any more, and who were told nothing. */
  readonly dropped?: readonly string[] | undefined;
  readonly propagation: Partial<PropagationRow>;
  /** What else is true from this settlement on, and not without it. */
  readonly along?: readonly Statement[] | undefined;
}

/** Writes a delivery's end. False when the fence was gone: then nothing at all was written. */
export type Settle = (settlement: Settlement) => Promise<boolean>;

/**
 * Makes the one commit that moves a cursor: the delivery, the cursor, the latency and the parked rows, together or not
 * at all.
 */
export function settler(database: Database): Settle {
  const insertLatency = latencyWriter(database);
  const insertParked = rowInsert(
    database,
    'parked',
    [
      'sender_id',
      'recipient_id',
      'first_seq',
      'seq',
      'seqs',
      'code',
      'attempt',
      'next_attempt_at',
      'parked_at',
      'requested_at',
      'due_at',
    ],
    `on conflict (sender_id, recipient_id) do update set first_seq = excluded.first_seq, seq = excluded.seq,
      seqs = excluded.seqs, code = excluded.code, attempt = excluded.attempt, next_attempt_at = excluded.next_attempt_at,
      requested_at = excluded.requested_at, due_at = excluded.due_at`,
  );

  return async (settlement) => {
    const { sender, acknowledged, settledAt } = settlement;
    const outcome = await database.commit([
      fencedDelivery(database, settlement),
      movement(database, settlement),
      ...insertLatency(latencyRows(sender, acknowledged, settledAt)),
      ...insertParked(settlement.parked),
      ...settlement.unparked.flatMap((recipientId) => removal(database, sender.id, recipientId, settledAt)),
      ...(settlement.dropped ?? []).map((recipientId) => unparking(database, sender.id, recipientId)),
      ...(settlement.along ?? []),
    ]);
    return outcome.kind === 'committed';
  };
}

/** The delivery row, whose sender id comes from a row only the fence's holder finds: see the migration. */
function fencedDelivery(database: Database, settlement: Settlement): Statement {
  const { sender, fence } = settlement;
  return database.build
    .insertInto('delivery')
    .values((expression) => ({
      id: settlement.id,
      sender_id: expression
        .selectFrom('propagation')
        .select('sender_id')
        .where('sender_id', '=', sender.id)
        .where(fence.column, '=', fence.value),
      epoch: settlement.epoch,
      from_seq: settlement.fromSeq,
      to_seq: settlement.toSeq,
      items: settlement.items,
      acknowledged: settlement.acknowledged.filter(isTimed).length,
      parked: settlement.parked.length,
      code: settlement.code,
      started_at: settlement.startedAt,
      settled_at: settlement.settledAt,
      lane: settlement.lane ?? '',
    }))
    .compile();
}

/**
 * A further delivery of the same settlement, to be written along with it, for a sender whose one position moves several
 * lanes at once. What was taken is counted with the first.
 */
export function deliveryAlong(
  database: Database,
  settlement: Settlement,
  { id, lane }: { id: string; lane: string },
): Statement {
  const { sender, epoch, fromSeq, toSeq, items, startedAt, settledAt, code } = settlement;
  const row = { id, sender_id: sender.id, epoch, from_seq: fromSeq, to_seq: toSeq, items, lane, code };
  return database.build
    .insertInto('delivery')
    .values({ ...row, acknowledged: 0, parked: 0, started_at: startedAt, settled_at: settledAt })
    .compile();
}

function movement(database: Database, { sender, fence, propagation }: Settlement): Statement {
  return database.build
    .updateTable('propagation')
    .set(propagation)
    .where('sender_id', '=', sender.id)
    .where(fence.column, '=', fence.value)
    .compile();
}

/** Takes a recipient out of the parked ones and keeps when that was. */
function removal(database: Database, senderId: string, recipientId: string, takenAt: number): Statement[] {
  return [
    database.build
      .insertInto('parked_taken')
      .columns(['sender_id', 'recipient_id', 'first_seq', 'seq', 'seqs', 'taken_at'])
      .expression((expression) =>
        expression
          .selectFrom('parked')
          .select([
            'sender_id',
            'recipient_id',
            'first_seq',
            'seq',
            'seqs',
            expression.lit(takenAt).as('taken_at'),
          ])
          .where('sender_id', '=', senderId)
          .where('recipient_id', '=', recipientId),
      )
      .compile(),
    unparking(database, senderId, recipientId),
  ];
}

function unparking(database: Database, senderId: string, recipientId: string): Statement {
  return database.build
    .deleteFrom('parked')
    .where('sender_id', '=', senderId)
    .where('recipient_id', '=', recipientId)
    .compile();
}
