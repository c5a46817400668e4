import { env } from 'cloudflare:test';
import { type D1Binding, openD1 } from '../../src/store/d1.ts';
import type { Database } from '../../src/store/database.ts';
import { migrate } from '../../src/store/migrate.ts';
import type { TestDatabase } from './test-database.ts';

const free: D1Binding[] = [env.ONE, env.TWO, env.THREE];

/** One of this runtime's D1 databases, emptied. The tests of a runtime run one after the other. */
export async function openTestDatabase({ empty = false } = {}): Promise<TestDatabase> {
  const binding = free.pop();
  if (binding === undefined)
    throw new Error('more databases are open at once than the runtime has: see tests/databases/d1.ts');
  const database = openD1(binding);
  await dropTables(database);
  if (!empty) await migrate(database, 0);
  return {
    database,
    url: undefined,
    openAnother: async () => openD1(binding),
    async close() {
      free.push(binding);
    },
  };
}

async function dropTables(database: Database): Promise<void> {
  // `_cf_…` tables are the runtime's own.
  const tables = await database.all<{ name: string }>({
    sql: "select name from sqlite_master where type = 'table' and name not like '#_cf#_%' escape '#'",
    parameters: [],
  });
  await database.commit(tables.map(({ name }) => ({ sql: `drop table ${name}`, parameters: [] })));
}
