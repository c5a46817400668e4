import { type Migration, migrations } from '../../migrations/index.ts';
import type { Database } from './database.ts';

/**
 * Brings the schema up to date and answers the ids it applied, in order. Safe to run twice and by several processes
 * at once: each migration is one atomic commit that begins by writing its own id, so exactly one process makes it.
 */
export async function migrate(
  database: Database,
  now: number,
  list: readonly Migration[] = migrations,
): Promise<string[]> {
  const applied: string[] = [];
  // Ends: in each round a migration is applied, here or by the process that was first, or it throws.
  for (;;) {
    const next = await firstMissing(database, list);
    if (next === undefined) return applied;
    if (await apply(database, next, now)) applied.push(next.id);
  }
}

async function firstMissing(database: Database, list: readonly Migration[]): Promise<Migration | undefined> {
  await createMigrationTable(database);
  const done = await appliedIds(database);
  const unknown = [...done].filter((id) => !list.some((migration) => migration.id === id));
  if (unknown.length > 0) {
    throw new Error(
      `the database has migrations this version does not know (${unknown.join(', ')}): run a newer Heed, or restore a backup`,
    );
  }
  return list.find((migration) => !done.has(migration.id));
}

async function appliedIds(database: Database): Promise<Set<string>> {
  const rows = await database.all(database.build.selectFrom('migration').select('id'));
  return new Set(rows.map((row) => row.id));
}

async function createMigrationTable(database: Database): Promise<void> {
  const { bigint } = database.traits.columnTypes;
  // Postgres can refuse a concurrent "create if not exists" on its own catalogue: the other process made it.
  await database.commit([
    {
      sql: `create table if not exists migration (id text not null primary key, applied_at ${bigint} not null)`,
      parameters: [],
    },
  ]);
}

/** True when this process applied it, false when another was first. */
async function apply(database: Database, migration: Migration, now: number): Promise<boolean> {
  const claim = database.build
    .insertInto('migration')
    .values({ id: migration.id, applied_at: now })
    .compile();
  const change = migration.up(database.traits.columnTypes).map((sql) => ({ sql, parameters: [] }));
  const outcome = await database.commit([claim, ...change], { unhurried: true });
  if (outcome.kind === 'committed') return true;
  // Refused by its own claim, or by what it does to the rows that are there?
  if ((await appliedIds(database)).has(migration.id)) return false;
  throw new Error(
    `migration ${migration.id} cannot be applied: the rows in the database break its ${outcome.constraint} constraint`,
  );
}
