import pg from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Database, Statement } from '../../src/store/database.ts';
import { openPostgres } from '../../src/store/postgres.ts';
import { aDatabase } from '../contract/a-database.ts';

const endOwnConnection: Statement = {
  sql: 'select pg_terminate_backend(pg_backend_pid())',
  parameters: [],
};

describe('a Postgres connection that dies', () => {
  it('in the middle of a commit rejects it, leaves nothing, and is not used again', async () => {
    const { database } = await aDatabase();
    const insert = anAudit('a');
    await expect(database.commit([insert, endOwnConnection, anAudit('b')])).rejects.toThrow(/terminat/);
    expect(await database.all(database.build.selectFrom('audit').select('id'))).toEqual([]);
    expect(await database.commit([insert])).toEqual({ kind: 'committed', changes: [1] });
  });

  it('in the middle of many commits costs only its own', async () => {
    const { database } = await aDatabase();
    const outcomes = await Promise.allSettled(
      Array.from({ length: 40 }, (_, index) =>
        database.commit(index % 4 === 0 ? [endOwnConnection, anAudit(`${index}`)] : [anAudit(`${index}`)]),
      ),
    );
    expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(10);
    expect(await database.all(database.build.selectFrom('audit').select('id'))).toHaveLength(30);
  });

  it('in the middle of a read has it asked again', async () => {
    const { database, openAnother } = await aDatabase();
    const other = await openAnother();
    await database.commit([anAudit('slow')]);
    // Slow while the row is there, so that it is found at work once and not again.
    const read = database.all<{ one: number }>({
      sql: `select 1 as one, pg_sleep((select count(*) * 20 from audit))`,
      parameters: [],
    });
    await endsOne(other);
    expect((await read).map(({ one }) => one)).toEqual([1]);
  });

  it('at every try of a read rejects it in the end, and the next read is answered', async () => {
    const { database } = await aDatabase();
    await expect(database.all({ ...endOwnConnection })).rejects.toThrow(/terminat/);
    expect(await database.all({ sql: 'select 1 as one', parameters: [] })).toEqual([{ one: 1 }]);
  });

  it('in the middle of a statement that writes rejects it, and does not have it run again', async () => {
    const { database } = await aDatabase();
    await database.commit([database.build.insertInto('propagation').values(aCursor('mailer', 5)).compile()]);
    const raise = `update propagation set epoch = epoch + 1
      where (select pg_terminate_backend(pg_backend_pid())) returning epoch`;
    await expect(database.all({ sql: raise, parameters: [] })).rejects.toThrow(/terminat/);
    expect(await database.all(database.build.selectFrom('propagation').select('epoch'))).toEqual([
      { epoch: 5 },
    ]);
  });

  it('before the commit was sent has the commit made again, once', async () => {
    const { database, openAnother } = await aDatabase();
    const other = await openAnother();
    await database.commit([anAudit('slow')]);
    const slowly = {
      sql: `select pg_sleep((select count(*) * 20 from audit where id = 'slow'))`,
      parameters: [],
    };
    const committing = database.commit([anAudit('a'), slowly, anAudit('b')]);
    await endsOne(other);
    expect(await committing).toMatchObject({ kind: 'committed' });
    expect(await database.all(database.build.selectFrom('audit').select('id').orderBy('id'))).toEqual([
      { id: 'a' },
      { id: 'b' },
    ]);
  });

  it('while idle is told of and replaced', async () => {
    const { database, url } = await aDatabase();
    const idleError = Promise.withResolvers<Error>();
    const watched = openPostgres(String(url), { connectionsMax: 1, onIdleError: idleError.resolve });
    onTestFinished(() => watched.close());
    const [row] = await watched.all<{ pid: number }>({
      sql: 'select pg_backend_pid() as pid',
      parameters: [],
    });
    await database.all({ sql: 'select pg_terminate_backend($1::int)', parameters: [row?.pid] });
    expect((await idleError.promise).message).toMatch(/terminat/);
    expect(await watched.all({ sql: 'select 1 as one', parameters: [] })).toEqual([{ one: 1 }]);
  });
});

describe('a Postgres commit', () => {
  it('writes nothing when a row it changes was changed after its first look', async () => {
    const { database, url } = await aDatabase();
    const { build } = database;
    await database.commit([build.insertInto('propagation').values(aCursor('mailer', 5)).compile()]);
    const taker = await connect(String(url));
    await taker.query('begin');
    await taker.query('update propagation set epoch = 6');

    // Its first statement still finds epoch 5; its second waits for the taker.
    const settling = database.commit([
      {
        sql: `insert into delivery (id, sender_id, epoch, from_seq, to_seq, items, acknowledged, parked, code,
          started_at, settled_at)
          values ('d', (select sender_id from propagation where epoch = 5), 5, 0, 9, 1, 1, 0, 'ok', 0, 0)`,
        parameters: [],
      },
      { sql: 'update propagation set cursor_seq = 9 where epoch = 5', parameters: [] },
    ]);
    await someoneWaits(taker);
    await taker.query('commit');

    expect(await settling).toEqual({ kind: 'refused', constraint: 'not_null' });
    expect(await database.all(build.selectFrom('delivery').select('id'))).toEqual([]);
  });

  it('is made again as it was when a row it changes was changed meanwhile', async () => {
    const { database, url } = await aDatabase();
    const { build } = database;
    await database.commit([build.insertInto('propagation').values(aCursor('mailer', 5)).compile()]);
    const other = await connect(String(url));
    await other.query('begin');
    await other.query('update propagation set epoch = epoch + 1');

    const raising = database.commit([{ sql: 'update propagation set epoch = epoch + 1', parameters: [] }]);
    await someoneWaits(other);
    await other.query('commit');

    expect(await raising).toEqual({ kind: 'committed', changes: [1] });
    expect(await database.all(build.selectFrom('propagation').select('epoch'))).toEqual([{ epoch: 7 }]);
  });

  it('does not hold its locks for ever when its process stands still', async () => {
    const { database } = await aDatabase();
    await database.commit([
      {
        sql: `insert into audit (id, at, actor, action, subject)
          select 'a', 0, 'cli', 'show', current_setting('idle_in_transaction_session_timeout')`,
        parameters: [],
      },
    ]);
    expect(await database.all(database.build.selectFrom('audit').select('subject'))).toEqual([
      { subject: '10s' },
    ]);
  });

  it('does not wait long for the locks of others, unless it is a migration', async () => {
    const { database } = await aDatabase();
    const limit = (id: string) => ({
      sql: `insert into audit (id, at, actor, action, subject)
        select $1, 0, 'cli', 'show', current_setting('statement_timeout')`,
      parameters: [id],
    });
    await database.commit([limit('an opt-out')]);
    await database.commit([limit('a migration')], { unhurried: true });
    const rows = await database.all(database.build.selectFrom('audit').select(['id', 'subject']));
    expect(Object.fromEntries(rows.map(({ id, subject }) => [id, subject]))).toEqual({
      'an opt-out': '10s',
      'a migration': '0',
    });
  });

  it('rejects when no server answers', async () => {
    const database = openPostgres('postgres://nobody@127.0.0.1:1/nowhere');
    onTestFinished(() => database.close());
    await Promise.all([
      expect(database.commit([anAudit('a')])).rejects.toThrow('ECONNREFUSED'),
      expect(database.all({ sql: 'select 1', parameters: [] })).rejects.toThrow('ECONNREFUSED'),
    ]);
  });
});

/** Ends the connection that sleeps, and sees to it that the next try does not. */
async function endsOne(other: Database): Promise<void> {
  for (;;) {
    const found = await other.all<{ pid: number }>({
      sql: `select pid from pg_stat_activity where wait_event = 'PgSleep'
        and query like '%count(*) * 20 from audit%' and backend_type = 'client backend'`,
      parameters: [],
    });
    const pid = found[0]?.pid;
    if (pid === undefined) continue;
    await other.commit([{ sql: `delete from audit where id = 'slow'`, parameters: [] }]);
    await other.all({ sql: 'select pg_terminate_backend($1::int)', parameters: [pid] });
    return;
  }
}

function anAudit(id: string): Statement {
  return {
    sql: `insert into audit (id, at, actor, action, subject) values ($1, 0, 'cli', 'test', 'it')`,
    parameters: [id],
  };
}

function aCursor(senderId: string, epoch: number) {
  return {
    sender_id: senderId,
    cursor_seq: 0,
    served_seq: 0,
    confirmed_seq: 0,
    epoch,
    lease_until: 0,
    attempt: 0,
    next_attempt_at: 0,
    last_code: null,
    last_settled_at: null,
  };
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  onTestFinished(() => client.end());
  return client;
}

/** Answers once a connection waits for a lock this client holds. */
async function someoneWaits(holder: pg.Client): Promise<void> {
  for (;;) {
    const { rowCount } = await holder.query(
      'select from pg_stat_activity where pg_backend_pid() = any(pg_blocking_pids(pid))',
    );
    if (rowCount !== 0) return;
  }
}
