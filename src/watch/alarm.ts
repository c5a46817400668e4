import type { Log } from '../log.ts';
import type { TickBudget } from '../propagation/propagate.ts';
import type { Outbound } from '../senders/outbound/outbound.ts';
import { readAnswer, signWebhook, type WebhookSecret } from '../senders/signed-webhook.ts';
import type { Database } from '../store/database.ts';
import type { AlertRow } from '../store/schema.ts';
import {
  ALERT_MILLIS_MAX,
  alertDelayMillis,
  claimAlert,
  dueAlerts,
  removeSettledAlerts,
  settleAlert,
} from './alarm-lease.ts';

/** Where the operators want to hear of trouble. */
export interface AlertWebhook {
  readonly url: string;
  readonly secret: WebhookSecret;
}

export interface AlarmParts {
  readonly database: Database;
  readonly outbound: Outbound;
  /** Absent: alerts are not written, and what an earlier setting left waits for the next. */
  readonly alertWebhook?: AlertWebhook | undefined;
  /** Epoch ms. */
  readonly now: () => number;
  /** In [0, 1). */
  readonly fraction: () => number;
  readonly log: Log;
}

/** How many alerts a tick had taken, how many were not, and how many old ones it removed. */
export interface AlarmCounts {
  readonly sent: number;
  readonly failed: number;
  readonly removed: number;
}

/** One tick of the alarm. Throws when the database cannot answer. */
export type Alarm = (budget: TickBudget) => Promise<AlarmCounts>;

const DUE_AT_ONCE_MAX = 20;
/** A settled alert is kept this long, so that one can look up what was told when. */
const KEPT_MILLIS = 30 * 24 * 60 * 60_000;
const REMOVE_EVERY_MILLIS = 60 * 60_000;

/**
 * Makes the tick that tells the operators' webhook: alerts that are due, the oldest first, each signed and under its own id
 * (Standard Webhooks 1.0.0). One that is not taken ends the tick, because the next would fare no better, and is tried again
 * for ever. Safe to call at any time, from any number of processes; an alert is told at least once.
 */
export function createAlarm(parts: AlarmParts): Alarm {
  const { database, now, alertWebhook } = parts;
  let removedAt: number | undefined;
  let running = false;

  return async (budget) => {
    // A webhook that answers slowly is asked by one tick of this process at a time.
    if (alertWebhook === undefined || running) return { sent: 0, failed: 0, removed: 0 };
    running = true;
    try {
      return await tick(alertWebhook, budget);
    } finally {
      running = false;
    }
  };

  async function tick(target: AlertWebhook, { millisMax, signal }: TickBudget): Promise<AlarmCounts> {
    const until = now() + millisMax;
    let sent = 0;
    for (const id of await dueAlerts(database, now(), DUE_AT_ONCE_MAX)) {
      if (signal?.aborted === true || now() >= until) break;
      const row = await claimAlert(database, id, now());
      if (row === undefined) continue;
      if (!(await tryAlert(parts, target, row, signal))) return { sent, failed: 1, removed: 0 };
      sent++;
    }
    return { sent, failed: 0, removed: await removeOld() };
  }

  async function removeOld(): Promise<number> {
    const at = now();
    if (removedAt !== undefined && at >= removedAt && at - removedAt < REMOVE_EVERY_MILLIS) return 0;
    removedAt = at;
    return removeSettledAlerts(database, at - KEPT_MILLIS);
  }
}

/** Sends one claimed alert and writes what came of it. True when it was taken. */
async function tryAlert(
  { database, outbound, now, fraction, log }: AlarmParts,
  { url, secret }: AlertWebhook,
  row: AlertRow,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const { id, attempt, type, body_json: body } = row;
  const signature = signWebhook({ secrets: [secret], id, nowMillis: now(), body });
  const answer = await outbound.post({
    url,
    headers: { 'content-type': 'application/json', 'user-agent': 'Heed-Alert/1', ...signature },
    body,
    timeoutMillis: ALERT_MILLIS_MAX,
    signal,
  });
  const at = now();
  const outcome = readAnswer({ answer, items: [], now: at });
  if (outcome.kind === 'answered') {
    await settleAlert(database, row, { last_code: 'ok', next_attempt_at: at, settled_at: at });
    log.info('alert.sent', { alert: id, type, attempt });
    return true;
  }
  const delay = alertDelayMillis({ attempt, random: fraction(), afterMillis: outcome.retryAfterMillis });
  const end = { last_code: outcome.code, next_attempt_at: at + delay, settled_at: null };
  await settleAlert(database, row, end);
  log.warn('alert.not_taken', { alert: id, type, attempt, code: outcome.code });
  return false;
}
