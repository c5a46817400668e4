import { WATCH_WORK } from '../senders/hold.ts';
import type { Database } from '../store/database.ts';
import type { IncidentRow } from '../store/schema.ts';
import { openServiceIncidents } from './service-trouble.ts';
import { lastDone } from './work-done.ts';

/** What is wrong with the service itself, for whoever asks whether it is well. */
export interface Troubles {
  /** The open incidents of the service: `mail_failing`, `alarm_failing`, `watch_stopped`. */
  readonly incidents: readonly IncidentRow[];
  /** How long ago (ms) the watch last looked at every sender, never below 0; null where it never has. */
  readonly watchAgeMillis: number | null;
}

/** The troubles of the service at `now` (epoch ms). */
export async function troublesOf(database: Database, now: number): Promise<Troubles> {
  const at = await lastDone(database, WATCH_WORK);
  return {
    incidents: await openServiceIncidents(database),
    watchAgeMillis: at === undefined ? null : Math.max(0, now - at),
  };
}
