import { expect, it, onTestFinished } from 'vitest';
import { openTestDatabase as openPostgres } from '../databases/postgres.ts';
import { openTestDatabase as openSqlite } from '../databases/sqlite.ts';
import type { OpenTestDatabase } from '../databases/test-database.ts';
import { SEED, tell, tormentSeconds, tormentTimeout } from './length.ts';
import { torment } from './torment.ts';

const PLACES: readonly {
  name: string;
  open: OpenTestDatabase;
  processes: number;
  lanes: number;
  short: number;
}[] = [
  { name: 'three processes on one Postgres', open: openPostgres, processes: 3, lanes: 12, short: 8 },
  { name: 'one process on SQLite', open: openSqlite, processes: 1, lanes: 8, short: 5 },
];

it.each(PLACES)(
  `$name, killed and frozen at random, keep every promise (HEED_TORMENT_SEED=${SEED})`,
  async ({ open, short, ...rest }) => {
    const { database, url = '', close } = await open({ empty: true });
    onTestFinished(close);
    const came = await torment({ ...rest, database, url, seconds: tormentSeconds(short), seed: SEED });
    tell(came);
    expect(came.wrong).toEqual([]);
    // Nothing but yes, not now, and silence of the dead; and it was a torment.
    expect(Object.keys(came.statuses).filter((status) => !['200', '503', '0'].includes(status))).toEqual([]);
    expect(came.kills).toBeGreaterThan(1);
    expect(came.promised).toBeGreaterThan(20);
  },
  tormentTimeout(Math.max(...PLACES.map(({ short }) => short))),
);
