import type { Database, Statement } from '../store/database.ts';
import type { ExposureRow } from '../store/schema.ts';
import type { BrandExposure } from './exposure.ts';

/** The statements that make the stored exposure of a sender what it is now; none where nothing changed. `now`: epoch ms. */
export function exposureChanges(
  { build }: Database,
  {
    senderId,
    before,
    brands,
    now,
  }: {
    readonly senderId: string;
    readonly before: readonly ExposureRow[];
    readonly brands: readonly BrandExposure[];
    readonly now: number;
  },
): Statement[] {
  const rows = brands.map(({ brand, count, oldest, due }) => ({
    brand,
    waiting: count,
    oldest_seq: oldest.seq,
    requested_at: oldest.requestedAt,
    due_seq: due.seq,
    due_at: due.dueAt,
    seen_at: now,
  }));
  const gone = before.filter((row) => !brands.some(({ brand }) => brand === row.brand));
  return [
    ...rows
      .filter((row) => !before.some((known) => isSame(known, row)))
      .map(({ brand, ...seen }) =>
        build
          .insertInto('exposure')
          .values({ sender_id: senderId, brand, ...seen })
          .onConflict((conflict) => conflict.columns(['sender_id', 'brand']).doUpdateSet(seen))
          .compile(),
      ),
    ...gone.map(({ brand }) =>
      build.deleteFrom('exposure').where('sender_id', '=', senderId).where('brand', '=', brand).compile(),
    ),
  ];
}

/** When it was seen is no difference. */
function isSame(left: ExposureRow, right: Omit<ExposureRow, 'sender_id'>): boolean {
  return (
    left.brand === right.brand &&
    left.waiting === right.waiting &&
    left.oldest_seq === right.oldest_seq &&
    left.requested_at === right.requested_at &&
    left.due_seq === right.due_seq &&
    left.due_at === right.due_at
  );
}
