import { setTimeout as delay } from 'node:timers/promises';
import { errorCode } from '../../src/log.ts';
import type { Database } from '../../src/store/database.ts';

/** Has the waits that were set for senders and parked people run out. */
export async function endWaits(database: Database): Promise<void> {
  await updateAll(database, ['propagation', 'parked'], 'next_attempt_at = 0');
}

/**
 * Has every lease run out, as a minute would: those of the dead, and under the feet of those who live, who are to find
 * out that they can move nothing any more.
 */
export async function endLeases(database: Database): Promise<void> {
  await updateAll(database, ['propagation'], 'lease_until = 0');
}

async function updateAll(database: Database, tables: readonly string[], change: string): Promise<void> {
  try {
    await database.commit(tables.map((table) => ({ sql: `update ${table} set ${change}`, parameters: [] })));
  } catch (error) {
    // One that was frozen in the middle of a commit holds the lock of an SQLite file: then no wait ends just now.
    if (errorCode(error) !== 'SQLITE_BUSY') throw error;
  }
}

// Whoever waits longer than this waits for something that never comes.
const QUIET_MILLIS_MAX = 45_000;
const LOOK_MILLIS = 250;
const LOOKS_PER_LEASE = 4;

/** Lets time pass quickly until `done`; false when it never comes true. `tick` moves what does not move by itself. */
export async function untilQuiet(
  database: Database,
  done: () => Promise<boolean>,
  tick: () => Promise<unknown> = async () => undefined,
): Promise<boolean> {
  const end = performance.now() + QUIET_MILLIS_MAX;
  for (let look = 1; performance.now() < end; look++) {
    if (await done()) return true;
    await endWaits(database);
    if (look % LOOKS_PER_LEASE === 0) await endLeases(database);
    await tick();
    await delay(LOOK_MILLIS);
  }
  return false;
}
