import { hash } from 'node:crypto';
import { createDirectory, type Directory } from './brands/directory.ts';
import { type Append, createAppend } from './consent/append.ts';
import { createEndPauses, type EndPauses } from './consent/end-pauses.ts';
import { createGroupCommit } from './consent/group-commit.ts';
import { createOptOutClocks } from './consent/opt-out-clocks.ts';
import { type StandingLookup, standingLookup } from './consent/standing-row.ts';
import type { IdentityKey } from './keys/identity.ts';
import type { Keyring } from './keys/keyring.ts';
import { type RandomBytes, randomId } from './keys/random.ts';
import { type Minter, minterHere } from './links/mint-many.ts';
import type { Log } from './log.ts';
import { createCompose } from './mail/compose.ts';
import type { Letter } from './mail/letter.ts';
import type { Compose, SendMail } from './mail/mail.ts';
import { createMail, type MailTick } from './mail/mail-tick.ts';
import { type Enqueued, type EnqueueOptions, enqueue } from './mail/outbox.ts';
import { type Acknowledge, createAcknowledge } from './notices/acknowledge.ts';
import { createDigest, type Digest } from './notices/digest.ts';
import { backlogReader } from './propagation/backlog.ts';
import { itemPreparer } from './propagation/change-item.ts';
import type { FeedParts } from './propagation/feed.ts';
import { createPropagate, type TickBudget } from './propagation/propagate.ts';
import type { RunEnd } from './propagation/propagate-sender.ts';
import { settler } from './propagation/settle.ts';
import { createWake, type Sleep, type Wake } from './propagation/wake.ts';
import { createWebhookConnector } from './senders/connectors/webhook/push.ts';
import { createKnownSenders, type KnownSenders } from './senders/known-senders.ts';
import type { AddressPolicy } from './senders/outbound/address-guard.ts';
import type { Outbound } from './senders/outbound/outbound.ts';
import { readSenders } from './senders/registry.ts';
import type { Database } from './store/database.ts';
import { namingFailures } from './store/unavailable.ts';
import { type Alarm, type AlertWebhook, createAlarm } from './watch/alarm.ts';
import { createWatch, type Watch, type WatchMemory } from './watch/watch.ts';
import { createWatchdog, type Watchdog } from './watch/watchdog.ts';

/** What differs between a Node process, a Worker and a test: everything that touches the world. */
export interface HeedParts {
  readonly database: Database;
  readonly keyring: Keyring;
  readonly identityKey: IdentityKey;
  /** Without a trailing slash. */
  readonly baseUrl: string;
  /** Epoch ms. */
  readonly now: () => number;
  readonly random: RandomBytes;
  readonly outbound: Outbound;
  /** Where webhooks may lead; the same policy the outbound was made with. */
  readonly targetPolicy: AddressPolicy;
  readonly sleep: Sleep;
  readonly log: Log;
  /**
   * Lets everything that is ready run, so that concurrent requests gather before a commit and long work does not hold
   * others up. Absent where one request must not wait on another's promise, as on Workers: see `worker/append-desk.ts`.
   */
  readonly yieldTurn?: (() => Promise<void>) | undefined;
  /** Mints links for many; in this thread unless given. */
  readonly minter?: Minter | undefined;
  /** Told after decisions were recorded, e.g. to propagate while the Worker is awake. */
  readonly onRecorded?: (() => void) | undefined;
  /** How mails leave; absent, they are captured: kept in the outbox, to be read in the console. */
  readonly sendMail?: SendMail | undefined;
  /** Renders letters; the templates of `emails/` unless given. */
  readonly compose?: Compose | undefined;
  /** Told after a letter was put into the outbox, e.g. to send it while the Worker is awake. */
  readonly onEnqueued?: (() => void) | undefined;
  /** Who is told of trouble, gets the daily digest, and can have a sign-in link mailed. Nobody unless given. */
  readonly adminEmails?: readonly string[] | undefined;
  /** The company behind all brands, as in `Northlight Group`. */
  readonly groupName?: string | undefined;
  /** The request header, in lower case, in which a proxy tells the client's address; absent where there is none. */
  readonly clientAddressHeader?: string | undefined;
  /** The operators' own webhook, told of trouble beside the admins. */
  readonly alertWebhook?: AlertWebhook | undefined;
  /** What the watch has counted before, where it outlives this Heed. */
  readonly watchMemory?: WatchMemory | undefined;
}

/** The service, put together: what the routes, the console, the CLI and the timers work with. */
export interface Heed extends HeedParts {
  readonly directory: Directory;
  readonly senders: KnownSenders;
  readonly standings: StandingLookup;
  /** The one way into the ledger. Rings `wake` when something was recorded. */
  readonly append: Append;
  readonly propagate: (budget: TickBudget) => Promise<Map<string, RunEnd>>;
  readonly feed: FeedParts;
  readonly wake: Wake;
  readonly minter: Minter;
  readonly adminEmails: readonly string[];
  readonly compose: Compose;
  /** Puts a letter into the outbox, durably, and rings `mailWake`. Never sends it itself. */
  readonly enqueue: (letter: Letter, options?: EnqueueOptions) => Promise<Enqueued>;
  /** Says that a letter was put there as part of another commit, by `enqueueStatement`. */
  readonly enqueued: () => void;
  /** One tick of the outbox. */
  readonly mail: MailTick;
  readonly mailWake: Wake;
  /** One tick of acknowledgements: opt-outs whose undo minutes are over, of brands that want them acknowledged. */
  readonly acknowledge: Acknowledge;
  /** One tick of the admins' daily digest. */
  readonly digest: Digest;
  /** One look at what waits at every sender, and at what that calls for: incidents, holds, notices. */
  readonly watch: Watch;
  /** Rung when a sender begins to fail: what only a person can mend is told at once. */
  readonly watchWake: Wake;
  /** One tick of the alerts to the operators' own webhook. */
  readonly alarm: Alarm;
  readonly alarmWake: Wake;
  /** One look at whether the watch runs. */
  readonly watchdog: Watchdog;
  /** One tick of pauses whose date has come: their end is recorded, so that senders are told. */
  readonly endPauses: EndPauses;
}

/** Puts the service together. Opens nothing and starts nothing. */
export function createHeed(given: HeedParts): Heed {
  const parts = { ...given, database: namingFailures(given.database) };
  const { database, keyring, now, random } = parts;
  const directory = createDirectory(database, now);
  const senders = createKnownSenders(() => readSenders(database, keyring), now);
  const wake = createWake(parts.sleep);
  const fraction = () => new DataView(random(4).slice().buffer).getUint32(0) / 2 ** 32;
  const webhook = createWebhookConnector({ outbound: parts.outbound });
  const steps = {
    database,
    directory,
    readBacklog: backlogReader(database),
    prepare: itemPreparer(database, keyring),
    settle: settler(database),
    now,
    random: fraction,
    deliveryId: () => randomId('dlv', random),
  };
  const mailWake = createWake(parts.sleep);
  const enqueued = () => {
    mailWake.ring();
    parts.onEnqueued?.();
  };
  const compose = parts.compose ?? createCompose({ directory, service: new URL(parts.baseUrl).host });
  const adminEmails = parts.adminEmails ?? [];
  const standings = standingLookup(database);
  const watchWake = createWake(parts.sleep);
  const alarmWake = createWake(parts.sleep);
  const watching = {
    ...parts,
    directory,
    senders,
    adminEmails,
    hasAlertWebhook: parts.alertWebhook !== undefined,
    enqueued,
    alerted: () => alarmWake.ring(),
  };
  const append = appendOf(parts, { directory, wake, fraction });
  return {
    ...parts,
    directory,
    senders,
    standings,
    append,
    propagate: tellingFailures(
      createPropagate({
        ...steps,
        senders: () => senders.read(),
        connectorFor: (kind) => (kind === 'webhook' ? webhook : undefined),
        log: parts.log,
        batchId: (content) => `msg_${hash('sha256', content, 'base64url')}`,
      }),
      () => watchWake.ring(),
    ),
    feed: steps,
    wake,
    minter: parts.minter ?? minterHere(parts, parts.yieldTurn),
    adminEmails,
    compose,
    async enqueue(letter, options) {
      const outcome = await enqueue(parts, letter, options);
      enqueued();
      return outcome;
    },
    enqueued,
    mail: createMail({ ...parts, directory, compose, fraction }),
    mailWake,
    acknowledge: createAcknowledge({ ...parts, directory, standings, enqueued }),
    digest: createDigest({ ...parts, senders, adminEmails, enqueued }),
    watch: createWatch(watching),
    watchWake,
    alarm: createAlarm({ ...parts, fraction }),
    alarmWake,
    watchdog: createWatchdog(watching),
    endPauses: createEndPauses({ database, append, now }),
  };
}

/** The same ticks, which also tell when a sender begins to fail; not of one that goes on failing. */
function tellingFailures(propagate: Heed['propagate'], tell: () => void): Heed['propagate'] {
  const failing = new Set<string>();
  return async (budget) => {
    const ends = await propagate(budget);
    for (const [senderId, end] of ends) {
      if (end === 'caught_up' || end === 'out_of_time') failing.delete(senderId);
      if (end !== 'failed' || failing.has(senderId)) continue;
      failing.add(senderId);
      tell();
    }
    return ends;
  };
}

// Short, and as long at the tenth try as at the first: a writer that waits longer each time loses to those that do not.
const BACK_OFF_MILLIS_MAX = 25;

function appendOf(
  parts: HeedParts,
  { directory, wake, fraction }: { directory: Directory; wake: Wake; fraction: () => number },
): Append {
  const { database, now, random, sleep, yieldTurn, onRecorded } = parts;
  const append = createAppend({
    database,
    now,
    clocks: createOptOutClocks(directory),
    salt: () => Buffer.from(random(9)).toString('base64url'),
    backOff: () => sleep(BACK_OFF_MILLIS_MAX * fraction()),
  });
  // Rung for each commit and not for each caller: two hundred share one.
  const announced: Append = async (decisions) => {
    const outcomes = await database.inTurn(() => append(decisions));
    if (outcomes.some(({ kind }) => kind === 'recorded')) {
      wake.ring();
      onRecorded?.();
    }
    return outcomes;
  };
  return yieldTurn === undefined ? announced : createGroupCommit({ append: announced, yieldTurn });
}
