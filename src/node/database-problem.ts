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

const WORDS: Readonly<Record<string, string>> = {
  EACCES: FOLDER,
  EPERM: FOLDER,
  EROFS: FOLDER,
  ENOTDIR: FOLDER,
  EEXIST: FOLDER,
  ENOENT: FOLDER,
  SQLITE_CANTOPEN: 'the file cannot be opened. Give this user access to it and to its folder',
  SQLITE_READONLY: 'the file cannot be written. Give this user access to it and to its folder',
  SQLITE_READONLY_DIRECTORY: 'the folder cannot be written. Give this user access to it',
  SQLITE_READONLY_DBMOVED: 'the file was moved while it was open',
  SQLITE_NOTADB: 'the file is no SQLite database. Choose another place, or restore a backup',
  SQLITE_CORRUPT: 'the file is damaged. Restore a backup',
  SQLITE_FULL: 'the disk is full',
  SQLITE_BUSY: 'another process holds the write lock. Try again, or find out which',
  ECONNREFUSED: UNREACHABLE,
  ECONNRESET: UNREACHABLE,
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
  '53300': 'the server has no connection left', // too_many_connections
};

/** Why a database could not be opened, in words that name its setting and place but no password. */
export function databaseProblem(databaseUrl: string, error: unknown): string {
  const code = errorCode(error);
  return `HEED_DATABASE_URL (${databasePlace(databaseUrl)}): ${WORDS[code] ?? unforeseen(error, code)}.`;
}

function unforeseen(error: unknown, code: string): string {
  // Without a code it is a sentence of this service's own (migrations) or of the driver's about its time limit.
  if (error instanceof Error && !('code' in error)) return error.message;
  return `it cannot be used (${code})`;
}
