import type { Database } from '../store/database.ts';
import type { PropagationRow } from '../store/schema.ts';

// Three times the longest request: a worker that is alive settles, and so renews, well before.
export const LEASE_MILLIS = 60_000;

/**
 * Takes the right to move a sender's cursor, if nobody holds it and its next attempt is due at `now` (epoch ms). The
 * answer's epoch is the fence: whoever held the lease before can settle nothing any more.
 */
export async function claim(
  database: Database,
  senderId: string,
  now: number,
): Promise<PropagationRow | undefined> {
  const [row] = await database.all(
    database.build
      .updateTable('propagation')
      .set((expression) => ({ epoch: expression('epoch', '+', 1), lease_until: now + LEASE_MILLIS }))
      .where('sender_id', '=', senderId)
      .where('lease_until', '<=', now)
      .where('next_attempt_at', '<=', now)
      .returningAll(),
  );
  return row;
}

/** Gives the lease back when there turned out to be nothing to do. A lease that was lost is left to its new holder. */
export async function release(database: Database, { sender_id, epoch }: PropagationRow): Promise<void> {
  await database.all(
    database.build
      .updateTable('propagation')
      .set({ lease_until: 0 })
      .where('sender_id', '=', sender_id)
      .where('epoch', '=', epoch),
  );
}
