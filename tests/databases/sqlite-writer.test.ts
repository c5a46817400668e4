import { mkdirSync, mkdtempSync, rmdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openSqlite } from '../../src/store/sqlite.ts';
import { createSqliteWriter } from '../../src/store/sqlite-writer.ts';

const insert = (id: string) => ({ sql: 'insert into note (id) values (?)', parameters: [id] });
const notes = { sql: 'select id from note order by id', parameters: [] };

async function aFile() {
  const folder = mkdtempSync(join(tmpdir(), 'heed-writer-'));
  const path = join(folder, 'heed.db');
  const database = openSqlite(path);
  onTestFinished(async () => {
    await database.close();
    rmSync(folder, { recursive: true });
  });
  await database.commit([{ sql: 'create table note (id text not null primary key)', parameters: [] }]);
  return { folder, path, database };
}

describe('the writing thread', () => {
  it('makes every commit wait for the disk', async () => {
    const { path } = await aFile();
    const writer = createSqliteWriter(path);
    expect(await writer.all({ sql: 'pragma synchronous', parameters: [] })).toEqual([{ synchronous: 2 }]);
    expect(await writer.all({ sql: 'pragma journal_mode', parameters: [] })).toEqual([
      { journal_mode: 'wal' },
    ]);
    await writer.close();
  });

  it('lets reads be answered while a commit waits', async () => {
    const { path, database } = await aFile();
    const other = new BetterSqlite3(path);
    other.exec('begin immediate');
    const order: string[] = [];
    const commit = database.commit([insert('a')]).then(() => order.push('committed'));
    expect(await database.all(notes)).toEqual([]);
    await new Promise((resolve) => setImmediate(resolve)); // the loop turns, too
    order.push('read');
    other.exec('commit');
    other.close();
    await commit;
    expect(order).toEqual(['read', 'committed']);
    expect(await database.all(notes)).toEqual([{ id: 'a' }]);
  });

  it('does what is asked in the order it is asked, and reads see what was answered', async () => {
    const { database } = await aFile();
    const outcomes = await Promise.all([
      database.commit([insert('a')]),
      database.commit([insert('b'), insert('a')]),
      database.all({ sql: `update note set id = 'c' where id = ? returning id`, parameters: ['a'] }),
      database.commit([insert('a')]),
    ]);
    expect(outcomes).toEqual([
      { kind: 'committed', changes: [1] },
      { kind: 'refused', constraint: 'unique' },
      [{ id: 'c' }],
      { kind: 'committed', changes: [1] },
    ]);
    expect(await database.all(notes)).toEqual([{ id: 'a' }, { id: 'c' }]);
  });

  it('hands on what SQLite says with its code', async () => {
    const { database } = await aFile();
    const failing = database.commit([{ sql: 'insert into no_such_table values (1)', parameters: [] }]);
    await expect(failing).rejects.toMatchObject({
      code: 'SQLITE_ERROR',
      message: 'no such table: no_such_table',
    });
  });

  it('that cannot open its file fails what was asked, and the next commit starts another', async () => {
    const { folder } = await aFile();
    const path = join(folder, 'other.db');
    mkdirSync(path);
    const writer = createSqliteWriter(path);
    const asked = [writer.commit([insert('a')]), writer.commit([insert('b')])];
    for (const outcome of await Promise.allSettled(asked)) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'SQLITE_CANTOPEN' } });
    }
    rmdirSync(path);
    const create = { sql: 'create table note (id text not null primary key)', parameters: [] };
    expect(await writer.commit([create, insert('c')])).toEqual({ kind: 'committed', changes: [0, 1] });
    await writer.close();
  });

  it('finishes what it was asked before it closes, and does nothing after that', async () => {
    const { path, database } = await aFile();
    const writer = createSqliteWriter(path);
    const asked = Array.from({ length: 50 }, (_, index) => writer.commit([insert(`n${index}`)]));
    await writer.close();
    for (const outcome of await Promise.all(asked)) expect(outcome.kind).toBe('committed');
    expect(await database.all(notes)).toHaveLength(50);
    await expect(writer.commit([insert('late')])).rejects.toThrow('not open');
  });

  it('moves the log into the file between commits, so that it does not grow without end', async () => {
    const { path, database } = await aFile();
    const text = 'x'.repeat(900);
    for (let round = 0; round < 10; round++) {
      await database.commit(Array.from({ length: 3_000 }, (_, index) => insert(`${round}-${index}-${text}`)));
    }
    const [{ bytes } = { bytes: 0 }] = await database.all<{ bytes: number }>({
      sql: 'select page_count * page_size as bytes from pragma_page_count(), pragma_page_size()',
      parameters: [],
    });
    expect(statSync(`${path}-wal`).size).toBeLessThan(bytes / 2);
  });
});
