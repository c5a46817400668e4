import { EVERYTHING } from '../consent/scope.ts';
import type { Database } from '../store/database.ts';
import type { ParkedRow } from '../store/schema.ts';
import type { Owed, OwedEntry } from './backlog.ts';
import { earlierOf, millisLeftTo, type Pace, retryDelayMillis } from './backoff.ts';
import { horizonOf } from './lease.ts';
import { isParked, isToldBefore, parkedSpan } from './parked-span.ts';
import type { Passed } from './positions.ts';

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

/**
 * The recipients whose time to be tried again has come, the longest waiting first, at most `limit`. Those parked beyond
 * `toldSeq` are left out: no position has come there, and they are tried with the backlog they are in.
 */
export function duePark(
  database: Database,
  sender: { readonly id: string; readonly toldSeq: number },
  { now, limit }: { now: number; limit: number },
): Promise<ParkedRow[]> {
  const { nextAttemptAt } = horizonOf(now);
  return database.all(
    database.build
      .selectFrom('parked')
      .selectAll()
      .where('sender_id', '=', sender.id)
      .where('first_seq', '<=', sender.toldSeq)
      .where((is) => is.or([is('next_attempt_at', '<=', now), is('next_attempt_at', '>', nextAttemptAt)]))
      .orderBy('next_attempt_at')
      .limit(limit),
  );
}

/** The senders that have somebody to try again, see `duePark`: one look along the index for each sender. */
export async function sendersWithDuePark(database: Database, now: number): Promise<Set<string>> {
  const { nextAttemptAt } = horizonOf(now);
  const rows = await database.all(
    database.build
      .selectFrom('propagation')
      .select('sender_id')
      .where((outer) =>
        outer.exists(
          outer
            .selectFrom('parked')
            .select('seq')
            .whereRef('parked.sender_id', '=', 'propagation.sender_id')
            .where((is) =>
              is.or([
                is('parked.first_seq', '<=', is.ref('propagation.cursor_seq')),
                // Or a brand's replay has passed it, which may be ahead of the cursor.
                is.exists(
                  is
                    .selectFrom('replay')
                    .select('replay.id')
                    .whereRef('replay.sender_id', '=', 'propagation.sender_id')
                    .where('replay.kind', '=', 'brand')
                    .whereRef('replay.cursor_seq', '>=', 'parked.first_seq'),
                ),
              ]),
            )
            .where((is) =>
              is.or([
                is('parked.next_attempt_at', '<=', now),
                is('parked.next_attempt_at', '>', nextAttemptAt),
              ]),
            ),
        ),
      ),
  );
  return new Set(rows.map(({ sender_id }) => sender_id));
}

/**
 * The row that keeps a refused recipient aside with a retry clock of its own. What was parked before stays so, with its
 * earliest deadline. `random` is in [0, 1), `now` epoch ms. `dueOf`: by when an entry is to be told, where that is not
 * the entry's own deadline.
 */
export function parkedRow(options: {
  senderId: string;
  refusal: Refusal;
  before: ParkedRow | undefined;
  random: number;
  now: number;
  dueOf?: ((entry: OwedEntry) => number | null) | undefined;
}): ParkedRow {
  const { senderId, refusal, before, random, now, dueOf = ({ dueAt }) => dueAt } = options;
  const { entries } = refusal.owed;
  const attempt = (before?.attempt ?? 0) + 1;
  const pace = refusal.status === 'rejected' ? 'slow' : 'normal';
  // What is parked already runs by the clock it was parked with.
  const added = entries.filter(({ seq }) => before === undefined || !isParked(before, seq));
  const dueAt = added.reduce<number | null>(
    (earliest, entry) => earlierOf(earliest, dueOf(entry)),
    before?.due_at ?? null,
  );
  const millisLeft = millisFromDue(dueAt, now);
  return {
    sender_id: senderId,
    recipient_id: refusal.owed.recipientId,
    ...parkedSpan(entries, before),
    code: refusal.code,
    attempt,
    next_attempt_at: now + retryDelayMillis({ attempt, pace, random, millisLeft }),
    parked_at: before?.parked_at ?? now,
    requested_at: Math.min(
      before?.requested_at ?? Infinity,
      ...entries.map(({ requestedAt }) => requestedAt),
    ),
    due_at: dueAt,
  };
}

/** The same row with its clock moved on, after a request that failed without a word about anybody in it. */
export function postponedRow(
  row: ParkedRow,
  options: { pace: Pace; retryAfterMillis?: number | undefined; random: number; now: number },
): ParkedRow {
  const attempt = row.attempt + 1;
  const millisLeft = millisFromDue(row.due_at, options.now);
  const delay = retryDelayMillis({ ...options, attempt, millisLeft });
  return { ...row, attempt, next_attempt_at: options.now + delay };
}

/**
/**
 * How far a deadline is, ahead or behind: a recipient is tried most often around it. Whom a system has refused up to then it
 * hardly takes because it is asked every minute for years, and thousands of them would be a load of their own.
 */
function millisFromDue(dueAt: number | null, now: number): number | null {
  const left = millisLeftTo(dueAt, now);
  return left === null ? null : Math.abs(left);
}

/** Whose entries, and which. */
export type ParkedEntries = Pick<ParkedRow, 'recipient_id' | 'first_seq' | 'seq' | 'seqs'>;

/**
 * The ledger entries behind parked rows, by recipient: those they are parked with, none that is yet to be passed, for that
 * counts with the backlog it is in. Of somebody who was told all of it before, whatever is to be told again. A recipient
 * is absent when nothing of theirs is owed, such as when the sender no longer mails for any brand they spoke of.
 */
export async function parkedEntries(
  database: Database,
  brands: readonly string[],
  rows: readonly ParkedEntries[],
  passed: Passed,
): Promise<Map<string, OwedEntry[]>> {
  const concerned = new Set([EVERYTHING, ...brands]);
  const parked = new Map(rows.map((row) => [row.recipient_id, row]));
  const found = new Map<string, OwedEntry[]>();
  for (let from = 0; from < rows.length; from += IN_LIST_MAX) {
    for (const entry of await entriesOf(database, rows.slice(from, from + IN_LIST_MAX))) {
      const row = parked.get(entry.recipient_id);
      if (row === undefined || !concerned.has(entry.brand)) continue;
      const again = isToldBefore(row) && entry.seq >= row.first_seq && entry.seq <= row.seq;
      if (!again && !(isParked(row, entry.seq) && passed(entry))) continue;
      const entries = found.get(entry.recipient_id) ?? [];
      entries.push({
        seq: entry.seq,
        brand: entry.brand,
        requestedAt: entry.requested_at,
        receivedAt: entry.received_at,
        dueAt: entry.due_at,
        ...(again ? { again } : {}),
      });
      found.set(entry.recipient_id, entries);
    }
  }
  return found;
}

function entriesOf(database: Database, rows: readonly ParkedEntries[]) {
  return database.all(
    database.build
      .selectFrom('recipient')
      .innerJoin('ledger', 'ledger.recipient_no', 'recipient.no')
      .select(['seq', 'recipient_id', 'brand', 'requested_at', 'received_at', 'due_at'])
      .where(
        'recipient.id',
        'in',
        rows.map(({ recipient_id }) => recipient_id),
      )
      .where('seq', '>=', Math.min(...rows.map(({ first_seq }) => first_seq)))
      .where('seq', '<=', Math.max(...rows.map(({ seq }) => seq)))
      .orderBy('seq'),
  );
}
