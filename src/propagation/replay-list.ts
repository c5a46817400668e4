import { REPLAY_KINDS, type ReplayKind } from '../senders/new-replay.ts';
import type { Database } from '../store/database.ts';
import type { ReplayRow } from '../store/schema.ts';
import { brandsOf, openReplays, type Positions, readPositions } from './positions.ts';

/** How far a replay has come. Instants in epoch ms. */
export interface ReplayProgress {
  readonly id: string;
  readonly senderId: string;
  readonly kind: ReplayKind;
  /** '*' for all the sender's brands. */
  readonly brand: string;
  /** Whom it is about, where it is about one person. */
  readonly recipientId: string | null;
  readonly fromSeq: number;
  readonly toSeq: number;
  /** Everything up to here is acknowledged or parked. */
  readonly cursorSeq: number;
  readonly entriesDone: number;
  readonly entriesLeft: number;
  readonly peopleTold: number;
  readonly dueAt: number | null;
  /** Who asked for it; `heed` for the backfill of a new sender. */
  readonly requestedBy: string;
  readonly reason: string | null;
  /** Failures in a row, and when it is tried again; 0 for at once. */
  readonly attempt: number;
  readonly nextAttemptAt: number;
  readonly createdAt: number;
  readonly finishedAt: number | null;
}

/** A sender's replays, the newest first, at most `limit`. */
export async function replaysOf(
  database: Database,
  senderId: string,
  { limit }: { limit: number },
): Promise<ReplayProgress[]> {
  const positions = await readPositions(database, senderId);
  const rows = await database.all(
    database.build
      .selectFrom('replay')
      .selectAll()
      .where('sender_id', '=', senderId)
      .orderBy('created_at', 'desc')
      .orderBy('id')
      .limit(limit),
  );
  return Promise.all(rows.map((row) => progressOfReplay(database, row, positions)));
}

/** One replay of a sender; undefined where there is none of that id. */
export async function replayOf(
  database: Database,
  senderId: string,
  id: string,
): Promise<ReplayProgress | undefined> {
  const [row] = await database.all(
    database.build.selectFrom('replay').selectAll().where('id', '=', id).where('sender_id', '=', senderId),
  );
  return row && progressOfReplay(database, row, await readPositions(database, senderId));
}

/** The open replays at these positions, the first to end first. */
export function openReplaysOf(database: Database, positions: Positions): Promise<ReplayProgress[]> {
  return Promise.all(openReplays(positions).map((row) => progressOfReplay(database, row, positions)));
}

async function progressOfReplay(
  database: Database,
  row: ReplayRow,
  positions: Positions,
): Promise<ReplayProgress> {
  return {
    id: row.id,
    senderId: row.sender_id,
    kind: kindOf(row.kind),
    brand: row.brand,
    recipientId: row.recipient_id,
    fromSeq: row.from_seq,
    toSeq: row.to_seq,
    cursorSeq: row.cursor_seq,
    entriesDone: row.entries,
    entriesLeft: row.finished_at === null ? await entriesLeft(database, row, positions) : 0,
    peopleTold: row.items,
    dueAt: row.due_at,
    requestedBy: row.requested_by,
    reason: row.reason,
    attempt: row.attempt,
    nextAttemptAt: row.next_attempt_at,
    createdAt: row.created_at,
    finishedAt: row.finished_at,
  };
}

function kindOf(text: string): ReplayKind {
  const kind = REPLAY_KINDS.find((candidate) => candidate === text);
  if (kind === undefined) throw new Error(`the replay kind ${text} is not known to this version`);
  return kind;
}

const BRANDS_PER_QUERY_MAX = 90; // D1 takes 100 parameters

async function entriesLeft(database: Database, row: ReplayRow, positions: Positions): Promise<number> {
  if (row.recipient_id !== null) return 1;
  const brands = brandsOf(row, positions);
  let left = 0;
  for (let from = 0; from < brands.length; from += BRANDS_PER_QUERY_MAX) {
    const [counted] = await database.all(
      database.build
        .selectFrom('ledger')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .where('brand', 'in', brands.slice(from, from + BRANDS_PER_QUERY_MAX))
        .where('seq', '>', row.cursor_seq)
        .where('seq', '<=', row.to_seq),
    );
    left += counted?.count ?? 0;
  }
  return left;
}
