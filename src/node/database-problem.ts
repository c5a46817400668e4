import { errorCode } from '../log.ts';

/** Names a database without the user name and password a Postgres URL carries. */
export function databasePlace(databaseUrl: string): string {
  if (databaseUrl.startsWith('sqlite:')) return databaseUrl.slice('sqlite:'.length);
  const url = URL.canParse(databaseUrl) ? new URL(databaseUrl) : undefined;
  // A password with a bare / or ? in it ends up in host and path, as far as URLs are concerned.
  if (url === undefined || !/^\/[\w-]*$/.test(url.pathname) || url.search.includes('@'))
    return 'the Postgres server';
  return `postgres://${url.host}${url.pathname}`;
}

const FOLDER = 'its folder cannot be made or used. Give this user access to it, or choose another place';
const UNREACHABLE = 'the server does not answer. See that it runs, and that host and port are right';
const LOGIN = 'the server refuses the user name or password';

const DAMAGED = 'the file is damaged. Stop the service, keep a copy, and restore a backup';

const WORDS: Readonly<Record<string, string>> = {
  EACCES: FOLDER,
  EPERM: FOLDER,
  EROFS: FOLDER,
  ENOTDIR: FOLDER,
  EEXIST: FOLDER,
  SQLITE_CANTOPEN: 'the file cannot be opened. Give this user access to it and to its folder',
  SQLITE_READONLY: 'the file cannot be written. Give this user access to it and to its folder',
  SQLITE_READONLY_DIRECTORY: 'the folder cannot be written. Give this user access to it',
  SQLITE_READONLY_DBMOVED: 'the file was moved or removed while it was open. Put it back, and start again',
  SQLITE_NOTADB: 'the file is no SQLite database. Choose another place, or restore a backup',
  SQLITE_CORRUPT: DAMAGED,
  SQLITE_FULL: 'the disk is full. Make room; it goes on by itself',
  SQLITE_BUSY: 'another process holds the write lock. Find out which, and end it; it goes on by itself',
  SQLITE_PROTOCOL: 'other processes hold the locks of the file. Find out which, and end them',
  SQLITE_NOMEM: 'there is not enough memory',
  SQLITE_IOERR:
    'the disk does not do what it is asked. See the log of the machine, and whether there is room',
  SQLITE_IOERR_WRITE:
    'the file cannot grow. See whether the disk has room, and whether file sizes are limited (ulimit -f)',
  ECONNREFUSED: UNREACHABLE,
  ECONNRESET: UNREACHABLE,
  EPIPE: UNREACHABLE,
  ETIMEDOUT: UNREACHABLE,
  EHOSTUNREACH: UNREACHABLE,
  ENETUNREACH: UNREACHABLE,
  ENOTFOUND: 'there is no host of that name',
  EAI_AGAIN: 'the name of the host cannot be looked up just now',
  ERR_INVALID_URL: 'the URL cannot be read. Percent-encode what is special in user name and password',
  '28P01': LOGIN, // invalid_password
  '28000': LOGIN, // invalid_authorization_specification
  '3D000': 'there is no database of that name. Create it first', // invalid_catalog_name
  '42501': 'the user may not create or use the tables', // insufficient_privilege
  // read_only_sql_transaction
  '25006': 'the server takes no writes: it is a standby, or set read-only. Name the primary',
  '53100': 'the disk of the server is full. Make room; it goes on by itself', // disk_full
  '53200': 'the server is out of memory', // out_of_memory
  // too_many_connections
  '53300': 'the server has no connection left. Raise its max_connections, or lower HEED_DATABASE_POOL',
  '57014': 'the server took longer than ten seconds. See what it waits for', // query_canceled
  '57P01': 'the server is being stopped. It goes on by itself when it is back', // admin_shutdown
  '57P02': 'the server has crashed and recovers. It goes on by itself', // crash_shutdown
  '57P03': 'the server is starting. It goes on by itself', // cannot_connect_now
  '58030': 'the disk of the server does not do what it is asked. See its log', // io_error
  XX001: 'the server has found damaged data. Stop the service, and restore a backup', // data_corrupted
};

/** What a code of a database or of the system means and how to mend it, as a sentence without its full stop. */
export function wordsOf(code: string): string | undefined {
  // SQLite's extended codes begin with the one they extend: https://www.sqlite.org/rescode.html
  const [known] = [code, ...code.split('_').map((_, index, parts) => parts.slice(0, -index - 1).join('_'))]
    .map((name) => WORDS[name])
    .filter((words) => words !== undefined);
  return known;
}

/** Why a database could not be opened, in words that name its setting and place but no password. */
export function databaseProblem(databaseUrl: string, error: unknown): string {
  const code = errorCode(error);
  return `HEED_DATABASE_URL (${databasePlace(databaseUrl)}): ${wordsFor(databaseUrl, code) ?? unforeseen(error, code)}.`;
}

// Of a folder, or of the socket file of a server.
function wordsFor(databaseUrl: string, code: string): string | undefined {
  if (code === 'ENOENT') return databaseUrl.startsWith('sqlite:') ? FOLDER : UNREACHABLE;
  return wordsOf(code);
}

function unforeseen(error: unknown, code: string): string {
  // Without a code it is a sentence of this service's own (migrations) or of the driver's about its time limit.
  if (error instanceof Error && !('code' in error)) return error.message;
  return `it cannot be used (${code})`;
}
