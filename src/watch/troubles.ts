import { watchedAt } from '../senders/hold.ts';
import type { Database } from '../store/database.ts';

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
 * What is wrong with the service at `now` (epoch ms), from the tables alone, so that whoever asks needs no part of what
 * may be broken: the watch that has not run, mails and alerts that do not leave. Throws when the database cannot answer.
 */
export async function readTroubles(database: Database, now: number): Promise<Trouble[]> {
  const watched = await watchedAt(database);
  const before = now - LEAVES_LATE_MILLIS;
  const mail = await oldestUnsent(database, before);
  const alarm = await oldestUntold(database, before);
  const troubles: (Trouble | undefined)[] = [
    now - watched > WATCH_LATE_MILLIS
      ? { kind: 'watch_stopped', since: watched === 0 ? null : watched }
      : undefined,
    mail === undefined ? undefined : { kind: 'mail_failing', since: mail },
    alarm === undefined ? undefined : { kind: 'alarm_failing', since: alarm },
  ];
  return troubles.filter((trouble) => trouble !== undefined);
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
