import { SKEW_MILLIS_MAX } from '../deadline/skew.ts';
import type { Database } from '../store/database.ts';

/**
 * By how many milliseconds this machine's clock (`now`, epoch ms) is behind the ledger's newest entry, where that is more
 * than two machines may honestly differ; undefined where it is not, or nothing was recorded yet. One of the two clocks is
 * wrong then: the one that wrote the entry, or this one.
 */
export async function clockBehind(database: Database, now: number): Promise<number | undefined> {
  const [newest] = await database.all(
    database.build.selectFrom('ledger').select('recorded_at').orderBy('seq', 'desc').limit(1),
  );
  const behind = (newest?.recorded_at ?? now) - now;
  return behind > SKEW_MILLIS_MAX ? behind : undefined;
}
