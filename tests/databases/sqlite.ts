import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from '../../src/store/database.ts';
import { migrate } from '../../src/store/migrate.ts';
import { openDatabase } from '../../src/store/open.ts';
import type { TestDatabase } from './test-database.ts';

/** A file of its own in a folder of its own, both gone after `close`. */
export async function openTestDatabase({ empty = false } = {}): Promise<TestDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'heed-sqlite-'));
  const url = `sqlite:${join(folder, 'heed.db')}`;
  const opened: Database[] = [];

  async function openAnother(): Promise<Database> {
    const database = openDatabase(url);
    opened.push(database);
    return database;
  }

  const database = await openAnother();
  if (!empty) await migrate(database, 0);
  return {
    database,
    url,
    openAnother,
    async close() {
      await Promise.all(opened.map((each) => each.close()));
      await rm(folder, { recursive: true, force: true });
    },
  };
}
