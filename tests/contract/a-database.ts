import { afterAll, beforeAll, onTestFinished } from 'vitest';
import { openTestDatabase } from '#test-database';
import type { Database } from '../../src/store/database.ts';
import type { OpenTestDatabase, TestDatabase } from '../databases/test-database.ts';

/** A database of its own for the test that asks, closed and gone when the test is over. */
export const aDatabase: OpenTestDatabase = async (options) => {
  const opened = await openTestDatabase(options);
  onTestFinished(() => opened.close());
  return opened;
};

/** One database for all tests of a group that do not mind each other, prepared once. */
export function oneDatabase(prepare?: (database: Database) => Promise<unknown>): () => Database {
  let opened: TestDatabase | undefined;
  beforeAll(async () => {
    opened = await openTestDatabase();
    await prepare?.(opened.database);
  });
  afterAll(() => opened?.close());
  return () => {
    if (opened === undefined) throw new Error('the database is there while the tests of its group run');
    return opened.database;
  };
}
