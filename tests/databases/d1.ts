import { env } from 'cloudflare:test';
import { openD1 } from '../../src/store/d1.ts';
import type { Database } from '../../src/store/database.ts';
import { migrate } from '../../src/store/migrate.ts';
import type { TestDatabase } from './test-database.ts';

/** The one D1 database of this runtime, emptied. Tests of a runtime run one after the other. */
export async function openTestDatabase({ empty = false } = {}): Promise<TestDatabase> {
  const database = openD1(env.DB);
  await dropTables(database);
  if (!empty) await migrate(database, 0);
  return {
    database,
    url: undefined,
    openAnother: async () => openD1(env.DB),
    close: () => dropTables(database),
  };
}

async function dropTables(database: Database): Promise<void> {
  // `_cf_…` tables are the runtime's own.
  const tables = await database.all<{ name: string }>({
    sql: "select name from sqlite_master where type = 'table' and name not like '#_cf#_%' escape '#'",
    parameters: [],
  });
  if (tables.length === 0) return;
  await database.commit(tables.map(({ name }) => ({ sql: `drop table ${name}`, parameters: [] })));
}
