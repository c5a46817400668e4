import { z } from 'zod';
import type { Database } from '../store/database.ts';

/** Why somebody stops the mail, as the page asks after the opt-out is recorded. Nobody has to say. */
export const REASONS = ['too_many', 'not_relevant', 'never_asked', 'other_address', 'other'] as const;
export type Reason = (typeof REASONS)[number];

/** A reason as it comes from outside. */
export const reasonSchema = z.enum(REASONS);

/**
 * Keeps why an opt-out was made, durably. One answer for each opt-out (its `seq`): the last counts. `brand` is the brand
 * on whose page it was asked; `now` is epoch ms.
 */
export async function giveReason(
  database: Database,
  { seq, brand, reason, now }: { seq: number; brand: string; reason: Reason; now: number },
): Promise<void> {
  const upsert = database.build
    .insertInto('opt_out_reason')
    .values({ seq, brand, reason, given_at: now })
    .onConflict((conflict) => conflict.column('seq').doUpdateSet({ brand, reason, given_at: now }));
  await database.commit([upsert.compile()]);
}

/** How often one reason was given to one brand. */
export interface ReasonCount {
  readonly brand: string;
  readonly reason: Reason;
  readonly count: number;
}

/** Counts the reasons given from `from` on and before `to` (epoch ms), to all brands or one, brand by brand. */
export async function reasonsBetween(
  database: Database,
  { brand, from, to }: { brand?: string | undefined; from: number; to: number },
): Promise<ReasonCount[]> {
  let query = database.build
    .selectFrom('opt_out_reason')
    .select(({ fn }) => ['brand', 'reason', fn.countAll<number>().as('count')])
    .where('given_at', '>=', from)
    .where('given_at', '<', to)
    .groupBy(['brand', 'reason'])
    .orderBy('brand')
    .orderBy('reason');
  if (brand !== undefined) query = query.where('brand', '=', brand);
  const rows = await database.all(query);
  return rows.map((row) => ({ brand: row.brand, reason: reasonSchema.parse(row.reason), count: row.count }));
}
