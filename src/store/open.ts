import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Database } from './database.ts';
import { openPostgres, type PostgresOptions } from './postgres.ts';
import { openSqlite } from './sqlite.ts';

/**
 * Opens the database a URL names: `sqlite:./data/heed.db`, `sqlite::memory:` or `postgres://…`. The folder of an
 * SQLite file is made when it is missing; the options are for Postgres. Node only: D1 comes as a binding.
 */
export function openDatabase(url: string, options: PostgresOptions = {}): Database {
  if (url.startsWith('sqlite:')) {
    const path = url.slice('sqlite:'.length);
    if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true });
    return openSqlite(path);
  }
  return openPostgres(url, options);
}
