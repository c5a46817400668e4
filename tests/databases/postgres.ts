import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import type { Database } from '../../src/store/database.ts';
import { migrate } from '../../src/store/migrate.ts';
import { openDatabase } from '../../src/store/open.ts';
import type { TestDatabase } from './test-database.ts';

/** A schema of its own on the shared server, dropped by `close`. */
export async function openTestDatabase({ empty = false } = {}): Promise<TestDatabase> {
  const schema = `heed_test_${randomBytes(8).toString('hex')}`;
  await onServer(`create schema ${schema}`);
  const url = urlIn(schema);
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
      await onServer(`drop schema ${schema} cascade`);
    },
  };
}

function urlIn(schema: string): string {
  const url = new URL(inject('postgresUrl'));
  url.searchParams.set('options', `-c search_path=${schema}`);
  return url.href;
}

async function onServer(sql: string): Promise<void> {
  const database = openDatabase(inject('postgresUrl'));
  try {
    await database.all({ sql, parameters: [] });
  } finally {
    await database.close();
  }
}
