import { describe, expect, it } from 'vitest';
import type { Database, Statement } from '../../src/store/database.ts';
import { aDatabase, oneDatabase } from './a-database.ts';
import { NOON } from './builders.ts';

describe('a commit', () => {
  it('writes all of its statements and says how many rows each changed', async () => {
    const { database } = await aDatabase();
    const outcome = await database.commit([
      audit('a'),
      { sql: `insert into recipient (no, id) values (1, 'one'), (2, 'two'), (3, 'three')`, parameters: [] },
      { sql: `update recipient set address_sealed = 'x' where id <> 'one'`, parameters: [] },
      { sql: `update recipient set address_sealed = 'y' where id = 'nobody'`, parameters: [] },
      { sql: `insert into recipient (no, id) values (4, 'one') on conflict (id) do nothing`, parameters: [] },
      {
        sql: `insert into recipient (no, id, address_sealed) values (4, 'one', 'z'), (5, 'two', 'z')
          on conflict (id) do update set address_sealed = excluded.address_sealed
          where recipient.address_sealed is null`,
        parameters: [],
      },
      { sql: `delete from recipient where id in ('one', 'two')`, parameters: [] },
    ]);
    expect(outcome).toEqual({ kind: 'committed', changes: [1, 3, 2, 0, 0, 1, 2] });
    expect(await auditIds(database)).toEqual(['a']);
  });

  it('of no statements is committed', async () => {
    const { database } = await aDatabase();
    expect(await database.commit([])).toEqual({ kind: 'committed', changes: [] });
  });

  it('leaves nothing when its third statement repeats a key, and says so', async () => {
    const { database } = await aDatabase();
    await database.commit([audit('taken')]);
    const outcome = await database.commit([audit('a'), recipient(1, 'jane'), audit('taken'), audit('b')]);
    expect(outcome).toEqual({ kind: 'refused', constraint: 'unique' });
    expect(await auditIds(database)).toEqual(['taken']);
    expect(await database.all(database.build.selectFrom('recipient').select('id'))).toEqual([]);
  });

  it('leaves nothing when a statement finds nothing to fill a required column with', async () => {
    const { database } = await aDatabase();
    const outcome = await database.commit([
      audit('a'),
      recipient(1, 'jane'),
      {
        sql: `insert into audit (id, at, actor, action, subject)
          select 'b', 0, 'cli', 'test', (select id from recipient where id = 'nobody')`,
        parameters: [],
      },
    ]);
    expect(outcome).toEqual({ kind: 'refused', constraint: 'not_null' });
    expect(await auditIds(database)).toEqual([]);
  });

  it('throws what is no race, and leaves nothing', async () => {
    const { database } = await aDatabase();
    const broken: Statement = { sql: 'insert into no_such_table values (1)', parameters: [] };
    await expect(database.commit([audit('a'), broken])).rejects.toThrow('no_such_table');
    expect(await auditIds(database)).toEqual([]);
    expect(await database.commit([audit('a')])).toEqual({ kind: 'committed', changes: [1] });
  });

  it('may carry statements that answer rows', async () => {
    const { database } = await aDatabase();
    const returning: Statement = {
      sql: `insert into recipient (no, id) values (1, 'one'), (2, 'two') returning id`,
      parameters: [],
    };
    expect(await database.commit([returning, audit('a')])).toEqual({ kind: 'committed', changes: [2, 1] });
  });

  it('may be hundreds of statements long', async () => {
    const { database } = await aDatabase();
    const statements = Array.from({ length: 700 }, (_, index) => audit(`a${index}`));
    expect(await database.commit(statements)).toMatchObject({ kind: 'committed' });
    expect(await auditIds(database)).toHaveLength(700);
  });

  it('is seen whole or not at all by every other connection', async () => {
    const { database, openAnother } = await aDatabase();
    const reader = await openAnother();
    const pairs = Array.from({ length: 40 }, (_, index) => [audit(`a${index}`), audit(`b${index}`)]);
    let done = false;
    const writing = Promise.all(pairs.map((pair) => database.commit(pair))).finally(() => {
      done = true;
    });
    do {
      expect((await auditIds(reader)).length % 2).toBe(0);
      await new Promise((resolve) => setTimeout(resolve)); // a read may answer at once, and then nothing else would ever come to its turn
    } while (!done);
    await writing;
    expect(await auditIds(reader)).toHaveLength(80);
  });

  it('and another that changes the same rows in the opposite order are both made', async () => {
    const { database, openAnother } = await aDatabase();
    const other = await openAnother();
    await database.commit([recipient(1, 'a'), recipient(2, 'b')]);
    const add = (id: string): Statement => ({
      sql: `update recipient set address_sealed = coalesce(address_sealed, '') || 'x' where id = '${id}'`,
      parameters: [],
    });
    const outcomes = await Promise.all(
      Array.from({ length: 4 }, () => [
        database.commit([add('a'), add('b')]),
        other.commit([add('b'), add('a')]),
      ]).flat(),
    );
    expect(outcomes).toEqual(outcomes.map(() => ({ kind: 'committed', changes: [1, 1] })));
    const rows = await database.all(database.build.selectFrom('recipient').select('address_sealed'));
    expect(rows.map((row) => row.address_sealed)).toEqual(['x'.repeat(8), 'x'.repeat(8)]);
  });
});

describe('a key that is taken refuses a commit as unique, also when it', () => {
  const database = oneDatabase();

  it.for<[string, string]>([
    [
      'a number',
      `insert into ledger (seq, recipient_id, recipient_no, scope, brand, kind, requested_at, received_at, recorded_at, channel,
        evidence_hash, hash) values (1, 'r', 1, '*', '*', 'opt_out', 0, 0, 0, 'page', 'e', 'h')`,
    ],
    ['a text', `insert into audit (id, at, actor, action, subject) values ('a', 0, 'cli', 'test', 'it')`],
    ['two texts', `insert into sender_brand (sender_id, brand_id) values ('a', 'b')`],
    [
      'a text beside a number',
      `insert into recipient (no, id) values ((select count(*) from recipient), 'a')`,
    ],
    [
      'the order of its table',
      `insert into standing (recipient_no, scope, aspect, brand, verdict, said_seq, seq, requested_at)
        values (1, '*', 'consent', '*', 'opted_out', 1, 1, 0)`,
    ],
    [
      'three numbers and a text',
      `insert into latency (sender_id, hour, bucket, count, millis_max, share_max)
        values ('s', 1, 2, 3, 4, 5)`,
    ],
    [
      'a column beside the key',
      `insert into api_key (id, name, secret_hash, scopes, sender_id, created_at, revoked_at)
        select 'k' || count(*), 'n', 'same', '', null, 0, null from api_key`,
    ],
  ])('is made of %s', async ([, sql]) => {
    const twice: Statement = { sql, parameters: [] };
    expect(await database().commit([twice])).toMatchObject({ kind: 'committed' });
    expect(await database().commit([audit('z'), twice])).toEqual({ kind: 'refused', constraint: 'unique' });
    expect(await auditIds(database())).not.toContain('z');
  });
});

it('can be closed twice', async () => {
  const { openAnother } = await aDatabase();
  const database = await openAnother();
  await expect(database.close()).resolves.toBeUndefined();
  await expect(database.close()).resolves.toBeUndefined();
});

function audit(id: string): Statement {
  const literal = id.replaceAll("'", "''");
  return {
    sql: `insert into audit (id, at, actor, action, subject) values ('${literal}', ${NOON}, 'cli', 'test', 'it')`,
    parameters: [],
  };
}

function recipient(no: number, id: string): Statement {
  return { sql: `insert into recipient (no, id) values (${no}, '${id}')`, parameters: [] };
}

async function auditIds(database: Database): Promise<string[]> {
  const rows = await database.all(database.build.selectFrom('audit').select('id'));
  return rows.map((row) => row.id);
}
