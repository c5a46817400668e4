import { existsSync } from 'node:fs';
import type { Config } from '../config.ts';
import { createJsonLog } from '../log.ts';
import { openMigrated } from '../node/open-database.ts';
import type { Database } from '../store/database.ts';
import { namingFailures } from '../store/unavailable.ts';
import { type Io, Refused } from './io.ts';
import { settingsOf } from './settings.ts';

/** Who did it, in the audit rows of what commands change. */
export const CLI_ACTOR = 'cli';

/** Opens the database alone, for work that needs no keys. `mayCreate`: an SQLite file that is missing is made. */
export async function withDatabase<Result>(
  io: Io,
  { mayCreate }: { mayCreate: boolean },
  work: (database: Database, migrated: readonly string[]) => Promise<Result>,
): Promise<Result> {
  const config = settingsOf(io);
  if (!mayCreate) requireFile(config);
  const opened = await openMigrated(config.databaseUrl, createJsonLog(io.note, io.now));
  if (opened.kind === 'refused') throw new Refused(opened.problem);
  try {
    return await work(namingFailures(opened.database), opened.migrated);
  } finally {
    await opened.database.close();
  }
}

/**
 * Refuses an SQLite database that is not there: one springs up wherever it is opened, and an empty one would answer for
 * the one that was meant.
 */
export function requireFile({ databaseUrl }: Config): void {
  const path = databaseUrl.startsWith('sqlite:') ? databaseUrl.slice('sqlite:'.length) : undefined;
  if (path === undefined || path === ':memory:' || existsSync(path)) return;
  throw new Refused(
    `there is no database at ${path}.`,
    'Run this in the folder where Heed runs, or set HEED_DATABASE_URL. heed migrate makes a new one.',
  );
}
