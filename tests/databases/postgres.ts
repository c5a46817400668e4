import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import type { Database } from '../../src/store/database.ts';
import { migrate } from '../../src/store/migrate.ts';
import { openDatabase } from '../../src/store/open.ts';
import type { TestDatabase } from './test-database.ts';

/** A schema of its own on the shared server, dropped by `close`. */
export async function openTestDatabase({ empty = false } = {}): Promise<TestDatabase> {
  const schema = `heed_test_${randomBytes(8).toString('hex')}`;
  const url = urlIn(schema);
  const opened: Database[] = [];

  async function openAnother(): Promise<Database> {
    const database = openDatabase(url);
    opened.push(database);
    return database;
  }

  const database = await openAnother();
  await database.all({ sql: `create schema ${schema}`, parameters: [] });
  if (!empty) await migrate(inFewRoundTrips(database), 0);
  return {
    database,
    url,
    openAnother,
    async close() {
      await Promise.all(opened.map((each) => each.close()));
      await drop(schema);
    },
  };
}

function urlIn(schema: string): string {
  const url = new URL(inject('postgresUrl'));
  url.searchParams.set('options', `-c search_path=${schema}`);
  return url.href;
}

/** Sends statements without parameters as one text: a test pays for its schema, and there are many tests. */
function inFewRoundTrips(database: Database): Database {
  return {
    ...database,
    commit([claim, ...change]) {
      if (claim === undefined || change.length === 0) return database.commit(claim ? [claim] : []);
      return database.commit([claim, { sql: change.map(({ sql }) => sql).join(';'), parameters: [] }]);
    },
  };
}

async function drop(schema: string): Promise<void> {
  const database = openDatabase(inject('postgresUrl'));
  try {
    await database.all({ sql: `drop schema ${schema} cascade`, parameters: [] });
  } finally {
    await database.close();
  }
}
