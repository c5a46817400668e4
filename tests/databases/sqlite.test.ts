import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/store/open.ts';
import { aDatabase } from '../contract/a-database.ts';

describe('an SQLite file', () => {
  it('is written so that a commit outlives a power cut', async () => {
    const { database } = await aDatabase();
    expect(await database.all({ sql: 'pragma journal_mode', parameters: [] })).toEqual([
      { journal_mode: 'wal' },
    ]);
    expect(await database.all({ sql: 'pragma synchronous', parameters: [] })).toEqual([{ synchronous: 2 }]);
  });

  it('holds what was committed when it is opened again', async () => {
    const { database, openAnother } = await aDatabase();
    const row = { no: 1, id: 'jane', address_sealed: null };
    await database.commit([database.build.insertInto('recipient').values(row).compile()]);
    await database.close();
    const reopened = await openAnother();
    expect(await reopened.all(reopened.build.selectFrom('recipient').selectAll())).toEqual([row]);
  });

  it('is made together with its folder', async () => {
    const opened = await aDatabase();
    const database = openDatabase(join(String(opened.url), '..', 'a', 'b', 'heed.db'));
    expect(await database.all({ sql: 'select 1 as one', parameters: [] })).toEqual([{ one: 1 }]);
    await database.close();
  });

  it('is opened also while another process is writing to it for the first time', async () => {
    const opened = await aDatabase();
    const path = join(String(opened.url).slice('sqlite:'.length), '..', 'new.db');
    const writer = new Worker(
      `const { parentPort, workerData } = require('node:worker_threads');
      const connection = require('better-sqlite3')(workerData);
      connection.exec('create table one (two); begin immediate');
      parentPort.postMessage('writing');
      setTimeout(() => connection.exec('commit').close(), 50);`,
      { eval: true, workerData: path },
    );
    const exited = once(writer, 'exit');
    await once(writer, 'message');
    const database = openDatabase(`sqlite:${path}`);
    expect(await database.all({ sql: 'pragma journal_mode', parameters: [] })).toEqual([
      { journal_mode: 'wal' },
    ]);
    await database.close();
    await exited;
  });

  it('refuses to answer once it is closed', async () => {
    const { openAnother } = await aDatabase();
    const database = await openAnother();
    await database.close();
    await expect(database.commit([])).rejects.toThrow('not open');
    await expect(database.all({ sql: 'select 1', parameters: [] })).rejects.toThrow('not open');
  });
});
