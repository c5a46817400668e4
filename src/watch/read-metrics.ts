import { type BucketCount, quantileMillis } from '../propagation/histogram.ts';
import { WINDOWS } from '../propagation/overview.ts';
import { holdFacts } from '../senders/held-senders.ts';
import { allHeld, watchedAt } from '../senders/hold.ts';
import type { Database } from '../store/database.ts';
import type { Metric, Sample } from './exposition.ts';
import { readLastSuccess, readLatency, readParked, readQueue, readWaiting } from './metric-rows.ts';

/**
 * Everything `/metrics` tells at `now` (epoch ms), read from rows by a bounded number of queries: a Worker keeps nothing
 * in memory, and with several nodes each tells the same. Retired senders are left out: they are told nothing any more.
 */
export async function readMetrics(database: Database, now: number): Promise<Metric[]> {
  const facts = await holdFacts(database);
  const senders = [...facts].filter(([, { retiredAt }]) => retiredAt === null).map(([id]) => id);
  const waiting = await readWaiting(database);
  const parked = await readParked(database);
  const succeeded = await readLastSuccess(database);
  const each = (value: (id: string) => number | undefined): Sample[] =>
    senders.flatMap((sender) => {
      const found = value(sender);
      return found === undefined ? [] : [{ labels: { sender }, value: found }];
    });
  const held = (id: string) => {
    const known = facts.get(id);
    return known !== undefined && allHeld(known, now).length > 0 ? 1 : 0;
  };
  return [
    {
      name: 'heed_sender_waiting',
      help: 'Ledger entries the sender has not acknowledged, as the watch last saw them.',
      samples: each((id) => waiting.get(id)?.waiting ?? 0),
    },
    {
      name: 'heed_sender_parked',
      help: 'Recipients the sender refused, kept aside to be tried again.',
      samples: each((id) => parked.get(id) ?? 0),
    },
    {
      name: 'heed_sender_oldest_age_seconds',
      help: 'Since when the oldest opt-out waits that the sender has not acknowledged; 0 when none does.',
      samples: each((id) => secondsSince(waiting.get(id)?.requestedAt, now) ?? 0),
    },
    {
      name: 'heed_sender_seconds_to_deadline',
      help: 'Until the first deadline among the opt-outs that wait; negative once it has passed, absent when none waits.',
      samples: each((id) => negated(secondsSince(waiting.get(id)?.dueAt, now))),
    },
    {
      name: 'heed_sender_held',
      help: '1 while promotional mail of the sender, or of one of its brands, is refused.',
      samples: each(held),
    },
    {
      name: 'heed_sender_last_success_seconds',
      help: 'Since the sender last acknowledged something new; absent when it never has.',
      samples: each((id) => secondsSince(succeeded.get(id), now)),
    },
    ...(await serviceMetrics(database, now)),
    {
      name: 'heed_optout_latency_seconds',
      help: 'From request to acknowledgement, of opt-outs acknowledged in the last 24 hours: at most 9 % too high.',
      samples: quantiles(senders, await readLatency(database, senders, hourOf(now) - WINDOWS['24h'] + 1)),
    },
  ];
}

async function serviceMetrics(database: Database, now: number): Promise<Metric[]> {
  const { build } = database;
  const incidents = await database.all(
    build
      .selectFrom('incident')
      .select(({ fn }) => ['kind', 'sender_id', fn.countAll<number>().as('count')])
      .where('closed_at', 'is', null)
      .groupBy(['kind', 'sender_id'])
      .orderBy('kind')
      .orderBy('sender_id'),
  );
  const [head] = await database.all(build.selectFrom('ledger').select('seq').orderBy('seq', 'desc').limit(1));
  const watched = await watchedAt(database);
  return [
    {
      name: 'heed_incidents_open',
      help: 'Open incidents; sender is empty for what concerns the service itself.',
      samples: incidents.map(({ kind, sender_id, count }) => ({
        labels: { kind, sender: sender_id },
        value: count,
      })),
    },
    {
      name: 'heed_watch_age_seconds',
      help: 'Since the watch last ran to its end; infinite when it never has.',
      samples: [{ value: watched === 0 ? Infinity : (secondsSince(watched, now) ?? 0) }],
    },
    ...(await queueMetrics(database, 'outbox', 'Mails of this service that have not left', now)),
    ...(await queueMetrics(database, 'alert', 'Alerts the operators’ webhook has not taken', now)),
    {
      name: 'heed_ledger_head',
      help: 'The number of the newest ledger entry.',
      samples: [{ value: head?.seq ?? 0 }],
    },
  ];
}

async function queueMetrics(
  database: Database,
  table: 'outbox' | 'alert',
  what: string,
  now: number,
): Promise<Metric[]> {
  const { count, oldestAt } = await readQueue(database, table);
  const name = table === 'outbox' ? 'heed_outbox' : 'heed_alerts';
  return [
    { name: `${name}_waiting`, help: `${what}.`, samples: [{ value: count }] },
    {
      name: `${name}_oldest_age_seconds`,
      help: `${what}: since when the oldest waits; 0 when none does.`,
      samples: [{ value: secondsSince(oldestAt, now) ?? 0 }],
    },
  ];
}

const QUANTILES = [0.5, 0.95, 0.99];

function quantiles(
  senders: readonly string[],
  counts: ReadonlyMap<string, readonly (BucketCount & { readonly max: number })[]>,
): Sample[] {
  return senders.flatMap((sender) => {
    const own = counts.get(sender) ?? [];
    const max = Math.max(...own.map((bucket) => bucket.max));
    return QUANTILES.flatMap((quantile) => {
      const millis = quantileMillis(own, quantile, max);
      return millis === undefined
        ? []
        : [{ labels: { sender, quantile: String(quantile) }, value: millis / 1_000 }];
    });
  });
}

function secondsSince(at: number | undefined, now: number): number | undefined {
  return at === undefined ? undefined : (now - at) / 1_000;
}

function negated(value: number | undefined): number | undefined {
  return value === undefined ? undefined : 0 - value;
}

function hourOf(at: number): number {
  return Math.floor(at / 3_600_000);
}
