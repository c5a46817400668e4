import { EVERYTHING } from '../consent/scope.ts';
import type { Database } from '../store/database.ts';
import type { Waits } from './waits.ts';

/** Which parked recipients of a sender are asked about. */
export interface ParkedSpan {
  readonly senderId: string;
  /** Those parked beyond the cursor are left out: they are counted with the backlog. */
  readonly cursorSeq: number;
  /** Of those, the ones who said something after this entry. */
  readonly afterSeq: number;
  /** And nothing after this one. */
  readonly untilSeq?: number | undefined;
}

/** `brand`: what the one that is due first had said something about, when it was first parked. */
export interface ParkedWaits extends Waits {
  readonly brand: string;
}

/** What waits among the parked: how many, since when, and the one that is due first; undefined where none is due at all. */
export async function parkedWaiting(database: Database, span: ParkedSpan): Promise<ParkedWaits | undefined> {
  const [counted] = await database.all(
    dated(database, span).select(({ fn }) => fn.countAll<number>().as('count')),
  );
  const [first] = await database.all(
    withEntry(database, span).orderBy('parked.due_at').orderBy('parked.first_seq').limit(1),
  );
  const [oldest] = await database.all(
    withEntry(database, span).orderBy('parked.requested_at').orderBy('parked.first_seq').limit(1),
  );
  if (first?.due_at === undefined || first.due_at === null || oldest === undefined) return undefined;
  return {
    count: counted?.count ?? 0,
    oldest: { seq: oldest.first_seq, requestedAt: oldest.requested_at },
    recordedAt: oldest.recorded_at ?? oldest.requested_at,
    due: {
      seq: first.first_seq,
      dueAt: first.due_at,
      requestedAt: first.requested_at,
      receivedAt: first.received_at ?? first.requested_at,
    },
    brand: first.brand ?? EVERYTHING,
  };
}

function dated({ build }: Database, { senderId, cursorSeq, afterSeq, untilSeq }: ParkedSpan) {
  const rows = build
    .selectFrom('parked')
    .where('parked.sender_id', '=', senderId)
    .where('parked.due_at', 'is not', null)
    .where('parked.first_seq', '<=', cursorSeq)
    .where('parked.seq', '>', afterSeq);
  return untilSeq === undefined ? rows : rows.where('parked.seq', '<=', untilSeq);
}

/** With the clocks of the entry they were first parked for. */
function withEntry(database: Database, span: ParkedSpan) {
  return dated(database, span)
    .leftJoin('ledger', 'ledger.seq', 'parked.first_seq')
    .select([
      'parked.first_seq',
      'parked.requested_at',
      'parked.due_at',
      'ledger.received_at',
      'ledger.recorded_at',
      'ledger.brand',
    ]);
}
