import type { Database } from '../store/database.ts';
import type { IncidentRow } from '../store/schema.ts';
import type { Cause } from './cause.ts';
import { isToBeRepeated } from './decide.ts';
import type { Incidents } from './incidents.ts';
import { SERVICE, type ServiceKind } from './kinds.ts';

const MINUTE_MILLIS = 60_000;
const HOUR_MILLIS = 60 * MINUTE_MILLIS;
// Long enough for a vendor's short illness, short enough to hear of it before the first target is missed.
const WAITING_MILLIS_MAX = 10 * MINUTE_MILLIS;
const ALERT_ATTEMPTS = 3;
// A digest leaves each day: an admin's address that is refused is refused again within this.
const REFUSED_MILLIS = 26 * HOUR_MILLIS;
/** Trouble of the service itself climbs no ladder: it is told once a day. */
export const SERVICE_REPEAT_MINUTES = 24 * 60;

/** What is wrong with a way of telling; undefined where nothing is. */
type Found = Pick<Cause, 'requestedAt' | 'waiting' | 'code'> | undefined;

/**
 * Opens, repeats and ends the incidents of the ways by which people are told: mails that do not leave, alerts that the
 * webhook does not take. `now`: epoch ms.
 */
export async function watchWays(
  { database, incidents, hasAlertWebhook }: WayParts,
  open: readonly IncidentRow[],
  now: number,
): Promise<void> {
  const trouble: [ServiceKind, Found][] = [
    ['mail_failing', await mailTrouble(database, now)],
    ['alarm_failing', hasAlertWebhook ? await alarmTrouble(database, now) : undefined],
  ];
  for (const [kind, found] of trouble) {
    const incident = open.find((one) => one.kind === kind);
    await noteTrouble(incidents, { kind, incident, found, now });
  }
}

export interface WayParts {
  readonly database: Database;
  readonly incidents: Incidents;
  readonly hasAlertWebhook: boolean;
}

/** Opens an incident of the service where something was found, tells it again each day, and ends it where nothing is. */
export async function noteTrouble(
  incidents: Incidents,
  {
    kind,
    incident,
    found,
    now,
  }: { kind: ServiceKind; incident: IncidentRow | undefined; found: Found; now: number },
): Promise<void> {
  if (found === undefined) {
    if (incident !== undefined) await incidents.recover(undefined, incident, 0);
    return;
  }
  const cause: Cause = { seq: 0, dueAt: null, brand: null, repeatMinutes: SERVICE_REPEAT_MINUTES, ...found };
  if (incident === undefined) await incidents.open(undefined, kind, cause);
  else if (isToBeRepeated(incident, cause, now)) await incidents.repeat(undefined, incident, cause);
}

/** The open incidents of the service itself. */
export function openServiceIncidents(database: Database): Promise<IncidentRow[]> {
  return database.all(
    database.build
      .selectFrom('incident')
      .selectAll()
      .where('sender_id', '=', SERVICE)
      .where('closed_at', 'is', null)
      .limit(100),
  );
}

/** Letters that were tried and still wait after ten minutes, or letters to admins that were refused. */
async function mailTrouble(database: Database, now: number): Promise<Found> {
  const [stuck] = await database.all(
    database.build
      .selectFrom('outbox')
      .select(({ fn }) => [
        fn.countAll<number>().as('count'),
        fn.min('created_at').as('since'),
        fn.max('last_code').as('code'),
      ])
      .where('state', '=', 'waiting')
      // One that is being tried for the first time has no code yet.
      .where((is) => is.or([is('last_code', 'is not', null), is('attempt', '>=', ALERT_ATTEMPTS)]))
      .where('created_at', '<=', now - WAITING_MILLIS_MAX),
  );
  if (stuck !== undefined && stuck.count > 0) {
    return { waiting: stuck.count, requestedAt: stuck.since, code: stuck.code };
  }
  const [refused] = await database.all(
    database.build
      .selectFrom('outbox')
      .select(({ fn }) => [
        fn.countAll<number>().as('count'),
        fn.min('settled_at').as('since'),
        fn.max('last_code').as('code'),
      ])
      .where('state', '=', 'refused')
      // Of a settled letter the same instant as settled_at, and the one the index has.
      .where('next_attempt_at', '>', now - REFUSED_MILLIS)
      .where('kind', 'in', ['admin_alert', 'admin_digest']),
  );
  if (refused === undefined || refused.count === 0) return undefined;
  return { waiting: refused.count, requestedAt: refused.since, code: refused.code };
}

/** Alerts that still wait after ten minutes and three tries. */
async function alarmTrouble(database: Database, now: number): Promise<Found> {
  const [stuck] = await database.all(
    database.build
      .selectFrom('alert')
      .select(({ fn }) => [
        fn.countAll<number>().as('count'),
        fn.min('created_at').as('since'),
        fn.max('last_code').as('code'),
      ])
      .where('settled_at', 'is', null)
      .where('attempt', '>=', ALERT_ATTEMPTS)
      .where('created_at', '<=', now - WAITING_MILLIS_MAX),
  );
  if (stuck === undefined || stuck.count === 0) return undefined;
  return { waiting: stuck.count, requestedAt: stuck.since, code: stuck.code };
}
