import { watchedAt } from '../senders/hold.ts';
import type { Database } from '../store/database.ts';
import { SERVICE } from './kinds.ts';

/** Something wrong with the service itself, as its own tables show it. Instants in epoch ms. */
export type Trouble =
  /** `since`: when the watch last ran to its end; null where it never has. */
  | { readonly kind: 'watch_stopped'; readonly since: number | null }
  /** `since`: when the oldest of what does not leave was written. */
  | { readonly kind: 'mail_failing' | 'alarm_failing'; readonly since: number };

/** The watch runs every minute: so many turns were missed that it is not a busy moment. */
export const WATCH_LATE_MILLIS = 10 * 60_000;

/** A try or two may fail: what has not left after so long will not leave by itself. */
export const LEAVES_LATE_MILLIS = 15 * 60_000;

/**
 * What is wrong with the service at `now` (epoch ms): what the watch has opened an incident for, and what the tables show
 * by themselves, so that whoever asks needs no part of what may be broken. A watch that has not run, mails and alerts that
 * do not leave. Throws when the database cannot answer.
 */
export async function readTroubles(database: Database, now: number): Promise<Trouble[]> {
  const opened = await openedAt(database);
  const watched = await watchedAt(database);
  const before = now - LEAVES_LATE_MILLIS;
  const mail = earliest(opened.get('mail_failing'), await oldestUnsent(database, before));
  const alarm = earliest(opened.get('alarm_failing'), await oldestUntold(database, before));
  const silent = opened.has('watch_stopped') || now - watched > WATCH_LATE_MILLIS;
  const troubles: (Trouble | undefined)[] = [
    silent ? { kind: 'watch_stopped', since: watched === 0 ? null : watched } : undefined,
    mail === undefined ? undefined : { kind: 'mail_failing', since: mail },
    alarm === undefined ? undefined : { kind: 'alarm_failing', since: alarm },
  ];
  return troubles.filter((trouble) => trouble !== undefined);
}

/** When the open incidents of the service were opened (epoch ms), by their kinds: at most one of each is open. */
async function openedAt(database: Database): Promise<ReadonlyMap<string, number>> {
  const rows = await database.all(
    database.build
      .selectFrom('incident')
      .select(['kind', 'opened_at'])
      .where('sender_id', '=', SERVICE)
      .where('closed_at', 'is', null)
      .limit(100),
  );
  return new Map(rows.map(({ kind, opened_at }) => [kind, opened_at]));
}

function earliest(...instants: readonly (number | undefined)[]): number | undefined {
  return instants.filter((at) => at !== undefined).sort((one, other) => one - other)[0];
}

/** A trouble in a line, for a monitor's page. */
export function troubleWords({ kind, since }: Trouble): string {
  if (kind !== 'watch_stopped') return `${kind} since ${new Date(since).toISOString()}`;
  return since === null ? 'watch has not run yet' : `watch last ran ${new Date(since).toISOString()}`;
}

/**
 * When the oldest letter was written that waits since before `before`, while none that is younger was sent: one letter
 * that its own recipient's server keeps putting off is not the mail failing.
 */
async function oldestUnsent(database: Database, before: number): Promise<number | undefined> {
  const { build } = database;
  const waiting = build
    .selectFrom('outbox')
    .select('created_at')
    .where('state', '=', 'waiting')
    .where('created_at', '<=', before)
    .orderBy('created_at')
    .limit(1);
  // Nearly always there is none, and one look tells.
  if ((await database.all(waiting)).length === 0) return undefined;
  const [sent] = await database.all(
    build
      .selectFrom('outbox')
      .select('created_at')
      .where('state', '=', 'sent')
      .orderBy('created_at', 'desc')
      .limit(1),
  );
  const [row] = await database.all(waiting.where('created_at', '>', sent?.created_at ?? 0));
  return row?.created_at;
}

/** The same for alerts to the operators' own webhook. */
async function oldestUntold(database: Database, before: number): Promise<number | undefined> {
  const { build } = database;
  const [row] = await database.all(
    build
      .selectFrom('alert')
      .select('created_at')
      .where('settled_at', 'is', null)
      .where('created_at', '<=', before)
      .where((is) =>
        is.not(
          is.exists(
            is
              .selectFrom('alert as told')
              .select('told.id')
              .where('told.settled_at', 'is not', null)
              .whereRef('told.created_at', '>=', 'alert.created_at'),
          ),
        ),
      )
      .orderBy('created_at')
      .limit(1),
  );
  return row?.created_at;
}
