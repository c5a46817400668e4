import { EVERYTHING } from '../consent/scope.ts';
import type { KnownSenders } from '../senders/known-senders.ts';
import type { Database } from '../store/database.ts';
import type { LedgerRow } from '../store/schema.ts';

/** How far one sender is with one entry. `told`: it took it. `confirmed`: that it acts on it was read back, too. */
export interface SenderProgress {
  readonly id: string;
  /** What recipients read. */
  readonly publicName: string;
  readonly state: 'waiting' | 'told' | 'confirmed';
  /** When it took the entry, epoch ms; null while it waits. */
  readonly at: number | null;
}

/** How far one entry has come, over all senders that mail for what it is about. */
export interface Progress {
  readonly senders: readonly SenderProgress[];
  /** How many of them were told, confirmed or not. */
  readonly told: number;
  readonly total: number;
}

/** What progress is asked with; `Heed` has both. */
export interface ProgressParts {
  readonly database: Database;
  readonly senders: Pick<KnownSenders, 'read'>;
}

type Entry = Pick<LedgerRow, 'seq' | 'recipient_id' | 'brand'>;

/**
 * How far a ledger entry has come: each sender of its brand (of any brand, where it is about everything), in the order of
 * their ids, as of one moment. Whom a sender has refused so far counts as waiting there, because it was not told. A
 * sender that is younger than the entry, or has its brand since later, is listed like the others: a replay tells it. One
 * that was retired is listed where it was told, and else nobody waits for it.
 */
export async function progressOf({ database, senders }: ProgressParts, entry: Entry): Promise<Progress> {
  const concerned = (await senders.read()).filter(
    ({ brands }) => entry.brand === EVERYTHING || brands.includes(entry.brand),
  );
  const marks = new Map((await marksOf(database, entry)).map((mark) => [mark.sender_id, mark]));
  const list = concerned.flatMap(({ id, publicName, retiredAt }) => {
    const { state, at } = stateOf(marks.get(id), entry.seq);
    return retiredAt !== null && state === 'waiting' ? [] : [{ id, publicName, state, at }];
  });
  return {
    senders: list,
    told: list.filter(({ state }) => state !== 'waiting').length,
    total: list.length,
  };
}

/** What the database knows of one sender and one entry. */
interface Mark {
  readonly sender_id: string;
  readonly confirmed_seq: number;
  /** Not null while the recipient is parked. */
  readonly parked_at: number | null;
  /** When the replay began that tells the entry; null where the cursor does. */
  readonly replay_at: number | null;
  readonly taken_at: number | null;
  readonly settled_at: number | null;
}

/** The same questions as `toldOf` asks, of all senders at once: each a look along an index. */
function marksOf(database: Database, { seq, recipient_id, brand }: Entry): Promise<Mark[]> {
  const listed = `%,${seq},%`;
  // The replay that tells a brand's sender of the entry, where its cursor does not. At most one: a brand points to its own,
  // and for what is about everything there is one backfill.
  const telling = database.build
    .selectFrom('propagation')
    .leftJoin('sender_brand', (join) =>
      join
        .onRef('sender_brand.sender_id', '=', 'propagation.sender_id')
        .on('sender_brand.brand_id', '=', brand),
    )
    .leftJoin('replay', (join) =>
      brand === EVERYTHING
        ? join
            .onRef('replay.sender_id', '=', 'propagation.sender_id')
            .on('replay.kind', '=', 'backfill')
            .on('replay.to_seq', '>=', seq)
        : join.onRef('replay.id', '=', 'sender_brand.replay_id').on('replay.to_seq', '>=', seq),
    );
  return database.all(
    telling.select((outer) => [
      'propagation.sender_id',
      'propagation.confirmed_seq',
      'replay.created_at as replay_at',
      outer
        .selectFrom('parked')
        .select('parked.parked_at')
        .whereRef('parked.sender_id', '=', 'propagation.sender_id')
        .where('parked.recipient_id', '=', recipient_id)
        .where('parked.first_seq', '<=', seq)
        .where('parked.seq', '>=', seq)
        .where((is) => is.or([is('parked.seqs', 'is', null), is('parked.seqs', 'like', listed)]))
        .as('parked_at'),
      outer
        .selectFrom('parked_taken')
        .select('parked_taken.taken_at')
        .whereRef('parked_taken.sender_id', '=', 'propagation.sender_id')
        .where('parked_taken.recipient_id', '=', recipient_id)
        .where('parked_taken.first_seq', '<=', seq)
        .where('parked_taken.seq', '>=', seq)
        .where((is) => is.or([is('parked_taken.seqs', 'is', null), is('parked_taken.seqs', 'like', listed)]))
        .orderBy('parked_taken.taken_at', 'desc')
        .limit(1)
        .as('taken_at'),
      outer
        .selectFrom('delivery')
        .select('delivery.settled_at')
        .whereRef('delivery.sender_id', '=', 'propagation.sender_id')
        .where((is) => is('delivery.lane', '=', is.fn.coalesce('replay.id', is.val(''))))
        // The one delivery that carried the position past the entry; later ones that moved nothing begin beyond it.
        .where('delivery.to_seq', '>=', seq)
        .where('delivery.from_seq', '<', seq)
        .orderBy('delivery.to_seq')
        .limit(1)
        .as('settled_at'),
    ]),
  );
}

function stateOf(mark: Mark | undefined, seq: number): Pick<SenderProgress, 'state' | 'at'> {
  // What was taken before the sender lost a brand says nothing of what it must be told since it has it again.
  const takenAt = mark !== undefined && (mark.taken_at ?? 0) >= (mark.replay_at ?? 0) ? mark.taken_at : null;
  const at = takenAt ?? mark?.settled_at ?? null;
  if (mark === undefined || mark.parked_at !== null || at === null) return { state: 'waiting', at: null };
  return { state: mark.confirmed_seq >= seq ? 'confirmed' : 'told', at };
}
