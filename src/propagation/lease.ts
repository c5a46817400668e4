import { SKEW_MILLIS_MAX } from '../deadline/skew.ts';
import type { Database } from '../store/database.ts';
import type { PropagationRow } from '../store/schema.ts';
import { RETRY_MILLIS_MAX } from './backoff.ts';

// Three times the longest request: a worker that is alive settles or renews well before.
export const LEASE_MILLIS = 60_000;
// Renewed before a request when less than this is left, so that the request (20 s at most) and its settlement fit in.
const RENEW_BELOW_MILLIS = 40_000;

/**
 * How far ahead of `now` (epoch ms) a lease and a next attempt can honestly lie. What lies further was written by a clock
 * that was wrong and has been set right since; waiting for it would keep opt-outs back for as long as the clock was off.
 */
export function horizonOf(now: number): { readonly leaseUntil: number; readonly nextAttemptAt: number } {
  return {
    leaseUntil: now + LEASE_MILLIS + SKEW_MILLIS_MAX,
    nextAttemptAt: now + RETRY_MILLIS_MAX + SKEW_MILLIS_MAX,
  };
}

/** The senders whose lease is free and whose next attempt is due at `now` (epoch ms), with their cursors. */
export function claimableSenders(
  database: Database,
  now: number,
): Promise<Pick<PropagationRow, 'sender_id' | 'cursor_seq' | 'attempt' | 'last_settled_at'>[]> {
  const { leaseUntil, nextAttemptAt } = horizonOf(now);
  return database.all(
    database.build
      .selectFrom('propagation')
      .select(['sender_id', 'cursor_seq', 'attempt', 'last_settled_at'])
      .where((is) => is.or([is('lease_until', '<=', now), is('lease_until', '>', leaseUntil)]))
      .where((is) => is.or([is('next_attempt_at', '<=', now), is('next_attempt_at', '>', nextAttemptAt)]))
      .limit(10_000),
  );
}

/**
 * Takes the right to move a sender's cursor, if nobody holds it and its next attempt is due at `now` (epoch ms). The
 * answer's epoch is the fence: whoever held the lease before can settle nothing any more.
 */
export async function claim(
  database: Database,
  senderId: string,
  now: number,
): Promise<PropagationRow | undefined> {
  const { leaseUntil, nextAttemptAt } = horizonOf(now);
  const [row] = await database.all(
    database.build
      .updateTable('propagation')
      .set((expression) => ({ epoch: expression('epoch', '+', 1), lease_until: now + LEASE_MILLIS }))
      .where('sender_id', '=', senderId)
      .where((is) => is.or([is('lease_until', '<=', now), is('lease_until', '>', leaseUntil)]))
      .where((is) => is.or([is('next_attempt_at', '<=', now), is('next_attempt_at', '>', nextAttemptAt)]))
      .returningAll(),
  );
  return row;
}

/**
 * Makes what is asked before each request of a push: true while the lease is held. It is renewed when little of it is
 * left, so that a slow sender's push is not taken over half-way; once it is lost the answer stays false.
 */
export function leaseKeeper(
  database: Database,
  held: PropagationRow,
  now: () => number,
): () => Promise<boolean> {
  let until = held.lease_until;
  let lost = false;
  return async () => {
    if (lost) return false;
    const at = now();
    const left = until - at;
    // More than was taken is left only where the clock has stepped back: by the others' clocks it may be over.
    if (left >= RENEW_BELOW_MILLIS && left <= LEASE_MILLIS) return true;
    until = at + LEASE_MILLIS;
    lost = !(await renew(database, held, until));
    return !lost;
  };
}

async function renew(
  database: Database,
  { sender_id, epoch }: PropagationRow,
  until: number,
): Promise<boolean> {
  const rows = await database.all(
    database.build
      .updateTable('propagation')
      .set({ lease_until: until })
      .where('sender_id', '=', sender_id)
      .where('epoch', '=', epoch)
      .returning('epoch'),
  );
  return rows.length === 1;
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
