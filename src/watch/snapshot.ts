import { headQuery } from '../consent/append.ts';
import type { Database } from '../store/database.ts';
import type { ExposureRow, HoldRow, IncidentRow, PropagationRow, ReplayRow } from '../store/schema.ts';

/** Where one sender stands, as a run of the watch sees it. */
export interface Standing {
  readonly state: Pick<PropagationRow, 'cursor_seq' | 'attested_seq' | 'last_code'>;
  /** The open ones. */
  readonly replays: readonly ReplayRow[];
  /** Those, open or not, that brought it what was said before it, or before a brand of its, under clocks of their own. */
  readonly introductions: readonly Pick<ReplayRow, 'brand' | 'to_seq' | 'created_at'>[];
  /** What the last run saw. */
  readonly exposures: readonly ExposureRow[];
  /** Those for deadlines: the others are not the watch's to place or lift. */
  readonly holds: readonly HoldRow[];
  /** The open ones. */
  readonly incidents: readonly IncidentRow[];
  readonly hasParked: boolean;
}

export interface Snapshot {
  readonly headSeq: number;
  readonly of: (senderId: string) => Standing;
}

const ROWS_MAX = 100_000;

/**
 * Reads what a run needs to know of all senders, in as many queries as there are tables. The ledger's head comes first:
 * whatever is recorded or moved after it is for the next run.
 */
export async function readSnapshot(database: Database): Promise<Snapshot> {
  const { build } = database;
  const { seq: headSeq } = await headQuery(database)();
  const states = await database.all(
    build
      .selectFrom('propagation')
      .select((outer) => [
        'sender_id',
        'cursor_seq',
        'attested_seq',
        'last_code',
        outer
          .selectFrom('parked')
          .select('parked.seq')
          .whereRef('parked.sender_id', '=', 'propagation.sender_id')
          .limit(1)
          .as('parked_seq'),
      ])
      .limit(ROWS_MAX),
  );
  const replays = await database.all(
    build
      .selectFrom('replay')
      .selectAll()
      .where('finished_at', 'is', null)
      .orderBy('created_at')
      .limit(ROWS_MAX),
  );
  const introductions = await database.all(
    build
      .selectFrom('replay')
      .select(['sender_id', 'brand', 'to_seq', 'created_at'])
      .where('kind', 'in', ['backfill', 'brand'])
      .limit(ROWS_MAX),
  );
  const exposures = await database.all(build.selectFrom('exposure').selectAll().limit(ROWS_MAX));
  const holds = await database.all(
    build.selectFrom('hold').selectAll().where('reason', '=', 'deadline').limit(ROWS_MAX),
  );
  const incidents = await database.all(
    build.selectFrom('incident').selectAll().where('closed_at', 'is', null).limit(ROWS_MAX),
  );
  const bySender = {
    state: new Map(states.map((row) => [row.sender_id, row])),
    replays: Map.groupBy(replays, senderOf),
    introductions: Map.groupBy(introductions, senderOf),
    exposures: Map.groupBy(exposures, senderOf),
    holds: Map.groupBy(holds, senderOf),
    incidents: Map.groupBy(incidents, senderOf),
  };
  return {
    headSeq,
    of(senderId) {
      const state = bySender.state.get(senderId) ?? { cursor_seq: 0, attested_seq: 0, last_code: null };
      return {
        state,
        replays: bySender.replays.get(senderId) ?? [],
        introductions: bySender.introductions.get(senderId) ?? [],
        exposures: bySender.exposures.get(senderId) ?? [],
        holds: bySender.holds.get(senderId) ?? [],
        incidents: bySender.incidents.get(senderId) ?? [],
        hasParked: 'parked_seq' in state && state.parked_seq !== null,
      };
    },
  };
}

/**
 * How far a sender has been brought: to its cursor, or to the end of an open replay. Nothing up to there runs by its own
 * clock: it was acknowledged before, or the replay's clock counts for it.
 */
export function reachedSeq({ state, replays }: Pick<Standing, 'state' | 'replays'>): number {
  return Math.max(state.cursor_seq, ...replays.map(({ to_seq }) => to_seq));
}

function senderOf({ sender_id }: { readonly sender_id: string }): string {
  return sender_id;
}
