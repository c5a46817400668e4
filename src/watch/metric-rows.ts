import type { BucketCount } from '../propagation/histogram.ts';
import type { Database } from '../store/database.ts';

/** What waits at a sender over all its brands. Epoch ms. */
export interface WaitingRow {
  readonly waiting: number;
  readonly requestedAt: number;
  readonly dueAt: number;
}

/** What waits at each sender, as the watch last saw it; senders of which nothing waits are absent. */
export async function readWaiting(database: Database): Promise<ReadonlyMap<string, WaitingRow>> {
  const rows = await database.all(
    database.build
      .selectFrom('exposure')
      .select(({ fn }) => [
        'sender_id',
        fn.sum<number>('waiting').as('waiting'),
        fn.min('requested_at').as('requested_at'),
        fn.min('due_at').as('due_at'),
      ])
      .where('waiting', '>', 0)
      .groupBy('sender_id'),
  );
  return new Map(
    rows.map(({ sender_id, waiting, requested_at, due_at }) => [
      sender_id,
      { waiting, requestedAt: requested_at, dueAt: due_at },
    ]),
  );
}

/** How many recipients each sender has refused; senders that refuse nobody are absent. */
export async function readParked(database: Database): Promise<ReadonlyMap<string, number>> {
  const rows = await database.all(
    database.build
      .selectFrom('parked')
      .select(({ fn }) => ['sender_id', fn.countAll<number>().as('count')])
      .groupBy('sender_id'),
  );
  return new Map(rows.map(({ sender_id, count }) => [sender_id, count]));
}

/** When each sender's cursor was last carried forward, epoch ms: one look along the index for each. */
export async function readLastSuccess(database: Database): Promise<ReadonlyMap<string, number>> {
  const rows = await database.all(
    database.build.selectFrom('propagation').select((outer) => [
      'propagation.sender_id',
      outer
        .selectFrom('delivery')
        .select(({ fn }) => fn.max('delivery.settled_at').as('at'))
        .whereRef('delivery.sender_id', '=', 'propagation.sender_id')
        .where('delivery.lane', '=', '')
        .whereRef('delivery.to_seq', '=', 'propagation.cursor_seq')
        // Later tries that moved nothing end at the same place.
        .whereRef('delivery.from_seq', '<', 'delivery.to_seq')
        .as('at'),
    ]),
  );
  return new Map(rows.flatMap(({ sender_id, at }) => (at === null ? [] : [[sender_id, at] as const])));
}

/** How much waits to leave, and since when the oldest does (epoch ms); undefined where nothing waits. */
export async function readQueue(
  database: Database,
  table: 'outbox' | 'alert',
): Promise<{ readonly count: number; readonly oldestAt: number | undefined }> {
  const { build } = database;
  const [row] = await database.all(
    table === 'outbox'
      ? build
          .selectFrom('outbox')
          .select(({ fn }) => [fn.countAll<number>().as('count'), fn.min('created_at').as('oldest')])
          .where('state', '=', 'waiting')
      : build
          .selectFrom('alert')
          .select(({ fn }) => [fn.countAll<number>().as('count'), fn.min('created_at').as('oldest')])
          .where('settled_at', 'is', null),
  );
  // Of nothing, the least is null, whatever the type says.
  const oldest: number | null = row?.oldest ?? null;
  return { count: row?.count ?? 0, oldestAt: oldest ?? undefined };
}

const IDS_PER_QUERY_MAX = 90; // D1 takes 100 parameters

/** The latency histograms of these senders since an hour (counted from the epoch, UTC), by sender. */
export async function readLatency(
  database: Database,
  senders: readonly string[],
  fromHour: number,
): Promise<ReadonlyMap<string, (BucketCount & { readonly max: number })[]>> {
  const found = [];
  for (let from = 0; from < senders.length; from += IDS_PER_QUERY_MAX) {
    const query = database.build
      .selectFrom('latency')
      .select(({ fn }) => [
        'sender_id',
        'bucket',
        fn.sum<number>('count').as('count'),
        fn.max('millis_max').as('max'),
      ])
      .where('sender_id', 'in', senders.slice(from, from + IDS_PER_QUERY_MAX))
      .where('hour', '>=', fromHour)
      .groupBy(['sender_id', 'bucket']);
    found.push(...(await database.all(query)));
  }
  return Map.groupBy(found, ({ sender_id }) => sender_id);
}
