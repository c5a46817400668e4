import { EVERYTHING } from '../consent/scope.ts';
import type { Database } from '../store/database.ts';
import type { ParkedRow } from '../store/schema.ts';
import type { Owed, OwedEntry } from './backlog.ts';
import { retryDelayMillis } from './backoff.ts';

/** A recipient a sender did not take: `rejected` for good as it is, or `retry` later. */
export interface Refusal {
  readonly owed: Owed;
  readonly status: 'rejected' | 'retry';
  readonly code: string;
}

const IN_LIST_MAX = 90; // D1 takes 100 parameters

/** The parked rows of these recipients at a sender. */
export async function parkedRows(
  database: Database,
  senderId: string,
  recipientIds: readonly string[],
): Promise<ParkedRow[]> {
  // Nearly always there is none at all, and one look tells.
  const [any] = await database.all(
    database.build.selectFrom('parked').select('seq').where('sender_id', '=', senderId).limit(1),
  );
  if (any === undefined) return [];
  const rows: ParkedRow[] = [];
  for (let from = 0; from < recipientIds.length; from += IN_LIST_MAX) {
    const ids = recipientIds.slice(from, from + IN_LIST_MAX);
    const query = database.build.selectFrom('parked').selectAll().where('sender_id', '=', senderId);
    rows.push(...(await database.all(query.where('recipient_id', 'in', ids))));
  }
  return rows;
}

/** The parked recipients of a sender whose time has come, the longest waiting first. */
export function duePark(
  database: Database,
  senderId: string,
  now: number,
  limit: number,
): Promise<ParkedRow[]> {
  return database.all(
    database.build
      .selectFrom('parked')
      .selectAll()
      .where('sender_id', '=', senderId)
      .where('next_attempt_at', '<=', now)
      .orderBy('next_attempt_at')
      .limit(limit),
  );
}

/**
 * The row that keeps a refused recipient aside with a retry clock of its own. What was parked before keeps its first
 * entry and its earliest deadline. `random` is in [0, 1), `now` epoch ms.
 */
export function parkedRow(options: {
  senderId: string;
  refusal: Refusal;
  before: ParkedRow | undefined;
  random: number;
  now: number;
}): ParkedRow {
  const { senderId, refusal, before, random, now } = options;
  const { entries } = refusal.owed;
  const attempt = (before?.attempt ?? 0) + 1;
  const pace = refusal.status === 'rejected' ? 'slow' : 'normal';
  const dues = [before?.due_at ?? null, ...entries.map(({ dueAt }) => dueAt)].filter(
    (dueAt) => dueAt !== null,
  );
  return {
    sender_id: senderId,
    recipient_id: refusal.owed.recipientId,
    first_seq: Math.min(before?.first_seq ?? Infinity, ...entries.map(({ seq }) => seq)),
    seq: Math.max(before?.seq ?? 0, ...entries.map(({ seq }) => seq)),
    code: refusal.code,
    attempt,
    next_attempt_at: now + retryDelayMillis({ attempt, pace, random }),
    parked_at: before?.parked_at ?? now,
    requested_at: Math.min(
      before?.requested_at ?? Infinity,
      ...entries.map(({ requestedAt }) => requestedAt),
    ),
    due_at: dues.length === 0 ? null : Math.min(...dues),
  };
}

/** The ledger entries behind a parked row, not beyond `cursor`: those after it are still in the sender's backlog. */
export async function parkedEntries(
  database: Database,
  brands: readonly string[],
  row: ParkedRow,
  cursor: number,
): Promise<OwedEntry[]> {
  const rows = await database.all(
    database.build
      .selectFrom('ledger')
      .select(['seq', 'requested_at', 'received_at', 'due_at'])
      .where('recipient_id', '=', row.recipient_id)
      .where('seq', '>=', row.first_seq)
      .where('seq', '<=', Math.min(row.seq, cursor))
      .where('brand', 'in', [EVERYTHING, ...brands])
      .orderBy('seq'),
  );
  return rows.map((entry) => ({
    seq: entry.seq,
    requestedAt: entry.requested_at,
    receivedAt: entry.received_at,
    dueAt: entry.due_at,
  }));
}
