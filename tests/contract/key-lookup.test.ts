import { describe, expect, it } from 'vitest';
import type { Database } from '../../src/store/database.ts';
import { keyLookup } from '../../src/store/key-lookup.ts';
import { rowInsert } from '../../src/store/row-insert.ts';
import { oneDatabase } from './a-database.ts';
import { recording } from './recording.ts';

const FILLED = 1_100;

describe('keyLookup', () => {
  const database = oneDatabase(fill);

  it.for([0, 1, 2, 8, 9, 89, 90, 91, 180, 1_000])('finds each of %d keys once', async (count) => {
    const keys = keysOf(count);
    expect(idsOf(await lookupIn(database())(keys))).toEqual(keys.toSorted());
  });

  it('passes over keys that nothing has', async () => {
    const keys = keysOf(FILLED + 100);
    expect(idsOf(await lookupIn(database())(keys))).toEqual(keys.slice(0, FILLED).toSorted());
  });

  it('answers a row once however often its key is asked for', async () => {
    const keys = Array.from({ length: 500 }, (_, index) => `p${index % 5}`);
    expect(idsOf(await lookupIn(database())(keys))).toEqual(['p0', 'p1', 'p2', 'p3', 'p4']);
  });

  it('asks no database for more parameters than it takes, and knows few texts', async () => {
    const { statements, recorded } = recording(database());
    const lookup = lookupIn(recorded);
    for (const count of [0, 1, 2, 5, 8, 9, 40, 90, 91, 99, 100, 101, 1_000]) await lookup(keysOf(count));
    expect(Math.max(...statements.map(({ parameters }) => parameters.length))).toBeLessThanOrEqual(90);
    expect(new Set(statements.map(({ sql }) => sql)).size).toBe(4);
  });

  it('refuses a query that binds more than its keys', async () => {
    const lookup = keyLookup(database(), (keys) =>
      database().build.selectFrom('recipient').select('id').where('id', 'in', keys).limit(1),
    );
    return expect(lookup(['p1'])).rejects.toThrow('a key look-up must bind its keys and nothing else');
  });
});

function lookupIn(database: Database) {
  return keyLookup(database, (keys) =>
    database.build.selectFrom('recipient').select('id').where('id', 'in', keys),
  );
}

async function fill(database: Database): Promise<void> {
  const rows = keysOf(FILLED).map((id, no) => ({ no, id, address_sealed: null }));
  await database.commit(rowInsert(database, 'recipient', ['no', 'id', 'address_sealed'])(rows));
}

function keysOf(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `p${index}`);
}

function idsOf(rows: readonly { id: string }[]): string[] {
  return rows.map((row) => row.id).sort();
}
