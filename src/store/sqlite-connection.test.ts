import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { connectSqlite } from './sqlite-connection.ts';

const notes = { sql: 'select count(*) as count from note', parameters: [] };

function note(id: number) {
  return { sql: 'insert into note values (?, ?)', parameters: [id, 'x'.repeat(3_000)] };
}

it('a commit for which the disk has no room leaves nothing, reads are answered, and it goes on when there is room', () => {
  const folder = mkdtempSync(join(tmpdir(), 'heed-full-'));
  const connection = connectSqlite(join(folder, 'heed.db'), { checkpointPages: 1_000 });
  onTestFinished(() => {
    connection.close();
    rmSync(folder, { recursive: true });
  });
  connection.commit([{ sql: 'create table note (id integer primary key, text text)', parameters: [] }]);
  connection.commit([note(0)]);
  connection.all({ sql: 'pragma max_page_count = 6', parameters: [] });
  let full: unknown;
  for (let id = 1; full === undefined && id < 20; id += 2) {
    try {
      connection.commit([note(id), note(id + 1)]);
    } catch (error) {
      full = error;
    }
  }
  expect(full).toMatchObject({ code: 'SQLITE_FULL' });
  // In twos but for the first: nothing of the commit that failed.
  const [{ count }] = connection.all(notes) as [{ count: number }]; // the query's own columns
  expect(count % 2).toBe(1);
  connection.all({ sql: 'pragma max_page_count = 1000', parameters: [] });
  expect(connection.commit([note(100), note(101)])).toEqual({ kind: 'committed', changes: [1, 1] });
  expect(connection.all(notes)).toEqual([{ count: count + 2 }]);
});
