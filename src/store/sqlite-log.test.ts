import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { connectSqlite } from './sqlite-connection.ts';
import { damagedLog } from './sqlite-log.ts';

const COMMITS = 8;
const FRAME_BYTES = 24 + 4_096;

/** A database and its log as a process leaves them that is killed after so many commits, in a folder of their own. */
function killed({ checkpointed = 0 } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'heed-log-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const alive = connectSqlite(join(folder, 'alive.db'), { checkpointPages: 0 });
  alive.commit([{ sql: 'create table note (id integer primary key, text text)', parameters: [] }]);
  const note = (id: number) => ({
    sql: 'insert into note values (?, ?)',
    parameters: [id, 'x'.repeat(3_000)],
  });
  // An earlier log, longer than the one that follows: its frames stay behind it in the file.
  for (let id = 1; id <= checkpointed; id++) alive.commit([note(id)]);
  alive.checkpoint();
  for (let id = 1; id <= COMMITS; id++) alive.commit([note(checkpointed + id)]);
  const path = join(folder, 'heed.db');
  copyFileSync(join(folder, 'alive.db'), path);
  copyFileSync(join(folder, 'alive.db-wal'), `${path}-wal`);
  alive.close();
  const change = (how: (log: Buffer) => Buffer | void): void => {
    const log = readFileSync(`${path}-wal`);
    writeFileSync(`${path}-wal`, how(log) ?? log);
  };
  /** How many notes SQLite finds, when it is left to itself. */
  const found = (): number => {
    const connection = connectSqlite(path, { checkpointPages: 0 });
    const rows = connection.all({ sql: 'select id from note', parameters: [] });
    connection.close();
    return rows.length;
  };
  return {
    path,
    change,
    found,
    frames: Math.floor(readFileSync(`${path}-wal`).length / FRAME_BYTES),
  };
}

const within = (frame: number, at: number) => 32 + (frame - 1) * FRAME_BYTES + at;

describe('the log of a process that was killed', () => {
  it('is whole, and everything is found', () => {
    const { path, found } = killed();
    expect(damagedLog(path)).toBeUndefined();
    expect(found()).toBe(COMMITS);
  });

  it('is whole also where an older, longer one lies under it', () => {
    const { path, found } = killed({ checkpointed: 30 });
    expect(damagedLog(path)).toBeUndefined();
    expect(found()).toBe(30 + COMMITS);
  });

  it('may lack the end of its last commit: that one was never answered, and all before it is found', () => {
    for (const missing of [1, 100, FRAME_BYTES - 1]) {
      const { path, found, change } = killed();
      change((log) => log.subarray(0, log.length - missing));
      expect(damagedLog(path)).toBeUndefined();
      expect(found()).toBe(COMMITS - 1);
    }
  });

  it('may hold a torn last commit of which later pages came to the disk before earlier ones', () => {
    const { path, frames, found, change } = killed();
    change((log) => void log.fill(0, within(frames - 1, 0), within(frames, 0)));
    expect(damagedLog(path)).toBeUndefined();
    expect(found()).toBe(COMMITS - 1);
  });
});

describe('a log that was damaged after it was durable', () => {
  it.each([
    ['in a page', 700],
    ['in the number of a page', 3],
    ['in a salt', 9],
    ['in a checksum', 17],
  ])('%s is told from a power cut, which SQLite alone does not', (_, at) => {
    const { path, found, change } = killed();
    change((log) => void log.writeUInt8(log.readUInt8(within(5, at)) ^ 1, within(5, at)));
    expect(damagedLog(path)).toMatchObject({ frame: 5 });
    expect(damagedLog(path)?.commitsBehind).toBeGreaterThan(1);
    // Pinned, because it is why we look: commits that were answered are gone, and nothing is said.
    expect(found()).toBeLessThan(COMMITS - 1);
  });

  it('in its header is found out by its frames', () => {
    for (const at of [0, 5, 17, 30]) {
      const { path, change } = killed();
      change((log) => void log.writeUInt8(log.readUInt8(at) ^ 1, at));
      expect(damagedLog(path)).toMatchObject({ frame: 0 });
    }
  });

  it('over a whole stretch is found out by what comes behind', () => {
    const { path, change } = killed();
    change((log) => void log.fill(0xaa, within(3, 0), within(6, 0)));
    expect(damagedLog(path)).toMatchObject({ frame: 3 });
  });
});

it('a database without a log has none that is damaged', () => {
  expect(damagedLog('/nowhere/heed.db')).toBeUndefined();
});
