import type { Database } from '../../src/store/database.ts';
import type { LedgerRow } from '../../src/store/schema.ts';

/** The ledger as it is on the disk. */
export function ledgerOf(database: Database): Promise<LedgerRow[]> {
  return database.all(database.build.selectFrom('ledger').selectAll().orderBy('seq'));
}

/** Everything that is kept of people, to be compared before and after. */
export async function keptOf(database: Database): Promise<unknown> {
  const { build } = database;
  return {
    ledger: await ledgerOf(database),
    standing: await database.all(build.selectFrom('standing').selectAll().orderBy('seq')),
    recipient: await database.all(build.selectFrom('recipient').selectAll().orderBy('id')),
  };
}
