import { SKEW_MILLIS_MAX } from '../deadline/skew.ts';
import type { Database } from '../store/database.ts';
import type { AlertRow } from '../store/schema.ts';

/** The longest an exchange with the webhook takes. */
export const ALERT_MILLIS_MAX = 15_000;
/** How long an alert is one worker's: four times the longest exchange. */
export const ALERT_LEASE_MILLIS = 4 * ALERT_MILLIS_MAX;
/** The longest an alert waits between two tries. */
export const ALERT_RETRY_MILLIS_MAX = 15 * 60_000;

const BASE_MILLIS = 2_000;
const RETRY_MILLIS_MIN = 1_000;
// Doubling from two seconds passes the cap by then; more would only overflow.
const DOUBLINGS_MAX = 20;

/**
 * Milliseconds, whole, until the next try after `attempt` tries (1 = the first): exponential with full jitter, at most a
 * quarter of an hour, and without an end. A longer wait that was asked for is kept up to the same bound. `random` is in
 * [0, 1).
 */
export function alertDelayMillis(options: {
  attempt: number;
  random: number;
  afterMillis?: number | undefined;
}): number {
  const { attempt, random, afterMillis = 0 } = options;
  const doublings = Math.max(0, Math.min(attempt - 1, DOUBLINGS_MAX));
  const drawn = Math.round(Math.min(ALERT_RETRY_MILLIS_MAX, BASE_MILLIS * 2 ** doublings) * random);
  const wished = afterMillis > 0 ? Math.ceil(Math.min(afterMillis, ALERT_RETRY_MILLIS_MAX)) : 0;
  return Math.max(RETRY_MILLIS_MIN, drawn, wished);
}

/** Further ahead than this a lease or a next try was written by a clock that was wrong and has been set right since. */
function horizonOf(now: number) {
  return {
    leaseUntil: now + ALERT_LEASE_MILLIS + SKEW_MILLIS_MAX,
    nextAttemptAt: now + ALERT_RETRY_MILLIS_MAX + SKEW_MILLIS_MAX,
  };
}

/** The ids of at most `limit` alerts that nobody is sending and that are to be tried at `now` (epoch ms), the oldest first. */
export async function dueAlerts(database: Database, now: number, limit: number): Promise<string[]> {
  const { leaseUntil, nextAttemptAt } = horizonOf(now);
  const rows = await database.all(
    database.build
      .selectFrom('alert')
      .select('id')
      .where('settled_at', 'is', null)
      .where((is) => is.or([is('lease_until', '<=', now), is('lease_until', '>', leaseUntil)]))
      .where((is) => is.or([is('next_attempt_at', '<=', now), is('next_attempt_at', '>', nextAttemptAt)]))
      .orderBy('created_at')
      .orderBy('id')
      .limit(limit),
  );
  return rows.map(({ id }) => id);
}

/**
 * Takes an alert that is due at `now` (epoch ms), if nobody else has. The answer's `attempt` is the fence: whoever had it
 * before can settle nothing any more.
 */
export async function claimAlert(database: Database, id: string, now: number): Promise<AlertRow | undefined> {
  const { leaseUntil, nextAttemptAt } = horizonOf(now);
  const [row] = await database.all(
    database.build
      .updateTable('alert')
      .set((expression) => ({
        attempt: expression('attempt', '+', 1),
        lease_until: now + ALERT_LEASE_MILLIS,
      }))
      .where('id', '=', id)
      .where('settled_at', 'is', null)
      .where((is) => is.or([is('lease_until', '<=', now), is('lease_until', '>', leaseUntil)]))
      .where((is) => is.or([is('next_attempt_at', '<=', now), is('next_attempt_at', '>', nextAttemptAt)]))
      .returningAll(),
  );
  return row;
}

/** Writes what a try came to. False when another has claimed the alert since: then nothing was written. */
export async function settleAlert(
  database: Database,
  { id, attempt }: Pick<AlertRow, 'id' | 'attempt'>,
  end: Pick<AlertRow, 'last_code' | 'next_attempt_at' | 'settled_at'>,
): Promise<boolean> {
  const outcome = await database.commit([
    database.build
      .updateTable('alert')
      .set({ ...end, lease_until: 0 })
      .where('id', '=', id)
      .where('attempt', '=', attempt)
      .where('settled_at', 'is', null)
      .compile(),
  ]);
  return outcome.kind === 'committed' && outcome.changes[0] === 1;
}

/** Removes alerts that were settled before `before` (epoch ms), and never one that waits. Answers how many. */
export async function removeSettledAlerts(database: Database, before: number): Promise<number> {
  const old = database.build.selectFrom('alert').select('id').where('settled_at', '<', before).limit(500);
  const outcome = await database.commit([
    database.build.deleteFrom('alert').where('id', 'in', old).compile(),
  ]);
  return outcome.kind === 'committed' ? (outcome.changes[0] ?? 0) : 0;
}
