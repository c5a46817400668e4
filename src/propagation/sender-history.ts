import type { Database } from '../store/database.ts';
import type { DeliveryRow, ReplayRow } from '../store/schema.ts';

/** One delivery as it is looked back at. Epoch ms. */
export type PastDelivery = Pick<
  DeliveryRow,
  'id' | 'settled_at' | 'from_seq' | 'to_seq' | 'items' | 'acknowledged' | 'parked' | 'code'
>;

/** A sender's last deliveries that moved or tried to move its cursor, the newest first, at most `limit`. */
export function lastDeliveries(database: Database, senderId: string, limit: number): Promise<PastDelivery[]> {
  return database.all(
    database.build
      .selectFrom('delivery')
      .select(['id', 'settled_at', 'from_seq', 'to_seq', 'items', 'acknowledged', 'parked', 'code'])
      .where('sender_id', '=', senderId)
      .where('lane', '=', '')
      // The cursor never goes back, so the furthest are the last.
      .orderBy('to_seq', 'desc')
      .orderBy('settled_at', 'desc')
      .limit(limit),
  );
}

/** How many recipients a sender refused with one code, and when the first of them is tried again (epoch ms). */
export interface ParkedGroup {
  readonly code: string;
  readonly count: number;
  readonly nextAttemptAt: number;
}

/** The recipients a sender refused, by code, the most frequent first. */
export async function parkedByCode(database: Database, senderId: string): Promise<ParkedGroup[]> {
  const rows = await database.all(
    database.build
      .selectFrom('parked')
      .select(({ fn }) => [
        'code',
        fn.countAll<number>().as('count'),
        fn.min('next_attempt_at').as('next_attempt_at'),
      ])
      .where('sender_id', '=', senderId)
      .groupBy('code')
      .limit(1_000),
  );
  return rows
    .map(({ code, count, next_attempt_at }) => ({ code, count, nextAttemptAt: next_attempt_at }))
    .sort((one, other) => other.count - one.count || one.code.localeCompare(other.code, 'en'));
}

/** One refused recipient, by the keyed hash of the address. Epoch ms. */
export interface ParkedRecipient {
  readonly recipientId: string;
  readonly code: string;
  readonly attempt: number;
  readonly nextAttemptAt: number;
}

/** The recipients a sender refused, those to be tried soonest first, at most `limit`. */
export async function parkedRecipients(
  database: Database,
  senderId: string,
  limit: number,
): Promise<ParkedRecipient[]> {
  const rows = await database.all(
    database.build
      .selectFrom('parked')
      .select(['recipient_id', 'code', 'attempt', 'next_attempt_at'])
      .where('sender_id', '=', senderId)
      .orderBy('next_attempt_at')
      .orderBy('recipient_id')
      .limit(limit),
  );
  return rows.map(({ recipient_id, code, attempt, next_attempt_at }) => ({
    recipientId: recipient_id,
    code,
    attempt,
    nextAttemptAt: next_attempt_at,
  }));
}

/** One replay as it is looked at. Epoch ms. */
export type PastReplay = Pick<
  ReplayRow,
  'id' | 'kind' | 'brand' | 'from_seq' | 'to_seq' | 'cursor_seq' | 'due_at' | 'created_at' | 'finished_at'
>;

/** A sender's replays, the newest first, at most `limit`. */
export function lastReplays(database: Database, senderId: string, limit: number): Promise<PastReplay[]> {
  return database.all(
    database.build
      .selectFrom('replay')
      .select([
        'id',
        'kind',
        'brand',
        'from_seq',
        'to_seq',
        'cursor_seq',
        'due_at',
        'created_at',
        'finished_at',
      ])
      .where('sender_id', '=', senderId)
      .orderBy('created_at', 'desc')
      .orderBy('id')
      .limit(limit),
  );
}

/** What waits longest at a sender for one brand, as the watch last saw it. Epoch ms. */
export interface BrandWaiting {
  /** `*` for what is about every brand. */
  readonly brand: string;
  readonly waiting: number;
  readonly requestedAt: number;
  readonly dueAt: number;
}

/** What waits at a sender, brand by brand, what is due first first. */
export async function waitingByBrand(database: Database, senderId: string): Promise<BrandWaiting[]> {
  const rows = await database.all(
    database.build
      .selectFrom('exposure')
      .select(['brand', 'waiting', 'requested_at', 'due_at'])
      .where('sender_id', '=', senderId)
      .where('waiting', '>', 0)
      .orderBy('due_at')
      .limit(1_000),
  );
  return rows.map(({ brand, waiting, requested_at, due_at }) => ({
    brand,
    waiting,
    requestedAt: requested_at,
    dueAt: due_at,
  }));
}
