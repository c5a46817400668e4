import type { Database } from '../store/database.ts';

/** When each sender whose last delivery failed is tried next, in epoch ms. The others are absent. */
export async function readNextTries(database: Database): Promise<ReadonlyMap<string, number>> {
  const rows = await database.all(
    database.build
      .selectFrom('propagation')
      .select(['sender_id', 'next_attempt_at'])
      .where('attempt', '>', 0)
      .limit(10_000),
  );
  return new Map(rows.map(({ sender_id, next_attempt_at }) => [sender_id, next_attempt_at]));
}
