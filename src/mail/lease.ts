import { SKEW_MILLIS_MAX } from '../deadline/skew.ts';
import type { Database } from '../store/database.ts';
import type { OutboxRow } from '../store/schema.ts';
import { RETRY_MILLIS_MAX } from './backoff.ts';
import { SEND_MILLIS_MAX } from './mail.ts';
import type { Settlement } from './settlement.ts';

/**
 * How long a letter is one worker's: three times the longest try, rendering and settling included, and as much as two
 * machines' clocks may differ. A mail that is handed over twice is read twice, unless the vendor knows its key; that a
 * crash in that very moment delays one by some minutes is the lesser evil.
 */
export const LEASE_MILLIS = 3 * SEND_MILLIS_MAX + SKEW_MILLIS_MAX;

/**
 * How far ahead of `now` a lease and a next try can honestly lie. What lies further was written by a clock that was
 * wrong and has been set right since; waiting for it would keep letters back for as long as the clock was off.
 */
function horizonOf(now: number) {
  return {
    leaseUntil: now + LEASE_MILLIS + SKEW_MILLIS_MAX,
    nextAttemptAt: now + RETRY_MILLIS_MAX + SKEW_MILLIS_MAX,
  };
}

/** The ids of at most `limit` letters that nobody is trying and that are to be tried at `now` (epoch ms), the most overdue first. */
export async function dueLetters(database: Database, now: number, limit: number): Promise<string[]> {
  const horizon = horizonOf(now);
  const rows = await database.all(
    database.build
      .selectFrom('outbox')
      .select('id')
      .where('state', '=', 'waiting')
      .where((is) => is.or([is('lease_until', '<=', now), is('lease_until', '>', horizon.leaseUntil)]))
      .where((is) =>
        is.or([is('next_attempt_at', '<=', now), is('next_attempt_at', '>', horizon.nextAttemptAt)]),
      )
      .orderBy('next_attempt_at')
      .limit(limit),
  );
  return rows.map(({ id }) => id);
}

/**
 * Takes a letter that is due at `now` (epoch ms), if nobody else has. The answer's `attempt` is the fence: whoever had
 * it before can settle nothing any more.
 */
export async function claimLetter(
  database: Database,
  id: string,
  now: number,
): Promise<OutboxRow | undefined> {
  const horizon = horizonOf(now);
  const [row] = await database.all(
    database.build
      .updateTable('outbox')
      .set((expression) => ({
        attempt: expression('attempt', '+', 1),
        lease_until: now + LEASE_MILLIS,
      }))
      .where('id', '=', id)
      .where('state', '=', 'waiting')
      .where((is) => is.or([is('lease_until', '<=', now), is('lease_until', '>', horizon.leaseUntil)]))
      .where((is) =>
        is.or([is('next_attempt_at', '<=', now), is('next_attempt_at', '>', horizon.nextAttemptAt)]),
      )
      .returningAll(),
  );
  return row;
}

/** Writes what a try came to. False when another has claimed the letter since: then nothing was written. */
export async function settleLetter(
  database: Database,
  { id, attempt, letter_sealed }: Pick<OutboxRow, 'id' | 'attempt' | 'letter_sealed'>,
  settlement: Settlement,
): Promise<boolean> {
  const outcome = await database.commit([
    database.build
      .updateTable('outbox')
      .set({
        state: settlement.state,
        last_code: settlement.code,
        next_attempt_at: settlement.nextAttemptAt,
        settled_at: settlement.settledAt,
        lease_until: 0,
        letter_sealed: settlement.emptied ? null : letter_sealed,
      })
      .where('id', '=', id)
      .where('state', '=', 'waiting')
      .where('attempt', '=', attempt)
      .compile(),
  ]);
  return outcome.kind === 'committed' && outcome.changes[0] === 1;
}

// One tick's share, so that a year's worth does not come as one commit.
const REMOVED_AT_ONCE_MAX = 500;

/**
 * Removes letters that were settled before `before` (epoch ms), and never one that waits. Answers how many, and whether
 * there may be more.
 */
export async function removeSettled(
  database: Database,
  before: number,
): Promise<{ readonly removed: number; readonly more: boolean }> {
  const { build } = database;
  const old = build
    .selectFrom('outbox')
    .select('id')
    .where('state', 'in', ['sent', 'captured', 'refused', 'expired', 'unreadable'])
    // The same instant as settled_at, and the one the index has.
    .where('next_attempt_at', '<', before)
    .where('settled_at', '<', before)
    .limit(REMOVED_AT_ONCE_MAX);
  const outcome = await database.commit([build.deleteFrom('outbox').where('id', 'in', old).compile()]);
  const removed = outcome.kind === 'committed' ? (outcome.changes[0] ?? 0) : 0;
  return { removed, more: removed === REMOVED_AT_ONCE_MAX };
}
