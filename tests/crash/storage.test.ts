import { execFile } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import BetterSqlite3 from 'better-sqlite3';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { verifyLedger } from '../../src/consent/verify-ledger.ts';
import { migrate } from '../../src/store/migrate.ts';
import { openDatabase } from '../../src/store/open.ts';
import { startHeed } from '../cli/heed-process.ts';
import { appendTo, optOuts } from '../contract/builders.ts';
import { openTestDatabase } from '../databases/sqlite.ts';
import { gmailPost } from '../e2e/bodies.ts';
import { ledgerOf } from '../e2e/ledger.ts';
import { exchange, request } from '../e2e/raw-http.ts';
import { type ServerProcess, startServerProcess } from '../e2e/targets/server-process.ts';
import { mintHere } from '../e2e/tokens.ts';

const run = promisify(execFile);
const FRAME_BYTES = 24 + 4_096;
const BUSY_TIMEOUT_MILLIS = 5_000;

// Each test has a file of its own on a real disk, and real processes on it.
let url: string;
let path: string;
let people: number;
let promised: string[];
beforeEach(async () => {
  const opened = await openTestDatabase({ empty: true });
  await opened.database.close();
  url = String(opened.url);
  path = url.slice('sqlite:'.length);
  people = 0;
  promised = [];
  return opened.close;
});

async function start(): Promise<ServerProcess> {
  const server = await startServerProcess(url);
  onTestFinished(() => server.kill());
  return server;
}

/** Opts somebody out who has not been there before; answers the status. */
async function optOut({ port }: ServerProcess): Promise<number> {
  const { recipientId, unsub } = mintHere(`person-${people++}@example.com`);
  const { status, headers } = await exchange(port, gmailPost(`/u/${unsub}`));
  if (status === 200) promised.push(recipientId);
  else expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
  return status;
}

/** Who is in the ledger, in order; throws unless it is whole. */
async function recorded(): Promise<string[]> {
  const database = openDatabase(url);
  try {
    const proof = await verifyLedger(database);
    if (proof.kind === 'broken') throw new Error(`the ledger is broken at ${proof.seq}: ${proof.why}`);
    return (await ledgerOf(database)).map(({ recipient_id }) => recipient_id);
  } finally {
    await database.close();
  }
}

describe('a file that cannot grow', () => {
  // Part of util-linux: it moves a limit of a process that runs, as an operator who makes room does.
  it.skipIf(!existsSync('/usr/bin/prlimit'))('is answered with 503 until it can', async () => {
    const server = await start();
    const limit = (bytes: number | 'unlimited') =>
      run('/usr/bin/prlimit', ['--pid', String(server.pid), `--fsize=${bytes}:`]);
    expect(await optOut(server)).toBe(200);
    await limit(statSync(`${path}-wal`).size);
    expect([await optOut(server), await optOut(server)]).toEqual([503, 503]);
    expect(server.log.join('\n')).toMatch(/"code":"SQLITE_(IOERR_WRITE|FULL)","problem":"[^"]*room/);
    // Who is known can be looked up all the while.
    expect((await exchange(server.port, request('GET /readyz'))).status).toBe(200);
    await limit('unlimited');
    expect(await optOut(server)).toBe(200);
    expect(server.log.join('\n')).toContain('"event":"database.works_again","what":"write"');
    await server.stop();
    expect(await recorded()).toEqual(promised);
  });
});

describe('a file that another process locks', () => {
  it('for longer than is waited is answered with 503, pages are shown, and it goes on by itself', async () => {
    const server = await start();
    expect(await optOut(server)).toBe(200);
    const other = new BetterSqlite3(path);
    onTestFinished(() => void other.close());
    other.exec('begin immediate');
    const begun = performance.now();
    const waiting = optOut(server);
    const { unsub } = mintHere('reader@example.com');
    expect((await exchange(server.port, request(`GET /u/${unsub}`))).status).toBe(200);
    expect(performance.now() - begun).toBeLessThan(BUSY_TIMEOUT_MILLIS);
    expect(await waiting).toBe(503);
    expect(server.log.join('\n')).toContain('"code":"SQLITE_BUSY","problem":"another process');
    other.exec('rollback');
    expect(await optOut(server)).toBe(200);
    await server.stop();
    expect(await recorded()).toEqual(promised);
  });
});

describe('a file that cannot be written', () => {
  it.each([
    ['read-only file', () => chmodSync(path, 0o444), 'the file cannot be written. Give this user access'],
    ['read-only folder', () => chmodSync(dirname(path), 0o555), 'cannot be written. Give this user access'],
    [
      'file of somebody else',
      () => chmodSync(path, 0o000),
      'the file cannot be opened. Give this user access',
    ],
  ])('is refused at the start, with what to do: a %s', async (_, forbid, words) => {
    const database = openDatabase(url);
    await migrate(database, 0);
    await database.close();
    chmodSync(dirname(path), 0o777);
    chmodSync(path, 0o666);
    forbid();
    const opener = fileURLToPath(new URL('open-unprivileged.ts', import.meta.url));
    const { stdout } = await run(process.execPath, ['--import', 'tsx', opener, url]);
    expect(stdout).toContain(`HEED_DATABASE_URL (${path}): `);
    expect(stdout).toContain(words);
  });
});

describe('the log of a process that was killed', () => {
  async function killedAfter(count: number): Promise<void> {
    const server = await start();
    for (let said = 0; said < count; said++) expect(await optOut(server)).toBe(200);
    await server.kill();
  }

  function damage(frameFromEnd: number): void {
    const log = readFileSync(`${path}-wal`);
    const at = log.length - frameFromEnd * FRAME_BYTES + 1_000;
    writeFileSync(`${path}-wal`, log.fill(log.readUInt8(at) ^ 0xff, at, at + 1));
  }

  it('with a torn end holds everything but what was torn, and goes on', async () => {
    await killedAfter(12);
    // As a power cut leaves a commit that was never answered: behind the last one, half of another.
    const log = readFileSync(`${path}-wal`);
    writeFileSync(`${path}-wal`, Buffer.concat([log, log.subarray(32, 32 + FRAME_BYTES + 700)]));
    const server = await start();
    expect(await optOut(server)).toBe(200);
    await server.stop();
    expect(await recorded()).toEqual(promised);
  });

  it('whose very last commit is damaged comes up with all before it: nothing tells that from a power cut', async () => {
    await killedAfter(12);
    damage(1);
    const server = await start();
    promised.pop();
    await server.stop();
    expect(await recorded()).toEqual(promised);
  });

  it('that is damaged before its end is not opened, and nothing is changed, until somebody has decided', async () => {
    await killedAfter(12);
    const whole = readFileSync(`${path}-wal`);
    damage(25);
    const damaged = readFileSync(`${path}-wal`);
    await expect(start()).rejects.toThrow(
      /its log .*heed\.db-wal is damaged at frame \d+: \d+ or more commits/,
    );
    const verifying = startHeed(['ledger', 'verify'], { settings: { HEED_DATABASE_URL: url } });
    expect(await verifying.ended).toBe(1);
    expect(verifying.err()).toContain('is damaged at frame');
    expect(readFileSync(`${path}-wal`)).toEqual(damaged);
    writeFileSync(`${path}-wal`, whole);
    const server = await start();
    expect(await optOut(server)).toBe(200);
    await server.stop();
    expect(await recorded()).toEqual(promised);
  });
});

describe('a file that is damaged', () => {
  async function filled(): Promise<void> {
    const database = openDatabase(url);
    await migrate(database, 0);
    await appendTo(database)(optOuts(2_000));
    await database.close();
    copyFileSync(path, `${path}.backup`);
  }

  /** Overwrites what SQLite keeps of a table, but for its first page. */
  function damage(table: string): void {
    const connection = new BetterSqlite3(path, { readonly: true });
    const pages = connection
      .prepare<[string, string], { pageno: number }>(
        'select pageno from dbstat where name = ? and pagetype = ?',
      )
      .all(table, 'leaf');
    connection.close();
    const file = readFileSync(path);
    for (const { pageno } of pages) file.fill(0xff, (pageno - 1) * 4_096, pageno * 4_096);
    writeFileSync(path, file);
  }

  it('where people stand is found when it is met: 503, and words; a backup mends it', async () => {
    await filled();
    damage('standing');
    const server = await start();
    const known = mintHere('person-7@example.com');
    const post = gmailPost(`/u/${known.unsub}`);
    people = 10_000;
    expect(await optOut(server)).toBe(503);
    expect(server.log.join('\n')).toMatch(/"code":"SQLITE_CORRUPT[A-Z_]*","problem":"the file is damaged/);
    await server.stop();

    const verifying = startHeed(['ledger', 'verify'], { settings: { HEED_DATABASE_URL: url } });
    expect(await verifying.ended).toBe(1);
    expect(verifying.out()).toContain('The database file is damaged');

    copyFileSync(`${path}.backup`, path);
    const mended = await start();
    expect((await exchange(mended.port, post)).status).toBe(200);
    expect(await optOut(mended)).toBe(200);
    await mended.stop();
  });

  it('from its first page on does not start at all', async () => {
    await filled();
    const file = readFileSync(path);
    writeFileSync(path, file.fill(0xff, 100, 4_096));
    await expect(start()).rejects.toThrow(/the file is damaged\. Stop the service, keep a copy, and restore/);
    writeFileSync(path, file.fill(0xee, 0, 100));
    await expect(start()).rejects.toThrow('the file is no SQLite database');
  });
});
