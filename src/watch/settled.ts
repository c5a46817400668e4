import { EVERYTHING } from '../consent/scope.ts';
import type { Sender } from '../senders/sender.ts';
import type { Database } from '../store/database.ts';
import type { ReplayRow } from '../store/schema.ts';
import { reachedSeq, type Standing } from './snapshot.ts';

/**
 * Which of some ledger entries no longer wait at a sender: its cursor has passed them, their recipients are not parked for
 * them and no open replay has them still before it, or they are about a brand that is not the sender's any more. Nothing
 * waits at a sender that was retired.
 */
export async function settledEntries(
  database: Database,
  sender: Sender,
  standing: Standing,
  seqs: readonly number[],
): Promise<ReadonlySet<number>> {
  const { replays, hasParked } = standing;
  const reached = reachedSeq(standing);
  const asked = [...new Set(seqs)];
  if (sender.retiredAt !== null) return new Set(asked);
  const settled = new Set<number>();
  for (const seq of asked) {
    const entry = await entryAt(database, seq);
    if (entry === undefined) {
      if (reached >= seq) settled.add(seq);
      continue;
    }
    const { brand, recipient_id } = entry;
    const comesAgain = replays.some((replay) => isBefore(replay, { seq, brand, recipient_id }));
    if (comesAgain) continue;
    const concerned = brand === EVERYTHING || sender.brands.includes(brand);
    const told = !concerned || reached >= seq;
    if (told && !(concerned && hasParked && (await isParked(database, sender.id, { seq, recipient_id })))) {
      settled.add(seq);
    }
  }
  return settled;
}

interface Entry {
  readonly seq: number;
  readonly brand: string;
  readonly recipient_id: string;
}

async function entryAt(database: Database, seq: number): Promise<Omit<Entry, 'seq'> | undefined> {
  const [entry] = await database.all(
    database.build.selectFrom('ledger').select(['brand', 'recipient_id']).where('seq', '=', seq),
  );
  return entry;
}

/** Whether a replay still has this entry before it. The last entry of its span stands for the replay itself. */
function isBefore(replay: ReplayRow, { seq, brand, recipient_id }: Entry): boolean {
  if (replay.to_seq === seq && replay.due_at !== null) return true;
  if (seq <= replay.cursor_seq || seq <= replay.from_seq || seq > replay.to_seq) return false;
  if (replay.recipient_id !== null && replay.recipient_id !== recipient_id) return false;
  return replay.brand === EVERYTHING || brand === EVERYTHING || replay.brand === brand;
}

async function isParked(
  database: Database,
  senderId: string,
  { seq, recipient_id }: Omit<Entry, 'brand'>,
): Promise<boolean> {
  const [row] = await database.all(
    database.build
      .selectFrom('parked')
      .select('seq')
      .where('sender_id', '=', senderId)
      .where('recipient_id', '=', recipient_id)
      .where('first_seq', '<=', seq)
      .where('seq', '>=', seq),
  );
  return row !== undefined;
}
