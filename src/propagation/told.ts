import { EVERYTHING } from '../consent/scope.ts';
import type { Sender } from '../senders/sender.ts';
import type { Database } from '../store/database.ts';

/** Whether and when one sender took one ledger entry. `told` carries the instant, epoch ms. */
export type Told =
  | { readonly kind: 'told'; readonly at: number }
  | { readonly kind: 'waiting' }
  | { readonly kind: 'parked'; readonly code: string; readonly nextAttemptAt: number };

/**
 * When a sender took an entry of a recipient: the delivery that carried its position past it; where that only parked the
 * recipient, the moment they were taken at last. The position is that of the replay which tells what the sender could
 * not be told before, else its cursor: a cursor may have passed an entry whose brand was not the sender's then.
 */
export async function toldOf(
  database: Database,
  sender: Sender,
  entry: { readonly seq: number; readonly recipientId: string; readonly brand: string },
): Promise<Told> {
  const listed = `%,${entry.seq},%`;
  const [parked] = await database.all(
    database.build
      .selectFrom('parked')
      .select(['code', 'next_attempt_at'])
      .where('sender_id', '=', sender.id)
      .where('recipient_id', '=', entry.recipientId)
      .where('first_seq', '<=', entry.seq)
      .where('seq', '>=', entry.seq)
      .where((is) => is.or([is('seqs', 'is', null), is('seqs', 'like', listed)])),
  );
  if (parked) return { kind: 'parked', code: parked.code, nextAttemptAt: parked.next_attempt_at };
  const replay = await replayFor(database, sender.id, entry);
  const [taken] = await database.all(
    database.build
      .selectFrom('parked_taken')
      .select('taken_at')
      .where('sender_id', '=', sender.id)
      .where('recipient_id', '=', entry.recipientId)
      .where('first_seq', '<=', entry.seq)
      .where('seq', '>=', entry.seq)
      .where((is) => is.or([is('seqs', 'is', null), is('seqs', 'like', listed)]))
      // What was taken before the sender lost a brand says nothing of what it must be told since it has it again.
      .where('taken_at', '>=', replay?.created_at ?? 0)
      .orderBy('taken_at', 'desc')
      .limit(1),
  );
  if (taken) return { kind: 'told', at: taken.taken_at };
  const [delivery] = await database.all(
    database.build
      .selectFrom('delivery')
      .select('settled_at')
      .where('sender_id', '=', sender.id)
      .where('lane', '=', replay?.id ?? '')
      // The one delivery that carried the position past the entry; later ones that moved nothing begin beyond it.
      .where('to_seq', '>=', entry.seq)
      .where('from_seq', '<', entry.seq)
      .orderBy('to_seq')
      .limit(1),
  );
  return delivery ? { kind: 'told', at: delivery.settled_at } : { kind: 'waiting' };
}

/** The replay that tells a sender of an entry for the first time, where the cursor does not: see `ownerOf`. */
async function replayFor(
  database: Database,
  senderId: string,
  { seq, brand }: { readonly seq: number; readonly brand: string },
): Promise<{ readonly id: string; readonly created_at: number } | undefined> {
  const query = database.build
    .selectFrom('replay')
    .select(['replay.id', 'replay.created_at'])
    .where('replay.sender_id', '=', senderId)
    .where('replay.to_seq', '>=', seq);
  const [row] = await database.all(
    brand === EVERYTHING
      ? query.where('kind', '=', 'backfill').limit(1)
      : query
          .innerJoin('sender_brand', 'sender_brand.replay_id', 'replay.id')
          .where('sender_brand.sender_id', '=', senderId)
          .where('sender_brand.brand_id', '=', brand),
  );
  return row;
}
