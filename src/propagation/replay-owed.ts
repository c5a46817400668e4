import { EVERYTHING } from '../consent/scope.ts';
import type { Database } from '../store/database.ts';
import type { ParkedRow, ReplayRow } from '../store/schema.ts';
import type { Backlog, Owed, OwedEntry, ReadBacklog } from './backlog.ts';
import { type History, historiesOf, inItemOrder } from './histories.ts';
import { parkedRows } from './parked.ts';
import { brandsOf, ownerOf, type Positions } from './positions.ts';

/** What follows a replay's position, told apart. */
export interface ReplayOwed {
  /** The earliest deadline among what lies ahead; null where none does. */
  readonly dueAt: number | null;
  /** Where the position may stand once all of it is acknowledged or parked. */
  readonly toSeq: number;
  /** Whom to tell, in the order of their items. */
  readonly tell: readonly Owed[];
  /** Whom an earlier item of this replay told it already. */
  readonly covered: readonly Owed[];
  /** The parked rows of all of them. */
  readonly parked: ReadonlyMap<string, ParkedRow>;
}

/** What reading a replay's entries works with. */
export interface ReplayReading {
  readonly database: Database;
  readonly readBacklog: ReadBacklog;
}

/**
 * Reads at most `entriesMax` entries after a replay's position. Each recipient is told once in a replay: their item is
 * their whole state, made after the replay began, so it told the entries that follow as well. Whoever is parked was told
 * nothing yet, and is tried again with every entry.
 */
export async function readReplayOwed(
  { database, readBacklog }: ReplayReading,
  { replay, positions, entriesMax }: { replay: ReplayRow; positions: Positions; entriesMax: number },
): Promise<ReplayOwed> {
  const brands = brandsOf(replay, positions);
  const backlog =
    replay.recipient_id === null
      ? await readBacklog(brands, replay.cursor_seq, entriesMax, replay.to_seq)
      : await ofOnePerson(database, replay, replay.recipient_id, brands);
  const ids = backlog.owed.map(({ recipientId }) => recipientId);
  const histories = await historiesOf(database, ids, replay.from_seq);
  const parked = new Map(
    (await parkedRows(database, replay.sender_id, ids)).map((row) => [row.recipient_id, row]),
  );
  const isCovered = ({ recipientId }: Owed) =>
    !parked.has(recipientId) && heardBefore(histories.get(recipientId), brands, replay.cursor_seq);
  const owed = backlog.owed.map(({ recipientId, entries }) => ({
    recipientId,
    entries: entries.map((entry) => told(entry, replay, positions)),
    newestSeq: histories.get(recipientId)?.newestSeq,
  }));
  return {
    dueAt: backlog.dueAt,
    toSeq: backlog.toSeq,
    tell: inItemOrder(owed.filter((one) => !isCovered(one))),
    covered: owed.filter(isCovered),
    parked,
  };
}

/** True when the replay has passed an entry of theirs already. */
function heardBefore(history: History | undefined, brands: readonly string[], cursorSeq: number): boolean {
  return brands.some((brand) => (history?.firstSeqs.get(brand) ?? Infinity) <= cursorSeq);
}

/** What another position tells, or has told, is told again by this one. */
function told(entry: OwedEntry, replay: ReplayRow, positions: Positions): OwedEntry {
  return ownerOf(positions, entry)?.id === replay.id ? entry : { ...entry, again: true };
}

async function ofOnePerson(
  database: Database,
  replay: ReplayRow,
  recipientId: string,
  brands: readonly string[],
): Promise<Backlog> {
  const last = await lastEntryOf(database, { recipientId, brands, throughSeq: replay.to_seq });
  const owed = last === undefined ? [] : [{ recipientId, entries: [last] }];
  return { owed, toSeq: replay.to_seq, complete: true, dueAt: null, headSeq: replay.to_seq };
}

/** A recipient's last entry about any of these brands or about everything, up to `throughSeq` where it is given. */
export async function lastEntryOf(
  database: Database,
  {
    recipientId,
    brands,
    throughSeq,
  }: { recipientId: string; brands: readonly string[]; throughSeq?: number },
): Promise<OwedEntry | undefined> {
  const query = database.build
    .selectFrom('recipient')
    .innerJoin('ledger', 'ledger.recipient_no', 'recipient.no')
    .select(['seq', 'brand', 'requested_at', 'received_at', 'due_at'])
    .where('recipient.id', '=', recipientId)
    .orderBy('seq', 'desc');
  const rows = await database.all(throughSeq === undefined ? query : query.where('seq', '<=', throughSeq));
  const row = rows.find(({ brand }) => brand === EVERYTHING || brands.includes(brand));
  return (
    row && {
      seq: row.seq,
      brand: row.brand,
      requestedAt: row.requested_at,
      receivedAt: row.received_at,
      dueAt: row.due_at,
    }
  );
}
