import type { Database } from '../store/database.ts';
import { headQuery } from './append.ts';

// A clock that is set right steps back by seconds, one that was set by hand by minutes. Entries may be out of place by
// this much and are found all the same.
const STEP_BACK_MILLIS_MAX = 3_600_000;
// A day can hold a million entries. Read in parts, so that nobody's opt-out waits behind a number in a mail.
const ENTRIES_PER_QUERY = 5_000;

/**
 * How many opt-outs were recorded from `from` on and before `to` (epoch ms). Times are not indexed, but the ledger is in
 * order: the entries concerned are found by halving, and only they are read. Exact as long as no clock stepped back by
 * more than an hour.
 */
export async function optOutsBetween(
  database: Database,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<number> {
  const { seq: head } = await headQuery(database)();
  const first = await firstRecorded(database, head, from - STEP_BACK_MILLIS_MAX);
  const after = await firstRecorded(database, head, to + STEP_BACK_MILLIS_MAX);
  let count = 0;
  for (let seq = first; seq < after; seq += ENTRIES_PER_QUERY) {
    const [row] = await database.all(
      database.build
        .selectFrom('ledger')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .where('seq', '>=', seq)
        .where('seq', '<', Math.min(seq + ENTRIES_PER_QUERY, after))
        .where('kind', '=', 'opt_out')
        .where('recorded_at', '>=', from)
        .where('recorded_at', '<', to),
    );
    count += row?.count ?? 0;
  }
  return count;
}

/**
 * An entry recorded at `at` or later whose predecessor was recorded before; one after the head where all were recorded
 * before. Numbers are without gaps, from 1 to the head.
 */
async function firstRecorded(database: Database, head: number, at: number): Promise<number> {
  let low = 1;
  let high = head + 1;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const [entry] = await database.all(
      database.build.selectFrom('ledger').select('recorded_at').where('seq', '=', middle),
    );
    if (entry !== undefined && entry.recorded_at >= at) high = middle;
    else low = middle + 1;
  }
  return low;
}
