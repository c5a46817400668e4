import { EVERYTHING } from '../consent/scope.ts';
import type { Sender } from '../senders/sender.ts';
import type { Database } from '../store/database.ts';
import { type BucketCount, quantileMillis } from './histogram.ts';
import { shareUsed } from './latency.ts';

/** The windows latency is reported over, in hours. */
export const WINDOWS = { '24h': 24, '7d': 7 * 24, '30d': 30 * 24 } as const;
export type WindowName = keyof typeof WINDOWS;

/** How long opt-outs took to reach a sender within a window. Milliseconds; absent where nothing was acknowledged. */
export interface WindowLatency {
  readonly count: number;
  readonly p50?: number | undefined;
  readonly p95?: number | undefined;
  readonly p99?: number | undefined;
  readonly max?: number | undefined;
  /** The largest part of the legal time any opt-out used, in parts per 10,000. */
  readonly shareMax: number;
}

/** The oldest opt-out a sender has not acknowledged: the sender's legal exposure. Epoch ms. */
export interface Oldest {
  readonly requestedAt: number;
  readonly dueAt: number;
  /** The part of the legal time used so far, in parts per 10,000. */
  readonly share: number;
}

export interface SenderOverview {
  readonly sender: Sender;
  /** Entries the sender has not acknowledged, parked ones included. */
  readonly lag: number;
  readonly parked: number;
  readonly oldest?: Oldest | undefined;
  readonly cursorSeq: number;
  readonly lastCode: string | null;
  readonly lastSettledAt: number | null;
  readonly windows: Readonly<Record<WindowName, WindowLatency>>;
}

const HOUR_MILLIS = 3_600_000;

/** What every sender owes and how fast it has been, at `now` (epoch ms). */
export async function overviewOf(
  database: Database,
  senders: readonly Sender[],
  now: number,
): Promise<SenderOverview[]> {
  return Promise.all(senders.map((sender) => senderOverview(database, sender, now)));
}

async function senderOverview(database: Database, sender: Sender, now: number): Promise<SenderOverview> {
  const [state] = await database.all(
    database.build
      .selectFrom('propagation')
      .select(['cursor_seq', 'last_code', 'last_settled_at'])
      .where('sender_id', '=', sender.id),
  );
  const cursorSeq = state?.cursor_seq ?? 0;
  const behind = await behindCursor(database, sender, cursorSeq);
  const parked = await parkedAt(database, sender.id, cursorSeq);
  const exposed = mostUrgent([behind.oldest, parked.oldest]);
  return {
    sender,
    lag: behind.count + parked.count,
    parked: parked.rows,
    oldest: exposed && {
      ...exposed,
      share: shareUsed({ ...exposed, receivedAt: exposed.requestedAt }, now, sender.createdAt),
    },
    cursorSeq,
    lastCode: state?.last_code ?? null,
    lastSettledAt: state?.last_settled_at ?? null,
    windows: {
      '24h': await windowLatency(database, sender.id, WINDOWS['24h'], now),
      '7d': await windowLatency(database, sender.id, WINDOWS['7d'], now),
      '30d': await windowLatency(database, sender.id, WINDOWS['30d'], now),
    },
  };
}

interface Behind {
  readonly count: number;
  readonly oldest: { readonly requestedAt: number; readonly dueAt: number } | undefined;
}

const BRANDS_PER_QUERY_MAX = 90; // D1 takes 100 parameters

async function behindCursor(database: Database, sender: Sender, cursorSeq: number): Promise<Behind> {
  const brands = [EVERYTHING, ...sender.brands];
  const parts: Behind[] = [];
  for (let from = 0; from < brands.length; from += BRANDS_PER_QUERY_MAX) {
    const [row] = await database.all(
      database.build
        .selectFrom('ledger')
        .select(({ fn }) => [
          fn.countAll<number>().as('count'),
          fn.min('due_at').as('due_at'),
          fn.min('requested_at').filterWhere('due_at', 'is not', null).as('requested_at'),
        ])
        .where('brand', 'in', brands.slice(from, from + BRANDS_PER_QUERY_MAX))
        .where('seq', '>', cursorSeq),
    );
    parts.push(behindOf(row));
  }
  return {
    count: parts.reduce((sum, { count }) => sum + count, 0),
    oldest: mostUrgent(parts.map(({ oldest }) => oldest)),
  };
}

function mostUrgent(all: readonly Behind['oldest'][]): Behind['oldest'] {
  const dated = all.filter((one) => one !== undefined);
  return dated.sort((one, other) => one.dueAt - other.dueAt)[0];
}

/** Those parked beyond the cursor are left out of the sum: they are counted as behind it. */
async function parkedAt(
  database: Database,
  senderId: string,
  cursorSeq: number,
): Promise<Behind & { readonly rows: number }> {
  const [row] = await database.all(
    database.build
      .selectFrom('parked')
      .select(({ fn }) => [
        fn.countAll<number>().as('rows'),
        fn.countAll<number>().filterWhere('first_seq', '<=', cursorSeq).as('count'),
        fn.min('due_at').as('due_at'),
        fn.min('requested_at').filterWhere('due_at', 'is not', null).as('requested_at'),
      ])
      .where('sender_id', '=', senderId),
  );
  return { ...behindOf(row), rows: row?.rows ?? 0 };
}

function behindOf(
  row: { count: number; due_at: number | null; requested_at: number | null } | undefined,
): Behind {
  const dated = row !== undefined && row.due_at !== null && row.requested_at !== null;
  return {
    count: row?.count ?? 0,
    oldest: dated ? { requestedAt: row.requested_at ?? 0, dueAt: row.due_at ?? 0 } : undefined,
  };
}

async function windowLatency(
  database: Database,
  senderId: string,
  hours: number,
  now: number,
): Promise<WindowLatency> {
  const since = Math.floor(now / HOUR_MILLIS) - hours + 1;
  const rows = await database.all(
    database.build
      .selectFrom('latency')
      .select(({ fn }) => [
        'bucket',
        fn.sum<number>('count').as('count'),
        fn.max('millis_max').as('millis_max'),
        fn.max('share_max').as('share_max'),
      ])
      .where('sender_id', '=', senderId)
      .where('hour', '>=', since)
      .groupBy('bucket'),
  );
  const counts: BucketCount[] = rows;
  const max = Math.max(0, ...rows.map(({ millis_max }) => millis_max));
  return {
    count: rows.reduce((sum, { count }) => sum + count, 0),
    p50: quantileMillis(counts, 0.5, max),
    p95: quantileMillis(counts, 0.95, max),
    p99: quantileMillis(counts, 0.99, max),
    max: rows.length === 0 ? undefined : max,
    shareMax: Math.max(0, ...rows.map(({ share_max }) => share_max)),
  };
}
