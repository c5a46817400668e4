import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Database } from '../store/database.ts';
import { migrate } from '../store/migrate.ts';
import { openDatabase } from '../store/open.ts';
import { takeAllowance } from './allowance.ts';

const HOUR = 3_600_000;
const START = Date.parse('2026-11-23T15:00:00Z');

async function opened(): Promise<Database> {
  const database = openDatabase('sqlite::memory:');
  await migrate(database, START);
  return database;
}

function stored(database: Database) {
  return database.all(database.build.selectFrom('allowance').selectAll());
}

describe('an allowance', () => {
  it('starts anew with the hour on the clock, and not before', async () => {
    const database = await opened();
    const take = (now: number) => takeAllowance(database, { subjects: [{ key: 'a', perHour: 1 }], now });
    expect(await take(START)).toBe('granted');
    expect(await take(START + HOUR - 1)).toBe('exhausted');
    expect(await take(START + HOUR)).toBe('granted');
  });

  it('that is exhausted writes nothing that stays', async () => {
    const database = await opened();
    const now = START;
    await takeAllowance(database, { subjects: [{ key: 'a', perHour: 1 }], now });
    const before = await stored(database);
    const subjects = [
      { key: 'b', perHour: 5 },
      { key: 'a', perHour: 1 },
    ];
    expect(await takeAllowance(database, { subjects, now })).toBe('exhausted');
    expect(await stored(database)).toEqual(before);
  });

  it('sends the database the same statements whether it is granted or not', async () => {
    const database = await opened();
    const texts: string[][] = [[], []];
    for (const seen of texts) {
      const watched: Database = {
        ...database,
        all: (query) => {
          seen.push('sql' in query ? query.sql : query.compile().sql);
          return database.all(query);
        },
        commit: (statements) => {
          seen.push(...statements.map(({ sql }) => sql));
          return database.commit(statements);
        },
      };
      await takeAllowance(watched, { subjects: [{ key: 'a', perHour: 1 }], now: START });
    }
    expect(texts[0]?.length).toBeGreaterThan(0);
    expect(texts[1]).toEqual(texts[0]);
  });

  it('counts a subject that is named twice once, by its smaller limit', async () => {
    const database = await opened();
    const subjects = [
      { key: 'a', perHour: 2 },
      { key: 'a', perHour: 1 },
    ];
    expect(await takeAllowance(database, { subjects, now: START })).toBe('granted');
    expect(await takeAllowance(database, { subjects, now: START })).toBe('exhausted');
    expect(await takeAllowance(database, { subjects: [], now: START })).toBe('granted');
  });

  it('forgets hours of a day ago on the way', async () => {
    const database = await opened();
    const take = (now: number) => takeAllowance(database, { subjects: [{ key: 'a', perHour: 3 }], now });
    await take(START);
    await take(START + 24 * HOUR);
    expect(await stored(database)).toHaveLength(2);
    await take(START + 25 * HOUR);
    expect((await stored(database)).map(({ hour }) => hour * HOUR)).toEqual([
      START + 24 * HOUR,
      START + 25 * HOUR,
    ]);
  });

  it('is what a tally per subject and hour says, also when the clock steps back', async () => {
    const step = fc.record({
      hours: fc.integer({ min: -3, max: 2 }),
      subjects: fc.uniqueArray(
        fc.record({ key: fc.constantFrom('a', 'b', 'c'), perHour: fc.integer({ min: 0, max: 3 }) }),
        { selector: ({ key }) => key, minLength: 1 },
      ),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const database = await opened();
        const tally = new Map<string, number>();
        let now = START;
        for (const { hours, subjects } of steps) {
          // Never more than a day behind the furthest the clock has been.
          now = Math.max(START - 3 * HOUR, Math.min(now + hours * HOUR, START + 20 * HOUR));
          const place = (key: string) => `${key} ${now}`;
          const granted = subjects.every(({ key, perHour }) => (tally.get(place(key)) ?? 0) < perHour);
          expect(await takeAllowance(database, { subjects, now })).toBe(granted ? 'granted' : 'exhausted');
          for (const { key } of granted ? subjects : []) {
            tally.set(place(key), (tally.get(place(key)) ?? 0) + 1);
          }
        }
        await database.close();
      }),
      { numRuns: 40 },
    );
  });
});
