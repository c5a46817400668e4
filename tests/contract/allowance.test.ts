import { describe, expect, it } from 'vitest';
import { takeAllowance } from '../../src/access/allowance.ts';
import type { Database } from '../../src/store/database.ts';
import { aDatabase } from './a-database.ts';
import { NOON } from './builders.ts';

const HOUR = 3_600_000;

describe('an allowance', () => {
  it('gives each subject no more than its hour has, however many ask at once', async () => {
    const { database, openAnother } = await aDatabase();
    const databases = [database, await openAnother()];
    // Named in either order, as callers that meet do: nobody may wait for the other for ever.
    const both = [
      { key: 'address', perHour: 3 },
      { key: 'origin', perHour: 30 },
    ];
    const outcomes = await Promise.all(
      Array.from({ length: 16 }, (_, index) =>
        takeAllowance(databases[index % 2] ?? database, {
          subjects: index % 3 === 0 ? both.toReversed() : both,
          now: NOON,
        }),
      ),
    );
    expect(outcomes.filter((outcome) => outcome === 'granted')).toHaveLength(3);
    expect(await numbersOf(database)).toEqual({ address: [1, 2, 3], origin: [1, 2, 3] });
  });

  it('takes nothing from anybody when one subject is exhausted', async () => {
    const { database, openAnother } = await aDatabase();
    const other = await openAnother();
    const spent = { key: 'address', perHour: 1 };
    expect(await takeAllowance(database, { subjects: [spent], now: NOON })).toBe('granted');
    const subjects = [{ key: 'aorigin', perHour: 9 }, spent, { key: 'origin', perHour: 9 }];
    const outcomes = await Promise.all(
      [database, other, database, other].map((each) => takeAllowance(each, { subjects, now: NOON })),
    );
    expect(outcomes).toEqual(['exhausted', 'exhausted', 'exhausted', 'exhausted']);
    expect(await numbersOf(database)).toEqual({ address: [1] });
  });

  it('finds what was taken when the clock steps back into an hour', async () => {
    const { database } = await aDatabase();
    const take = (now: number) => takeAllowance(database, { subjects: [{ key: 'a', perHour: 1 }], now });
    expect(await take(NOON)).toBe('granted');
    expect(await take(NOON + HOUR)).toBe('granted');
    expect(await take(NOON)).toBe('exhausted');
  });
});

async function numbersOf(database: Database): Promise<Record<string, number[]>> {
  const rows = await database.all(
    database.build.selectFrom('allowance').selectAll().orderBy('subject').orderBy('number'),
  );
  return Object.fromEntries(
    rows.map(({ subject }) => [
      subject,
      rows.filter((row) => row.subject === subject).map(({ number }) => number),
    ]),
  );
}
