import { EVERYTHING } from '../consent/scope.ts';
import type { Database } from '../store/database.ts';

/** The number of the ledger's last entry; 0 where there is none. */
export async function headSeq(database: Database): Promise<number> {
  const [row] = await database.all(
    database.build.selectFrom('ledger').select('seq').orderBy('seq', 'desc').limit(1),
  );
  return row?.seq ?? 0;
}

/**
 * The last entry up to `throughSeq` about any of these brands, or about everything; 0 where there is none. One look along
 * an index for each brand.
 */
export async function lastEntryAbout(
  database: Database,
  brands: readonly string[],
  throughSeq: number,
): Promise<number> {
  const last = await Promise.all(
    [EVERYTHING, ...brands].map(async (brand) => {
      const [row] = await database.all(
        database.build
          .selectFrom('ledger')
          .select('seq')
          .where('brand', '=', brand)
          .where('seq', '<=', throughSeq)
          .orderBy('seq', 'desc')
          .limit(1),
      );
      return row?.seq ?? 0;
    }),
  );
  return Math.max(...last);
}
