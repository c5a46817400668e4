import { type Migration, migrations } from '../../migrations/index.ts';
import type { Database } from './database.ts';

// Two processes may start at once; the loser of each race looks again. More races than this is no race.
const ATTEMPTS_MAX = 20;

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
  for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt++) {
    const next = await firstMissing(database, list);
    if (next === undefined) return applied;
    if (await apply(database, next, now)) applied.push(next.id);
  }
  throw new Error(`migrations did not settle after ${ATTEMPTS_MAX} attempts`);
}

async function firstMissing(database: Database, list: readonly Migration[]): Promise<Migration | undefined> {
  await createMigrationTable(database);
  const done = new Set(
    (await database.all(database.build.selectFrom('migration').select('id'))).map((row) => row.id),
  );
  const unknown = [...done].filter((id) => !list.some((migration) => migration.id === id));
  if (unknown.length > 0) {
    throw new Error(
      `the database has migrations this version does not know (${unknown.join(', ')}): run a newer Heed, or restore a backup`,
    );
  }
  return list.find((migration) => !done.has(migration.id));
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
  const outcome = await database.commit([claim, ...change]);
  return outcome.kind === 'committed';
}
