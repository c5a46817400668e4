import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Database } from './database.ts';
import { openPostgres, type PostgresOptions } from './postgres.ts';
import { openSqlite } from './sqlite.ts';
import { damagedLog } from './sqlite-log.ts';

/**
 * Opens the database a URL names: `sqlite:./data/heed.db`, `sqlite::memory:` or `postgres://…`. The folder of an
 * SQLite file is made when it is missing; the options are for Postgres. Throws, before SQLite has changed anything, where
 * its log is damaged. Node only: D1 comes as a binding.
 */
export function openDatabase(url: string, options: PostgresOptions = {}): Database {
  if (url.startsWith('sqlite:')) {
    const path = url.slice('sqlite:'.length);
    if (path !== ':memory:') {
      mkdirSync(dirname(path), { recursive: true });
      requireSoundLog(path);
    }
    return openSqlite(path);
  }
  return openPostgres(url, options);
}

/** SQLite would leave out what lies behind the damage, and mix what is before it with what is newer. */
function requireSoundLog(path: string): void {
  const damage = damagedLog(path);
  if (damage === undefined) return;
  throw new Error(
    `its log ${path}-wal is damaged at frame ${damage.frame}: ${damage.commitsBehind} or more commits behind it were durable and cannot be read. Keep copies of both files and restore a backup; docs/running.md says what else can be done`,
  );
}
