import { EVERYTHING } from '../consent/scope.ts';
import type { Database, Statement } from '../store/database.ts';
import type { ReplayRow } from '../store/schema.ts';
import type { OwedEntry } from './backlog.ts';
import { horizonOf } from './lease.ts';

/** How a settlement changes a replay. */
export interface ReplayMove {
  readonly cursorSeq: number;
  /** Entries passed and people told, more than before. */
  readonly entries: number;
  readonly items: number;
  readonly finished: boolean;
  readonly attempt: number;
  readonly nextAttemptAt: number;
}

/**
 * What a settlement writes along when it moves a replay. The hold that waited for a replay ends with it, in the same
 * commit: whoever is parked then has a clock of their own.
 */
export function replayMoved(
  database: Database,
  replay: ReplayRow,
  move: ReplayMove,
  settledAt: number,
): Statement[] {
  const { build } = database;
  const moved = build
    .updateTable('replay')
    .set({
      cursor_seq: move.finished ? replay.to_seq : move.cursorSeq,
      entries: replay.entries + move.entries,
      items: replay.items + move.items,
      attempt: move.attempt,
      next_attempt_at: move.nextAttemptAt,
      finished_at: move.finished ? settledAt : null,
    })
    .where('id', '=', replay.id)
    .compile();
  if (!move.finished || (replay.kind !== 'backfill' && replay.kind !== 'brand')) return [moved];
  return [moved, holdLifted(database, replay)];
}

function holdLifted(database: Database, { sender_id, kind, brand }: ReplayRow): Statement {
  return database.build
    .deleteFrom('hold')
    .where('sender_id', '=', sender_id)
    .where('brand', '=', kind === 'backfill' ? EVERYTHING : brand)
    .where('reason', '=', kind)
    .compile();
}

// One person waits for nobody; then what holds a sender's mail; then what was only asked for.
const ORDER = ['person', 'backfill', 'brand', 'replay'];

/** Of a sender's open replays, the one that is to be brought further at `now` (epoch ms), if any may. */
export function nextReplay(open: readonly ReplayRow[], now: number): ReplayRow | undefined {
  const { nextAttemptAt } = horizonOf(now);
  return open
    .filter(({ next_attempt_at }) => next_attempt_at <= now || next_attempt_at > nextAttemptAt)
    .sort(
      (one, other) =>
        ORDER.indexOf(one.kind) - ORDER.indexOf(other.kind) ||
        one.created_at - other.created_at ||
        one.id.localeCompare(other.id),
    )[0];
}

/** The senders that have an open replay whose time has come. */
export async function sendersWithDueReplay(database: Database, now: number): Promise<Set<string>> {
  const { nextAttemptAt } = horizonOf(now);
  const rows = await database.all(
    database.build
      .selectFrom('replay')
      .select('sender_id')
      .distinct()
      .where('finished_at', 'is', null)
      .where((is) => is.or([is('next_attempt_at', '<=', now), is('next_attempt_at', '>', nextAttemptAt)])),
  );
  return new Set(rows.map(({ sender_id }) => sender_id));
}

/**
 * By when somebody a replay parks is to be told. What was due before the replay began is due with it; what is told only
 * because somebody asked for it is due at no time.
 */
export function dueIn(
  { kind, due_at: dueAt, created_at: createdAt }: ReplayRow,
  entry: OwedEntry,
): number | null {
  if (kind === 'replay' || kind === 'person') return null;
  if (entry.dueAt === null || dueAt === null) return entry.dueAt;
  return entry.dueAt <= createdAt ? dueAt : Math.min(entry.dueAt, dueAt);
}
