import { dirname } from 'node:path';
import { errorCode, type Log } from '../log.ts';
import type { Database } from '../store/database.ts';
import { migrate } from '../store/migrate.ts';
import { openDatabase } from '../store/open.ts';
import { databaseProblem } from './database-problem.ts';

/** A database with its schema up to date, and the migrations that took. */
export type OpenedDatabase =
  | { readonly kind: 'open'; readonly database: Database; readonly migrated: readonly string[] }
  | { readonly kind: 'refused'; readonly problem: string };

/**
 * Opens the database and brings its schema up to date, or says in words why that cannot be. `connectionsMax`: most
 * connections to a Postgres server.
 */
export async function openMigrated(
  databaseUrl: string,
  log: Log,
  connectionsMax?: number,
): Promise<OpenedDatabase> {
  let database: Database | undefined;
  try {
    database = openDatabase(databaseUrl, {
      connectionsMax,
      onIdleError: (error) => log.warn('database.connection_lost', { code: errorCode(error) }),
    });
    return { kind: 'open', database, migrated: await migrate(database, Date.now()) };
  } catch (error) {
    await database?.close();
    return { kind: 'refused', problem: databaseProblem(databaseUrl, error) };
  }
}

/**
 * Undefined when the database takes writes, else why not, in words. Of a file or a server that can only be read nobody
 * would notice before the first opt-out.
 */
export async function unwritable(databaseUrl: string, database: Database): Promise<string | undefined> {
  try {
    // Changes no row, and asks for the right to.
    await database.commit([
      database.build.updateTable('migration').set({ applied_at: 0 }).where('id', '=', '').compile(),
    ]);
    return undefined;
  } catch (error) {
    return databaseProblem(databaseUrl, error);
  }
}

/** Where secrets live that were not given: beside the SQLite file, else in ./data. */
export function dataFolder(databaseUrl: string): string {
  const path = databaseUrl.startsWith('sqlite:') ? databaseUrl.slice('sqlite:'.length) : '';
  return path === '' || path === ':memory:' ? './data' : dirname(path);
}
