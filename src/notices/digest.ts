import { normaliseAddress } from '../consent/address.ts';
import { optOutsBetween } from '../consent/opt-outs-between.ts';
import { type IdentityKey, keyedHash } from '../keys/identity.ts';
import type { FactsOf, SenderDay } from '../mail/letter.ts';
import { enqueueStatement, type OutboxParts } from '../mail/outbox.ts';
import { owedTo } from '../propagation/overview.ts';
import { latencyWithin } from '../propagation/window-latency.ts';
import type { KnownSenders } from '../senders/known-senders.ts';
import type { Sender } from '../senders/sender.ts';
import type { Database } from '../store/database.ts';
import { keyLookup } from '../store/key-lookup.ts';

export interface DigestParts extends OutboxParts {
  readonly identityKey: IdentityKey;
  readonly senders: Pick<KnownSenders, 'read'>;
  /** Who gets it; nobody where empty. */
  readonly adminEmails: readonly string[];
  /** Without a trailing slash. */
  readonly baseUrl: string;
  /** Told after letters were put into the outbox. */
  readonly enqueued: () => void;
}

/** One tick of the daily digest, at `now` (epoch ms); answers how many mails it put into the outbox. */
export type Digest = (now: number) => Promise<number>;

const HOUR_MILLIS = 3_600_000;
const DAY_HOURS = 24;
const DAY_MILLIS = DAY_HOURS * HOUR_MILLIS;

/**
 * Makes the tick that tells the admins about yesterday (UTC), once: the first tick of a day does, and the rest of that day
 * asks nothing. Safe to call at any time, from any number of processes, also after a crash or with a clock that stepped
 * back over midnight: day and address make the id of the mail. Days nobody was awake on are passed over, but for the last.
 */
export function createDigest(parts: DigestParts): Digest {
  const { database, adminEmails, baseUrl } = parts;
  const existing = existingIds(database);
  let told: number | undefined;

  return async (now) => {
    const today = Math.floor(now / DAY_MILLIS);
    if (adminEmails.length === 0 || told === today) return 0;
    const yesterday = today - 1;
    const addressees = addresseesOf(parts, yesterday);
    const there = await existing([...addressees.keys()]);
    const missing = [...addressees].filter(([id]) => !there.has(id));
    const added = missing.length === 0 ? 0 : await enqueueAll(missing, yesterday, now);
    told = today;
    return added;
  };

  async function enqueueAll(
    missing: readonly (readonly [string, string])[],
    day: number,
    now: number,
  ): Promise<number> {
    const facts = await factsOf(parts, day);
    const letters = missing.map(([id, to]) =>
      enqueueStatement(parts, { ...facts, to, language: 'en', brandId: null }, { id, now }),
    );
    const outcome = await database.commit(letters);
    // Not written where another process was first.
    const added = outcome.kind === 'committed' ? outcome.changes.reduce((sum, one) => sum + one, 0) : 0;
    if (added > 0) parts.enqueued();
    return added;
  }

  async function factsOf({ senders }: DigestParts, day: number): Promise<FactsOf<'admin_digest'>> {
    const from = day * DAY_MILLIS;
    const days: SenderDay[] = [];
    for (const sender of await senders.read()) {
      const its = await senderDay(database, sender, day);
      // One that was retired has a last day, and none after it.
      if (sender.retiredAt === null || its.told > 0) days.push(its);
    }
    return {
      kind: 'admin_digest',
      service: new URL(baseUrl).host,
      url: `${baseUrl}/console`,
      day: dayText(day),
      optOuts: await optOutsBetween(database, { from, to: from + DAY_MILLIS }),
      senders: days,
    };
  }
}

/** To whom a day's digest goes, by the id of the mail. One address spelled in two ways is one. */
function addresseesOf({ adminEmails, identityKey }: DigestParts, day: number): ReadonlyMap<string, string> {
  return new Map(
    adminEmails.map((spelling) => {
      const outcome = normaliseAddress(spelling);
      const address = outcome.kind === 'address' ? outcome.address : spelling;
      return [`digest_${dayText(day)}_${keyedHash(identityKey, `digest to ${address}`)}`, spelling];
    }),
  );
}

/** What a sender was told on a day (counted from the epoch, UTC), how fast, and what waits for it now. */
async function senderDay(database: Database, sender: Sender, day: number): Promise<SenderDay> {
  const fromHour = day * DAY_HOURS;
  const { count, p50, p99 } = await latencyWithin(database, sender.id, {
    fromHour,
    toHour: fromHour + DAY_HOURS,
  });
  const { lag } = await owedTo(database, sender);
  return { sender: sender.name, told: count, p50: p50 ?? null, p99: p99 ?? null, waiting: lag };
}

/** `2026-11-22`. */
function dayText(day: number): string {
  return new Date(day * DAY_MILLIS).toISOString().slice(0, 10);
}

/** Makes the look-up of those of some letters that are in the outbox, sent or not. */
function existingIds(database: Database): (ids: readonly string[]) => Promise<ReadonlySet<string>> {
  const lookup = keyLookup(database, (keys) =>
    database.build.selectFrom('outbox').select('id').where('id', 'in', keys),
  );
  return async (ids) => new Set((await lookup(ids)).map(({ id }) => id));
}
