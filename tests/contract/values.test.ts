import { describe, expect, it } from 'vitest';
import type { Database } from '../../src/store/database.ts';
import { aDatabase, oneDatabase } from './a-database.ts';
import { NOON } from './builders.ts';

const LARGEST = Number.MAX_SAFE_INTEGER;

describe('a number', () => {
  const database = oneDatabase();

  it.for([0, 1, -1, 2 ** 31 - 1, 2 ** 31, -(2 ** 31) - 1, 2 ** 32, NOON, LARGEST, -LARGEST])(
    'comes back as it was written, and is compared as one: %d',
    async (number) => {
      const row = { id: `the number ${number}`, at: number };
      await write(database(), row);
      const rows = database().build.selectFrom('audit').select(['id', 'at']).where('id', '=', row.id);
      expect(await database().all(rows)).toEqual([row]);
      expect(await database().all(rows.where('at', '=', number))).toEqual([row]);
      expect(await database().all(rows.where('at', '<', number))).toEqual([]);
    },
  );
});

describe('a calculated number', () => {
  it('is a number also when it was counted, summed or compared', async () => {
    const { database } = await aDatabase();
    await write(database, { id: 'a', at: NOON }, { id: 'b', at: NOON + 5 }, { id: 'c', at: 2 ** 40 });
    const query = database.build
      .selectFrom('audit')
      .select(({ fn }) => [
        fn.countAll().as('all'),
        fn.count('id').distinct().as('ids'),
        fn.max('at').as('last'),
        fn.min('at').as('first'),
        fn.sum('at').as('sum'),
      ]);
    expect(await database.all(query)).toEqual([
      { all: 3, ids: 3, last: NOON + 5, first: 2 ** 40, sum: NOON + NOON + 5 + 2 ** 40 },
    ]);
  });

  it('of nothing is null, and its count is zero', async () => {
    const { database } = await aDatabase();
    const query = database.build
      .selectFrom('audit')
      .select(({ fn }) => [fn.countAll().as('all'), fn.max('at').as('last'), fn.sum('at').as('sum')]);
    expect(await database.all(query)).toEqual([{ all: 0, last: null, sum: null }]);
  });

  it('can be counted up where it stands', async () => {
    const { database } = await aDatabase();
    await write(database, { id: 'a', at: LARGEST - 1 });
    const { build } = database;
    const next = build.updateTable('audit').set(({ eb }) => ({ at: eb('at', '+', 1) }));
    expect(await database.commit([next.compile()])).toEqual({ kind: 'committed', changes: [1] });
    expect(await read(database)).toEqual([{ id: 'a', at: LARGEST }]);
  });
});

describe('null', () => {
  it('comes back as null, in a number and in a text', async () => {
    const { database } = await aDatabase();
    const key = { id: 'k', name: 'n', secret_hash: 's', scopes: '', created_at: 0 };
    const { build } = database;
    await database.commit([
      build
        .insertInto('api_key')
        .values({ ...key, sender_id: null, revoked_at: null })
        .compile(),
    ]);
    expect(await database.all(build.selectFrom('api_key').select(['sender_id', 'revoked_at']))).toEqual([
      { sender_id: null, revoked_at: null },
    ]);
    expect(
      await database.all(build.selectFrom('api_key').select('id').where('revoked_at', 'is', null)),
    ).toEqual([{ id: 'k' }]);
  });
});

describe('a text', () => {
  const database = oneDatabase();
  const texts: Record<string, string> = {
    'an empty one': '',
    quotes: `O'Brien said "no"; -- drop table ledger`,
    'question marks and dollars': '? ?1 $1 $$ :name @name %s \\',
    'line breaks and controls': 'a\r\nb\tc\u0001\u001f\u007f',
    accents: 'Zoë Ångström, naïve, e\u0301 and \u00e9',
    'other scripts': 'Привет 你好 שלום مرحبا',
    'characters beyond 16 bits': '👩🏽‍🦯 𝒳 🇺🇸',
    'a byte order mark': '\ufeffa',
    '100 kB': 'a ü 👁 '.repeat(10_000),
    'digits, which stay a text': '007',
    'a number beyond all numbers': '9'.repeat(400),
  };

  it.for(Object.entries(texts))('comes back as it was written: %s', async ([, text]) => {
    const row = { id: text, at: 0 };
    await write(database(), row);
    const rows = database().build.selectFrom('audit').select(['id', 'at']).where('id', '=', text);
    expect(await database().all(rows)).toEqual([row]);
  });

  it('is another one when only its case, its accent or its form differs', async () => {
    const ids = ['jane', 'Jane', 'jan\u00e9', 'jane\u0301', ' jane', 'jane '];
    await write(database(), ...ids.map((id) => ({ id, at: 0 })));
    const rows = database().build.selectFrom('audit').select('id').where('id', 'in', ids);
    expect(await database().all(rows)).toHaveLength(ids.length);
  });
});

describe('what is neither a text, nor a whole number, nor null', () => {
  const database = oneDatabase();
  const values: [string, unknown][] = [
    ['undefined', undefined],
    ['NaN', Number.NaN],
    ['an infinity', Number.POSITIVE_INFINITY],
    ['a fraction', 1.5],
    ['a number too large to be exact', 2 ** 53],
    ['a boolean', true],
    ['a date', new Date(0)],
    ['a bigint', 1n],
    ['a list', ['a']],
  ];

  it.for(values)('is written nowhere: %s', async ([, value]) => {
    const insert = {
      sql: `insert into recipient (id, address_sealed) values ${tuple()}`,
      parameters: ['a', value],
    };
    await expect(database().commit([insert])).rejects.toThrow(TypeError);
    await expect(database().all(insert)).rejects.toThrow(TypeError);
    expect(await database().all(database().build.selectFrom('recipient').select('id'))).toEqual([]);
  });

  const tuple = () => (database().traits.name === 'postgres' ? '($1, $2)' : '(?, ?)');
});

async function write(database: Database, ...rows: { id: string; at: number }[]): Promise<void> {
  const entries = rows.map((row) => ({ ...row, actor: 'cli', action: 'test', subject: 'it' }));
  const outcome = await database.commit(
    entries.map((entry) => database.build.insertInto('audit').values(entry).compile()),
  );
  expect(outcome.kind).toBe('committed');
}

function read(database: Database) {
  return database.all(database.build.selectFrom('audit').select(['id', 'at']));
}
