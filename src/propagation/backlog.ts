import { EVERYTHING } from '../consent/scope.ts';
import type { Database, Prepared } from '../store/database.ts';
import { earlierOf } from './backoff.ts';
import type { Acknowledged } from './latency.ts';

/** One ledger entry a sender is owed. */
export interface OwedEntry extends Acknowledged {
  readonly seq: number;
  readonly brand: string;
}

/** What a sender is owed for one recipient: all their entries of the batch, in order, to be told as one state. */
export interface Owed {
  readonly recipientId: string;
  readonly entries: readonly OwedEntry[];
  /**
   * What the item is numbered by, where it is not the last of these entries: the recipient's newest of all. Systems keep
   * the highest number they have seen of a person, so a state that is told again must not come under a lower one.
   */
  readonly newestSeq?: number | undefined;
}

/** What follows a cursor. `toSeq`: where the cursor may stand once all of it is acknowledged or parked. */
export interface Backlog {
  readonly owed: readonly Owed[];
  readonly toSeq: number;
  /** True when nothing more is owed after this. */
  readonly complete: boolean;
  /** The earliest deadline (epoch ms) of these and of at least the hundred entries that follow, or as many as were asked for; null where there is none. */
  readonly dueAt: number | null;
  /** The ledger's last entry when this was read, whomever it is about. */
  readonly headSeq: number;
}

// A sick sender is probed with a few entries, and the deadline that decides how soon again may be right behind them.
const DEADLINES_AHEAD = 100;

interface Row {
  readonly seq: number;
  readonly recipient_id: string;
  readonly brand: string;
  readonly requested_at: number;
  readonly received_at: number;
  readonly due_at: number | null;
}

/** What is to be read of what follows a position. */
export interface BacklogBounds {
  /** Nothing beyond it: once that is complete, the position may stand there. */
  readonly throughSeq?: number | undefined;
  /** Of these brands only what follows that entry: something else tells what is before. */
  readonly starts?: ReadonlyMap<string, number> | undefined;
  /** How many entries are read for their deadlines alone; a hundred unless given. */
  readonly ahead?: number | undefined;
}

/** Reads what a sender of these brands is owed after a cursor: at most `entriesMax` entries, in ledger order. */
export type ReadBacklog = (
  brands: readonly string[],
  afterSeq: number,
  entriesMax: number,
  bounds?: BacklogBounds,
) => Promise<Backlog>;

/**
 * Makes the read behind every batch, every backfill and every catching-up. It reads entries and not standings: a
 * standing that was said again later has left its old place, and a cursor moved past that place would pass an opt-out
 * its sender was never told. What is *sent* for an entry is always the recipient's state of that moment.
 *
 * Each brand is read along its own index and the results merged, so other brands' entries cost nothing and a million
 * entries of backlog are never sorted. The reads do not see one instant, so the ledger's head is read first and bounds
 * them all: without it an entry recorded between two of them would be missing below one that is there, and passed.
 *
 * A sender without brands is owed nothing it could act on, and its cursor stays where it is.
 */
export function backlogReader(database: Database): ReadBacklog {
  const rowsOf = brandRows(database);
  const readHead = headReader(database);
  return async (brands, afterSeq, entriesMax, { throughSeq, starts, ahead = DEADLINES_AHEAD } = {}) => {
    const headSeq = brands.length === 0 ? 0 : (throughSeq ?? (await readHead()));
    if (headSeq <= afterSeq) return { owed: [], toSeq: afterSeq, complete: true, dueAt: null, headSeq };
    const limit = Math.max(entriesMax, ahead);
    const perBrand = await Promise.all(
      [...new Set([EVERYTHING, ...brands])].map((brand) =>
        rowsOf(brand, { afterSeq: Math.max(afterSeq, starts?.get(brand) ?? 0), headSeq, limit }),
      ),
    );
    const merged = perBrand.flat().sort((one, other) => one.seq - other.seq);
    const rows = merged.slice(0, entriesMax);
    const complete = merged.length === rows.length && merged.length < limit;
    return {
      owed: byRecipient(rows),
      toSeq: (complete ? throughSeq : undefined) ?? rows.at(-1)?.seq ?? afterSeq,
      complete,
      dueAt: merged.reduce<number | null>((earliest, { due_at }) => earlierOf(earliest, due_at), null),
      headSeq,
    };
  };
}

/** Entries become visible in the order of their numbers, so whoever has seen the head finds all that is below it. */
function headReader(database: Database): () => Promise<number> {
  const query: Prepared<{ seq: number }> = database.build
    .selectFrom('ledger')
    .select('seq')
    .orderBy('seq', 'desc')
    .limit(1)
    .compile();
  return async () => (await database.all(query))[0]?.seq ?? 0;
}

interface Span {
  readonly afterSeq: number;
  readonly headSeq: number;
  readonly limit: number;
}

function brandRows(database: Database): (brand: string, span: Span) => Promise<Row[]> {
  // Compiled once: only the four values change from batch to batch.
  const { sql } = database.build
    .selectFrom('ledger')
    .select(['seq', 'recipient_id', 'brand', 'requested_at', 'received_at', 'due_at'])
    .where('brand', '=', '')
    .where('seq', '>', 0)
    .where('seq', '<=', 0)
    .orderBy('seq')
    .limit(1)
    .compile();
  return (brand, { afterSeq, headSeq, limit }) => {
    const query: Prepared<Row> = { sql, parameters: [brand, afterSeq, headSeq, limit] };
    return database.all(query);
  };
}

/** One element a recipient, in the order of their last entries. */
function byRecipient(rows: readonly Row[]): Owed[] {
  const owed = new Map<string, OwedEntry[]>();
  for (const row of rows) {
    const entry = {
      seq: row.seq,
      brand: row.brand,
      requestedAt: row.requested_at,
      receivedAt: row.received_at,
      dueAt: row.due_at,
    };
    const entries = owed.get(row.recipient_id);
    if (entries === undefined) {
      owed.set(row.recipient_id, [entry]);
      continue;
    }
    entries.push(entry);
    // Taken out and put back, so that the map's order is the order of last entries.
    owed.delete(row.recipient_id);
    owed.set(row.recipient_id, entries);
  }
  return [...owed].map(([recipientId, entries]) => ({ recipientId, entries }));
}
