import { SKEW_MILLIS_MAX } from '../deadline/skew.ts';
import { WATCH_WORK } from '../senders/hold.ts';
import type { Database } from '../store/database.ts';
import { createIncidents, type IncidentParts } from './incidents.ts';
import { noteTrouble, openServiceIncidents } from './service-trouble.ts';
import { lastDone, workDone } from './work-done.ts';

/** How long the watch may be silent before somebody is told: ten of its runs. */
export const WATCH_SILENT_MILLIS_MAX = 10 * 60_000;

const WATCHDOG_WORK = 'watchdog';
// A watchdog that slept itself, with the machine or between two versions, has no reason to bark at the watch for it.
const AWAKE_MILLIS_MAX = 5 * 60_000;

/** One look at whether the watch runs. Throws when the database cannot answer. */
export type Watchdog = () => Promise<'well' | 'silent'>;

/**
 * Makes the look that notices a watch that does not run (`watch_stopped`), and that it runs again. It shares nothing with
 * the watch but the table where the watch writes that it has run. It says nothing in its first minutes after a sleep: what
 * it finds then is its own absence, and the watch wakes with it.
 */
export function createWatchdog(parts: IncidentParts): Watchdog {
  const { database, now } = parts;
  const incidents = createIncidents(parts);

  return async () => {
    const at = now();
    const before = await lastDone(database, WATCHDOG_WORK);
    await workDone(database, WATCHDOG_WORK, at);
    const since = await watchedSince(database);
    const silent = since !== undefined && isSilent(since, at);
    const awake = before !== undefined && Math.abs(at - before) <= AWAKE_MILLIS_MAX;
    if (silent && !awake) return 'silent';
    const open = await openServiceIncidents(database);
    const incident = open.find(({ kind }) => kind === 'watch_stopped');
    const found = silent ? { requestedAt: since, waiting: 0, code: null } : undefined;
    await noteTrouble(incidents, { kind: 'watch_stopped', incident, found, now: at });
    return silent ? 'silent' : 'well';
  };
}

/** Whether a watch that last ran at `since` is silent at `at` (epoch ms). What lies far ahead was written by a wrong clock. */
function isSilent(since: number, at: number): boolean {
  return at - since > WATCH_SILENT_MILLIS_MAX || since - at > SKEW_MILLIS_MAX;
}

/** Since when nobody has looked (epoch ms): the last run, or the first sender there was to look at; undefined without one. */
async function watchedSince(database: Database): Promise<number | undefined> {
  const [oldest] = await database.all(
    database.build
      .selectFrom('sender')
      .select('created_at')
      .where('retired_at', 'is', null)
      .orderBy('created_at')
      .limit(1),
  );
  if (oldest === undefined) return undefined;
  return (await lastDone(database, WATCH_WORK)) ?? oldest.created_at;
}
