import { describe, expect, it } from 'vitest';
import { type Database, type Statement, statementOf } from '../store/database.ts';
import { createEndPauses } from './end-pauses.ts';
import { aDatabase, aPause, Books, DAY_MILLIS, NOON, said, someCircumstances } from './ledger.test-kit.ts';

const anEnd = (ends: number, about = 'a') =>
  said({ kind: 'pause_end', ends }, { about, channel: 'schedule' });

describe('the end of a pause', () => {
  it('is none while the pause runs, for another pause, and where there is none', () => {
    const books = new Books();
    books.tell(aPause(NOON + DAY_MILLIS));
    expect(books.tell(anEnd(1))).toEqual({ kind: 'stale', seq: 1 });
    expect(books.tell(anEnd(1, 'b'))).toEqual({ kind: 'stale', seq: 0 });
    const later = new Books(someCircumstances(NOON));
    later.tell(aPause(NOON + 1));
    later.tell(aPause(NOON + 2));
    expect(later.tell(anEnd(1))).toEqual({ kind: 'stale', seq: 2 });
    expect(later.ledger).toHaveLength(2);
  });

  it('is recorded once', () => {
    const clock = { ...someCircumstances(NOON) };
    const books = new Books(clock);
    books.tell(aPause(NOON + DAY_MILLIS));
    clock.recordedAt = NOON + DAY_MILLIS;
    expect(books.tell(anEnd(1))).toMatchObject({ kind: 'recorded', seq: 2, dueAt: null });
    expect(books.tell(anEnd(1))).toMatchObject({ kind: 'already', seq: 1 });
    expect(books.ledger).toHaveLength(2);
  });

  it('is found without reading what else stands', async () => {
    const database = await aDatabase();
    const asked: Statement[] = [];
    const watched: Database = {
      ...database,
      all: (query) => {
        asked.push(statementOf(query));
        return database.all(query);
      },
    };
    await createEndPauses({ database: watched, now: () => NOON, append: async () => [] })({ millisMax: 1 });
    const [{ sql, parameters } = { sql: '', parameters: [] }] = asked;
    const plan = await database.all<{ detail: string }>({ sql: `explain query plan ${sql}`, parameters });
    expect(plan.map(({ detail }) => detail)).toEqual([
      expect.stringContaining('INDEX standing_by_end (verdict=? AND until_at<?)'),
      expect.stringContaining('recipient USING INTEGER PRIMARY KEY'),
    ]);
  });
});
