import type { Sender } from '../senders/sender.ts';
import type { Database, Statement } from '../store/database.ts';
import { rowInsert } from '../store/row-insert.ts';
import type { LatencyRow } from '../store/schema.ts';
import { bucketOf } from './histogram.ts';

/** One entry as a sender took it: what is needed to say how long that took. Epoch ms. */
export interface Acknowledged {
  readonly requestedAt: number;
  readonly receivedAt: number;
  /** Null for words no law puts a time on, such as an opt-in. */
  readonly dueAt: number | null;
  /** What it is about; '*' for everything. */
  readonly brand?: string | undefined;
  /** True where the sender was told it before, and its time was counted then. */
  readonly again?: boolean | undefined;
}

/** True for what the law wants carried in time, told for the first time: the entries whose latency is counted. */
export function isTimed({ dueAt, again }: Acknowledged): boolean {
  return dueAt !== null && again !== true;
}

/** Since when a sender can be told what is said about a brand: since it has the brand. Epoch ms. */
export function listensSince({ createdAt, brandsSince }: Listener, brand = ''): number {
  return Math.max(createdAt, brandsSince?.get(brand) ?? 0);
}

/** What of a sender says since when it can be told. */
export type Listener = Pick<Sender, 'createdAt' | 'brandsSince'>;

const HOUR_MILLIS = 3_600_000;
/** Shares of the legal time are kept in parts per 10,000. */
export const SHARE_WHOLE = 10_000;

/**
 * Sums up the opt-outs acknowledged at `settledAt` into histogram rows; other words are not counted. For an opt-out older
 * than the sender, or than its having the brand, latency and share count from there: it could not have learned sooner.
 */
export function latencyRows(
  sender: Listener & Pick<Sender, 'id'>,
  entries: readonly Acknowledged[],
  settledAt: number,
): LatencyRow[] {
  const hour = Math.floor(settledAt / HOUR_MILLIS);
  const rows = new Map<number, LatencyRow>();
  for (const entry of entries) {
    if (!isTimed(entry)) continue;
    const from = listensSince(sender, entry.brand);
    const millis = Math.max(0, settledAt - Math.max(entry.requestedAt, from));
    const share = shareUsed(entry, settledAt, from);
    const bucket = bucketOf(millis);
    const row = rows.get(bucket);
    if (row === undefined) {
      rows.set(bucket, {
        sender_id: sender.id,
        hour,
        bucket,
        count: 1,
        millis_max: millis,
        share_max: share,
      });
    } else {
      row.count += 1;
      row.millis_max = Math.max(row.millis_max, millis);
      row.share_max = Math.max(row.share_max, share);
    }
  }
  return [...rows.values()];
}

/** The part of the legal time that was used, in parts per 10,000; over the whole when late. 0 where no law runs. */
export function shareUsed(entry: Acknowledged, at: number, couldBeToldAt: number): number {
  if (entry.dueAt === null) return 0;
  const start = Math.max(entry.receivedAt, couldBeToldAt);
  const span = entry.dueAt - start;
  // A backfill of what was already due when the sender came: its own deadline is another matter than this share.
  if (span <= 0) return 0;
  return Math.max(0, Math.round(((at - start) / span) * SHARE_WHOLE));
}

/** Makes the statements that add histogram rows to what is stored. */
export function latencyWriter(database: Database): (rows: readonly LatencyRow[]) => Statement[] {
  return rowInsert(
    database,
    'latency',
    ['sender_id', 'hour', 'bucket', 'count', 'millis_max', 'share_max'],
    `on conflict (sender_id, hour, bucket) do update set count = latency.count + excluded.count,
      millis_max = case when excluded.millis_max > latency.millis_max then excluded.millis_max else latency.millis_max end,
      share_max = case when excluded.share_max > latency.share_max then excluded.share_max else latency.share_max end`,
  );
}
