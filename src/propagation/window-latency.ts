import type { Database } from '../store/database.ts';
import { type BucketCount, quantileMillis } from './histogram.ts';

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

/** Whole hours since the epoch (UTC): from the first on, and before the last where there is one. */
export interface HourRange {
  readonly fromHour: number;
  readonly toHour?: number | undefined;
}

/** How long the opt-outs took that a sender acknowledged within these hours, merged over them. */
export async function latencyWithin(
  database: Database,
  senderId: string,
  { fromHour, toHour }: HourRange,
): Promise<WindowLatency> {
  const query = database.build
    .selectFrom('latency')
    .select(({ fn }) => [
      'bucket',
      fn.sum<number>('count').as('count'),
      fn.max('millis_max').as('millis_max'),
      fn.max('share_max').as('share_max'),
    ])
    .where('sender_id', '=', senderId)
    .where('hour', '>=', fromHour)
    .groupBy('bucket');
  const rows = await database.all(toHour === undefined ? query : query.where('hour', '<', toHour));
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
