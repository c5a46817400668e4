import { EVERYTHING } from '../consent/scope.ts';
import { since } from '../senders/registry.ts';
import type { Sender } from '../senders/sender.ts';
import type { Database } from '../store/database.ts';
import type { ReplayRow } from '../store/schema.ts';

/** What a position is about. */
export interface Place {
  readonly seq: number;
  readonly brand: string;
}

/** A sender's brands and replays: besides its cursor, all that says which entries it has been brought. */
export interface Positions {
  /** The sender's brands, with the replay that tells what was said about each before the sender had it. */
  readonly brands: readonly {
    readonly brand_id: string;
    readonly added_at: number | null;
    readonly replay_id: string | null;
  }[];
  /** Replays that are open, and finished ones that brought the sender what it could not be told before. */
  readonly replays: readonly ReplayRow[];
}

/**
 * Reads a sender's brands and replays. Whoever acts on them must hold the sender's epoch, read before: every change of
 * brands, and every replay that moves a cursor back, raises it.
 */
export async function readPositions(database: Database, senderId: string): Promise<Positions> {
  const brands = await database.all(
    database.build
      .selectFrom('sender_brand')
      .select(['brand_id', 'added_at', 'replay_id'])
      .where('sender_id', '=', senderId)
      .orderBy('brand_id')
      .limit(10_000),
  );
  const replays = await database.all(
    database.build
      .selectFrom('replay')
      .selectAll()
      .where('sender_id', '=', senderId)
      .where((is) => is.or([is('finished_at', 'is', null), is('kind', 'in', ['backfill', 'brand'])]))
      .orderBy('to_seq')
      .limit(10_000),
  );
  return { brands, replays };
}

/** The sender as its brands are at these positions, whatever was kept of it. */
export function senderAt(sender: Sender, { brands }: Positions): Sender {
  return { ...sender, brands: brands.map(({ brand_id }) => brand_id), brandsSince: since(brands) };
}

/** The replays that are not finished. */
export function openReplays({ replays }: Positions): readonly ReplayRow[] {
  return replays.filter(({ finished_at }) => finished_at === null);
}

/**
 * The replay that tells a sender of an entry for the first time; undefined where its cursor does. A brand that was given
 * later has a replay of its own, for what is about that brand; all the others share the backfill.
 */
export function ownerOf({ brands, replays }: Positions, { seq, brand }: Place): ReplayRow | undefined {
  const id =
    brand === EVERYTHING
      ? replays.find(({ kind }) => kind === 'backfill')?.id
      : brands.find(({ brand_id }) => brand_id === brand)?.replay_id;
  const owner = replays.find((replay) => replay.id === id);
  return owner !== undefined && seq <= owner.to_seq ? owner : undefined;
}

/**
 * How far a sender's cursor has ever been. Only one that fetches goes back, and then to be told again what the replay
 * that moved it covers.
 */
export function furthest(positions: Positions, cursorSeq: number): number {
  return Math.max(cursorSeq, ...openReplays(positions).map(({ rewound_seq }) => rewound_seq ?? 0));
}

/** The last entry a sender may have been told: where its cursor, or the replay of a brand it was given, has come to. */
export function toldThrough(positions: Positions, cursorSeq: number): number {
  const brands = positions.replays.filter(({ kind }) => kind === 'brand');
  return Math.max(furthest(positions, cursorSeq), ...brands.map(({ cursor_seq }) => cursor_seq));
}

/**
 * The brands of which a replay tells up to an entry that the cursor may not have reached: up to there, what is about them
 * is not the cursor's to tell.
 */
export function brandStarts({ brands, replays }: Positions): ReadonlyMap<string, number> {
  return new Map(
    brands.flatMap(({ brand_id, replay_id }) => {
      const replay = replays.find(({ id, kind }) => id === replay_id && kind === 'brand');
      return replay === undefined ? [] : [[brand_id, replay.to_seq] as const];
    }),
  );
}

/** Tells whether an entry has been passed: acknowledged or parked, whichever position was to see to it. */
export type Passed = (place: Place) => boolean;

/** Makes that of a sender's positions and its cursor. */
export function passedAt(positions: Positions, cursorSeq: number): Passed {
  const reached = furthest(positions, cursorSeq);
  return (place) => place.seq <= (ownerOf(positions, place)?.cursor_seq ?? reached);
}

/**
 * What a replay brings: what is said about everything, and about these brands. Of a brand that was given while it runs, it
 * brings nothing: that has a replay of its own.
 */
export function brandsOf(replay: ReplayRow, { brands }: Positions): string[] {
  if (replay.brand !== EVERYTHING) return [EVERYTHING, replay.brand];
  const told = brands.filter(({ replay_id, added_at }) =>
    replay.kind === 'backfill' ? replay_id === replay.id : (added_at ?? 0) <= replay.created_at,
  );
  return [EVERYTHING, ...told.map(({ brand_id }) => brand_id)];
}

/** Entries of some brands, and of everything, that a sender has not been brought. */
export interface Owing {
  readonly brands: readonly string[];
  readonly afterSeq: number;
  /** Absent: to the ledger's end. */
  readonly throughSeq?: number | undefined;
  /** The replay that will bring them; absent where the cursor will. */
  readonly replay?: ReplayRow | undefined;
}

/** All that a sender has not been brought, each entry in one place, but for what a new brand makes worth telling again. */
export function owing(positions: Positions, cursorSeq: number): Owing[] {
  const { brands, replays } = positions;
  const reached = furthest(positions, cursorSeq);
  const backfill = replays.find(({ kind }) => kind === 'backfill');
  const owners = new Map<string | null, string[]>([[backfill?.id ?? null, [EVERYTHING]]]);
  for (const { brand_id, replay_id } of brands) {
    owners.set(replay_id, [...(owners.get(replay_id) ?? []), brand_id]);
  }
  return [...owners].flatMap(([id, owned]) => {
    const replay = replays.find((one) => one.id === id);
    const afterSeq = Math.max(reached, replay?.to_seq ?? 0);
    const ahead: Owing = { brands: owned, afterSeq };
    if (replay === undefined || replay.finished_at !== null) return [ahead];
    const told = replay.kind === 'brand' ? [EVERYTHING, ...owned] : owned;
    return [{ brands: told, afterSeq: replay.cursor_seq, throughSeq: replay.to_seq, replay }, ahead];
  });
}
