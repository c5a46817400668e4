import { AsyncLocalStorage } from 'node:async_hooks';
import { createApp } from './app.ts';
import type { MailSettings } from './config.ts';
import { createHeed, type Heed, type HeedParts } from './heed.ts';
import { createRandomBytes } from './keys/random.ts';
import { createJsonLog, errorCode } from './log.ts';
import type { SendMail } from './mail/mail.ts';
import { sleep } from './propagation/wake.ts';
import { createFetchOutbound } from './senders/outbound/fetch-outbound.ts';
import { openD1 } from './store/d1.ts';
import { migrate } from './store/migrate.ts';
import { createWatchMemory } from './watch/watch.ts';
import { createAppendDesk, type DeskRequest } from './worker/append-desk.ts';
import { readWorkerSettings, type WorkerEnv } from './worker/settings.ts';

export type { WorkerEnv };

/** The part of the runtime's context that is used here. */
interface WorkerContext {
  waitUntil(promise: Promise<unknown>): void;
}

/** What an isolate keeps from request to request: settings, keys and compiled routes, never anything under way. */
interface Service {
  readonly parts: HeedParts;
  /** Belongs to no request: its directory and senders are lists that were read a moment ago, so they are lent to all. */
  readonly outside: Heed;
  /** Plain data of the requests under way: they commit together without touching each other. */
  readonly appendFor: (request: DeskRequest) => Heed['append'];
  /** The routes are compiled once: that takes longer than most requests. They find their request's Heed in `current`. */
  readonly fetch: (request: Request) => Response | Promise<Response>;
  migrated: boolean;
}

type Composed =
  | { readonly kind: 'service'; readonly service: Service }
  | { readonly kind: 'incomplete'; readonly problem: string };

// oxlint-disable-next-line eslint/no-console -- the only log a Worker has
const log = createJsonLog((line) => console.log(line), Date.now);
const current = new AsyncLocalStorage<Heed>();
const composed = new WeakMap<WorkerEnv, Composed>();

// After its answer a Worker has 30 s (developers.cloudflare.com/workers/platform/limits). What is not done by then stays
// under its lease until the cron run after next.
const AFTER_ANSWER_MILLIS_MAX = 10_000;
// Ends before the next run begins, a webhook's 20 s to time out included.
const CRON_MILLIS_MAX = 30_000;
// Written first, so that they leave in the same run.
const NOTICES_MILLIS_MAX = 10_000;
const PAUSES_MILLIS_MAX = 5_000;

const RETRY_AFTER = { 'retry-after': '30', 'content-type': 'text/plain; charset=utf-8' };

export default {
  async fetch(request: Request, env: WorkerEnv, context: WorkerContext): Promise<Response> {
    const found = serviceOf(env);
    if (found.kind === 'incomplete') {
      log.error('worker.incomplete', { problem: found.problem });
      return new Response(`This Heed is not set up yet. ${found.problem}\n`, {
        status: 503,
        headers: RETRY_AFTER,
      });
    }
    const { service } = found;
    if (!(await broughtUpToDate(service))) {
      return new Response('Something is wrong on our side. Nothing was changed.\n', {
        status: 503,
        headers: RETRY_AFTER,
      });
    }
    let recorded = false;
    let enqueued = false;
    const alone = createHeed({
      ...service.parts,
      onRecorded: () => {
        recorded = true;
      },
      onEnqueued: () => {
        enqueued = true;
      },
    });
    const keepAlive = (work: Promise<unknown>) => context.waitUntil(work);
    const { directory, senders } = service.outside;
    const heed = { ...alone, directory, senders, append: service.appendFor({ ...alone, keepAlive }) };
    const answer = await current.run(heed, () => service.fetch(request));
    // The person's answer goes first; senders learn in the time a Worker has after it. Where requests were committed
    // together, the one that did it carries for all.
    if (recorded) context.waitUntil(carry(heed, AFTER_ANSWER_MILLIS_MAX));
    if (enqueued) context.waitUntil(sendMails(heed, AFTER_ANSWER_MILLIS_MAX));
    return answer;
  },

  async scheduled(_event: unknown, env: WorkerEnv): Promise<void> {
    const found = serviceOf(env);
    if (found.kind === 'incomplete') {
      log.error('worker.incomplete', { problem: found.problem });
      return;
    }
    if (!(await broughtUpToDate(found.service))) return;
    const heed = createHeed(found.service.parts);
    const written = Promise.all([
      writeNotices(heed, NOTICES_MILLIS_MAX),
      watchOver(heed, NOTICES_MILLIS_MAX),
    ]);
    const left = CRON_MILLIS_MAX - NOTICES_MILLIS_MAX;
    const told = written.then(() => Promise.all([sendMails(heed, left), sendAlerts(heed, left)]));
    // First what has come to its time, so that senders are told of it in the same run.
    const carried = endPauses(heed, PAUSES_MILLIS_MAX).then(() =>
      carry(heed, CRON_MILLIS_MAX - PAUSES_MILLIS_MAX),
    );
    await Promise.all([carried, told]);
  },
};

/**
 * Carries opt-outs to their senders until nothing is due any more. It looks again after each round: an opt-out that was
 * recorded elsewhere while a sender was leased here found that sender taken, and counts on this second look.
 */
async function carry(heed: Heed, millisMax: number): Promise<void> {
  const until = heed.now() + millisMax;
  try {
    for (let left = millisMax; left > 0; left = until - heed.now()) {
      const ends = await heed.propagate({ millisMax: left });
      if (![...ends.values()].includes('caught_up')) return;
    }
  } catch (error) {
    // The database is away; the senders' cursors have not moved, and the next run looks again.
    heed.log.error('propagate.failed', { code: errorCode(error) });
  }
}

async function sendMails(heed: Heed, millisMax: number): Promise<void> {
  try {
    await heed.mail({ millisMax });
  } catch (error) {
    // The database is away; the letters are still there, and the next run looks again.
    heed.log.error('mail.failed', { code: errorCode(error) });
  }
}

/** Looks at every sender, and then at whether that went well. The one that fails does not silence the other. */
async function watchOver(heed: Heed, millisMax: number): Promise<void> {
  const failed = (event: string) => (error: unknown) => heed.log.error(event, { code: errorCode(error) });
  await heed.watch({ millisMax }).catch(failed('watch.failed'));
  await heed.watchdog().catch(failed('watchdog.failed'));
}

async function sendAlerts(heed: Heed, millisMax: number): Promise<void> {
  try {
    await heed.alarm({ millisMax });
  } catch (error) {
    // The database is away; the alerts are still there, and the next run looks again.
    heed.log.error('alarm.failed', { code: errorCode(error) });
  }
}

async function endPauses(heed: Heed, millisMax: number): Promise<void> {
  try {
    await heed.endPauses({ millisMax });
  } catch (error) {
    // The database is away; the pauses are still there, and the next run looks again.
    heed.log.error('pauses.failed', { code: errorCode(error) });
  }
}

/** What people and admins are told by themselves. What is wrong with one does not silence the other. */
async function writeNotices(heed: Heed, millisMax: number): Promise<void> {
  const failed = (event: string) => (error: unknown) => heed.log.error(event, { code: errorCode(error) });
  await Promise.all([
    heed.acknowledge({ millisMax }).catch(failed('acknowledge.failed')),
    heed.digest(heed.now()).catch(failed('digest.failed')),
  ]);
}

function serviceOf(env: WorkerEnv): Composed {
  const known = composed.get(env);
  if (known !== undefined) return known;
  const made = compose(env);
  composed.set(env, made);
  return made;
}

function compose(env: WorkerEnv): Composed {
  const settings = readWorkerSettings(env);
  if (settings.kind === 'incomplete') return settings;
  const { config } = settings;
  const targetPolicy = { allow: config.webhookTargets };
  const parts: HeedParts = {
    database: openD1(settings.database),
    keyring: settings.keyring,
    identityKey: settings.identityKey,
    baseUrl: config.baseUrl,
    now: Date.now,
    random: createRandomBytes(),
    outbound: createFetchOutbound({ policy: targetPolicy }),
    targetPolicy,
    sleep,
    log,
    sendMail: sendMailOf(config.mail),
    adminEmails: config.adminEmails,
    groupName: config.groupName,
    alertWebhook: config.alertWebhook,
    // Plain counts, lent to all: a run need not read again what one before it has read.
    watchMemory: createWatchMemory(),
    // developers.cloudflare.com/fundamentals/reference/http-headers: set by Cloudflare, whatever the client sent.
    clientAddressHeader: 'cf-connecting-ip',
    // No yieldTurn: requests of an isolate must not wait for each other's promises; see the desk.
  };
  const outside = createHeed(parts);
  const { fetch } = createApp(ofThisRequest(outside));
  const appendFor = createAppendDesk();
  return { kind: 'service', service: { parts, outside, appendFor, fetch, migrated: false } };
}

/** Resend, or nothing: mails are captured. Its library is set up with the first mail, not with every isolate. */
function sendMailOf(mail: MailSettings): SendMail | undefined {
  if (mail.kind !== 'resend') return undefined;
  return async (outgoing, idempotencyKey) => {
    const { createResend } = await import('./mail/resend.ts');
    return createResend(mail)(outgoing, idempotencyKey);
  };
}

/**
 * A Heed that is, at every moment, the one of the request being served. What belongs to a request (its bell, its
 * claims, what it has recorded) must not meet another's: Workers forbids it, and ends a request's work without a word.
 */
function ofThisRequest(outside: Heed): Heed {
  return new Proxy(outside, { get: (_, name) => Reflect.get(current.getStore() ?? outside, name) });
}

/** True when the schema is as this version wants it. Kept as a flag, not a promise: see `ofThisRequest`. */
async function broughtUpToDate(service: Service): Promise<boolean> {
  if (service.migrated) return true;
  try {
    for (const migration of await migrate(service.parts.database, Date.now())) {
      log.info('database.migrated', { migration });
    }
    service.migrated = true;
    return true;
  } catch (error) {
    log.error('migrate.failed', { code: errorCode(error) });
    return false;
  }
}
