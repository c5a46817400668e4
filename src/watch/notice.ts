import { normaliseAddress } from '../consent/address.ts';
import { type IdentityKey, keyedHash } from '../keys/identity.ts';
import type { SenderTrouble } from '../mail/letter.ts';
import { enqueueStatement, type OutboxParts } from '../mail/outbox.ts';
import type { Statement } from '../store/database.ts';
import type { IncidentRow } from '../store/schema.ts';
import type { Cause } from './cause.ts';
import { SERVICE } from './kinds.ts';

export interface NoticeParts extends OutboxParts {
  readonly identityKey: IdentityKey;
  /** Who is told by mail; nobody where empty. */
  readonly adminEmails: readonly string[];
  /** Whether there is a webhook to tell. */
  readonly hasAlertWebhook: boolean;
  /** Without a trailing slash. */
  readonly baseUrl: string;
}

/** Of what is told: an incident as it is after the change it is told of. */
export interface Notice {
  readonly incident: IncidentRow;
  readonly state: 'opened' | 'repeated' | 'recovered';
  /** Whom it is about; the service itself where undefined. */
  readonly sender: { readonly id: string; readonly name: string } | undefined;
  readonly now: Pick<Cause, 'requestedAt' | 'dueAt' | 'waiting' | 'code' | 'brand'>;
  /** Epoch ms. */
  readonly at: number;
}

/** By which ways an incident is told. The alarm does not run through what is broken. */
export function waysOf(
  kind: string,
  { adminEmails, hasAlertWebhook }: Pick<NoticeParts, 'adminEmails' | 'hasAlertWebhook'>,
): { readonly mail: boolean; readonly webhook: boolean } {
  return {
    mail: kind !== 'mail_failing' && adminEmails.length > 0,
    webhook: kind !== 'alarm_failing' && hasAlertWebhook,
  };
}

/**
 * The statements that tell of an incident, to be part of the commit that changes it: a letter for each admin and an alert
 * for the webhook. The ids follow from the incident and the number of the notice, so the same notice is written once.
 */
export function noticeStatements(parts: NoticeParts, notice: Notice): Statement[] {
  const ways = waysOf(notice.incident.kind, parts);
  return [
    ...(ways.mail ? letterStatements(parts, notice) : []),
    ...(ways.webhook ? [alertStatement(parts, notice)] : []),
  ];
}

function letterStatements(parts: NoticeParts, notice: Notice): Statement[] {
  const service = new URL(parts.baseUrl).host;
  const { incident, at } = notice;
  const facts = {
    kind: 'admin_alert',
    service,
    url: `${parts.baseUrl}/console`,
    trouble: troubleOf(notice, service),
  } as const;
  return [...addresseesOf(parts, incident)].map(([id, to]) =>
    enqueueStatement(parts, { ...facts, to, language: 'en', brandId: null }, { id, now: at }),
  );
}

function troubleOf({ incident, state, sender, now }: Notice, service: string): SenderTrouble {
  return {
    sender: sender?.name ?? service,
    state: incident.kind,
    waiting: now.waiting,
    oldestRequestedAt: now.requestedAt,
    dueAt: now.dueAt,
    code: now.code,
    lastedMillis: state === 'recovered' ? lastedMillis(incident) : null,
  };
}

/** To whom a notice goes, by the id of the letter. One address spelled in two ways is one. */
function addresseesOf(
  { adminEmails, identityKey }: NoticeParts,
  { id, notices }: IncidentRow,
): ReadonlyMap<string, string> {
  return new Map(
    adminEmails.map((spelling) => {
      const outcome = normaliseAddress(spelling);
      const address = outcome.kind === 'address' ? outcome.address : spelling;
      return [`alert_${id}_${notices}_${keyedHash(identityKey, `alert to ${address}`)}`, spelling];
    }),
  );
}

/** What the operators' own systems are told. It holds no address, no token and nothing a sender wrote. */
function alertStatement({ database }: NoticeParts, notice: Notice): Statement {
  const { incident, at } = notice;
  const type = typeOf(notice);
  return database.build
    .insertInto('alert')
    .values({
      id: `alert_${incident.id}_${incident.notices}`,
      incident_id: incident.id,
      type,
      body_json: JSON.stringify({ type, timestamp: instant(at), data: dataOf(notice) }),
      attempt: 0,
      lease_until: 0,
      next_attempt_at: at,
      last_code: null,
      created_at: at,
      settled_at: null,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .compile();
}

function typeOf({ incident, state }: Notice): string {
  const about = incident.sender_id === SERVICE ? 'heed' : 'sender';
  return `${about}.${state === 'recovered' ? 'recovered' : incident.kind}`;
}

function dataOf({ incident, state, sender, now }: Notice) {
  return {
    incident: incident.id,
    kind: incident.kind,
    sender: sender?.id ?? null,
    ...(now.brand === null ? {} : { brand: now.brand }),
    state,
    waiting: now.waiting,
    oldest_requested_at: now.requestedAt === null ? null : instant(now.requestedAt),
    due_at: now.dueAt === null ? null : instant(now.dueAt),
    code: now.code,
    opened_at: instant(incident.opened_at),
    ...(state === 'recovered' ? { lasted_ms: lastedMillis(incident) } : {}),
  };
}

function lastedMillis({ opened_at, recovered_at }: IncidentRow): number {
  return recovered_at === null ? 0 : recovered_at - opened_at;
}

function instant(at: number): string {
  return new Date(at).toISOString();
}
