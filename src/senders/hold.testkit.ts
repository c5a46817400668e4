import type { Database } from '../store/database.ts';
import type { HoldRow } from '../store/schema.ts';
import { type HoldReason, WATCH_WORK } from './hold.ts';

interface HoldGiven extends Partial<Omit<HoldRow, 'reason'>> {
  readonly reason?: HoldReason;
}

/** Places a hold on the sender `crm`, on all its promotional mail unless a brand is given. */
export async function placeHold(database: Database, given: HoldGiven = {}): Promise<void> {
  const row: HoldRow = {
    sender_id: 'crm',
    brand: '*',
    reason: 'deadline',
    seq: 1,
    due_at: null,
    since: 1,
    ...given,
  };
  await database.commit([database.build.insertInto('hold').values(row).compile()]);
}

/** Says that the watch has run to its end at `at` (epoch ms). */
export async function watchRan(database: Database, at: number): Promise<void> {
  const { build } = database;
  await database.commit([
    build.deleteFrom('work_done').where('name', '=', WATCH_WORK).compile(),
    build.insertInto('work_done').values({ name: WATCH_WORK, at }).compile(),
  ]);
}
