import type { Sender } from '../senders/sender.ts';
import type { Database } from '../store/database.ts';

/** Whether and when one sender took one ledger entry. `told` carries the instant, epoch ms. */
export type Told =
  | { readonly kind: 'told'; readonly at: number }
  | { readonly kind: 'waiting' }
  | { readonly kind: 'parked'; readonly code: string; readonly nextAttemptAt: number };

/**
 * When a sender took an entry of a recipient: the delivery that carried its cursor past it; where that only parked the
 * recipient, the moment they were taken at last.
 */
export async function toldOf(
  database: Database,
  sender: Sender,
  entry: { readonly seq: number; readonly recipientId: string },
): Promise<Told> {
  const [parked] = await database.all(
    database.build
      .selectFrom('parked')
      .select(['code', 'next_attempt_at'])
      .where('sender_id', '=', sender.id)
      .where('recipient_id', '=', entry.recipientId)
      .where('first_seq', '<=', entry.seq)
      .where('seq', '>=', entry.seq),
  );
  if (parked) return { kind: 'parked', code: parked.code, nextAttemptAt: parked.next_attempt_at };
  const [taken] = await database.all(
    database.build
      .selectFrom('parked_taken')
      .select('taken_at')
      .where('sender_id', '=', sender.id)
      .where('recipient_id', '=', entry.recipientId)
      .where('first_seq', '<=', entry.seq)
      .where('seq', '>=', entry.seq)
      .orderBy('taken_at', 'desc')
      .limit(1),
  );
  if (taken) return { kind: 'told', at: taken.taken_at };
  const [delivery] = await database.all(
    database.build
      .selectFrom('delivery')
      .select('settled_at')
      .where('sender_id', '=', sender.id)
      // The one delivery that carried the cursor past the entry; later ones that moved nothing begin beyond it.
      .where('to_seq', '>=', entry.seq)
      .where('from_seq', '<', entry.seq)
      .orderBy('to_seq')
      .limit(1),
  );
  return delivery ? { kind: 'told', at: delivery.settled_at } : { kind: 'waiting' };
}
