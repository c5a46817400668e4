import { EVERYTHING } from '../consent/scope.ts';
import type { Database } from '../store/database.ts';
import { reachedSeq, type Standing } from './snapshot.ts';
import type { Deadlines, Waits } from './waits.ts';

/** Which parked recipients of a sender are asked about. */
interface ParkedSpan {
  readonly senderId: string;
  /** Those parked for what lies beyond are left out: they are counted with the backlog. */
  readonly reached: number;
  /** Of those, the ones who said something after this entry. */
  readonly afterSeq: number;
}

/**
 * What waits among the parked of a sender who said something after an entry: how many, since when, and the one that is due
 * first; undefined where none is due at all.
 *
 * Of those who were parked when the sender was introduced to what had been said before it, time counts from then, by the
 * deadline of the introduction: no policy of today counts it anew from what they once said.
 */
export async function parkedWaiting(
  { database, deadlines }: { readonly database: Database; readonly deadlines: Deadlines },
  standing: Standing,
  { senderId, afterSeq }: { readonly senderId: string; readonly afterSeq: number },
): Promise<Waits | undefined> {
  if (!standing.hasParked) return undefined;
  const span = { senderId, reached: reachedSeq(standing), afterSeq };
  const [counted] = await database.all(
    dated(database, span).select(({ fn }) => fn.countAll<number>().as('count')),
  );
  const [first] = await database.all(withEntry(database, span).orderBy('parked.due_at').limit(1));
  const [oldest] = await database.all(withEntry(database, span).orderBy('parked.requested_at').limit(1));
  if (counted === undefined || first === undefined || oldest === undefined) return undefined;

  const introducedAt = introducedBy(standing, first)?.created_at;
  const sinceAt = introducedBy(standing, oldest)?.created_at ?? 0;
  const stored = {
    dueAt: first.due_at ?? Infinity, // a row without a deadline was left out
    requestedAt: introducedAt ?? first.requested_at,
    receivedAt: introducedAt ?? first.received_at ?? first.requested_at,
  };
  const brand = first.brand ?? EVERYTHING;
  const dueAt = introducedAt === undefined ? deadlines.runningDueAt(brand, stored) : stored.dueAt;
  return {
    count: counted.count,
    oldest: { seq: oldest.first_seq, requestedAt: Math.max(oldest.requested_at, sinceAt) },
    recordedAt: Math.max(oldest.recorded_at ?? oldest.requested_at, sinceAt),
    due: { ...stored, seq: first.first_seq, dueAt },
  };
}

/** The replay that introduced a sender to an entry; undefined where its cursor met it. */
function introducedBy(
  { introductions }: Standing,
  { first_seq, brand }: { readonly first_seq: number; readonly brand: string | null },
): Standing['introductions'][number] | undefined {
  return introductions.find(
    (one) =>
      first_seq <= one.to_seq && (one.brand === EVERYTHING || brand === EVERYTHING || brand === one.brand),
  );
}

function dated({ build }: Database, { senderId, reached, afterSeq }: ParkedSpan) {
  return build
    .selectFrom('parked')
    .where('parked.sender_id', '=', senderId)
    .where('parked.due_at', 'is not', null)
    .where('parked.first_seq', '<=', reached)
    .where('parked.seq', '>', afterSeq);
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
