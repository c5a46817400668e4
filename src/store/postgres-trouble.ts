/**
 * What an error of Postgres, its driver or the network says about the statement that met it. `refused`: a constraint
 * said no. `race_lost`: the transaction was undone by the server, and can be made again as it was. `no_connection`: the
 * server could not be asked, or was gone before it answered. `other`: anything else, a time limit among them.
 */
export type Trouble =
  | { readonly kind: 'refused'; readonly constraint: 'unique' | 'not_null' }
  | { readonly kind: 'race_lost' | 'no_connection' | 'other' };

/** Names the trouble behind an error. Pure. */
export function troubleOf(error: unknown): Trouble {
  const code = codeOf(error);
  const constraint = REFUSALS[code];
  if (constraint !== undefined) return { kind: 'refused', constraint };
  if (RACES_LOST.has(code)) return { kind: 'race_lost' };
  return { kind: isNoConnection(code, error) ? 'no_connection' : 'other' };
}

/**
 * What to do about a commit that failed. `again`: it is certain that nothing of it was written. `unknown`: the server was
 * gone when it had been told to commit, so nobody knows; whoever asked must claim nothing. `failed`: nothing was written,
 * and it would fail again.
 */
export type CommitTrouble =
  | { readonly kind: 'refused'; readonly constraint: 'unique' | 'not_null' }
  | { readonly kind: 'again'; readonly because: 'race_lost' | 'no_connection' }
  | { readonly kind: 'unknown' | 'failed' };

/** Judges a failed transaction by its error and by how far it had come. Pure. */
export function commitTrouble(error: unknown, { commitSent }: { commitSent: boolean }): CommitTrouble {
  const trouble = troubleOf(error);
  if (trouble.kind === 'refused') return trouble;
  // Whether at a statement or at the commit: this word is the server's, and it comes with the transaction undone.
  if (trouble.kind === 'race_lost') return { kind: 'again', because: 'race_lost' };
  if (commitSent) return { kind: 'unknown' };
  return trouble.kind === 'no_connection' ? { kind: 'again', because: 'no_connection' } : { kind: 'failed' };
}

/** True for a statement that may be asked twice: of what this service writes, all that begins with `select`. */
export function onlyReads(sql: string): boolean {
  return /^\s*select\b/i.test(sql);
}

// https://www.postgresql.org/docs/current/errcodes-appendix.html
const REFUSALS: Readonly<Record<string, 'unique' | 'not_null'>> = {
  '23505': 'unique',
  '23502': 'not_null',
};
const RACES_LOST: ReadonlySet<string> = new Set([
  '40001', // serialization_failure: a row was changed since this transaction's first look
  '40P01', // deadlock_detected: and this transaction was chosen to give way
  // Two processes ran the same "create table if not exists" at once; the second time it finds the table.
  '42P07', // duplicate_table
  '42710', // duplicate_object: the table's row type
]);
const NO_CONNECTION: ReadonlySet<string> = new Set([
  '57P01', // admin_shutdown: also a connection that was ended by hand
  '57P02', // crash_shutdown
  '57P03', // cannot_connect_now: starting up, or not done with its own recovery
  '08000', // connection_exception
  '08001', // sqlclient_unable_to_establish_sqlconnection
  '08003', // connection_does_not_exist
  '08004', // sqlserver_rejected_establishment_of_sqlconnection
  '08006', // connection_failure
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOENT', // a server reached by its socket file, which is gone while it is down
]);
// The driver's own words, which come without a code: pg/lib/client.js.
const DRIVER_WORDS = [
  'Connection terminated unexpectedly',
  'Connection terminated',
  'Client has encountered a connection error and is not queryable',
  'Client was closed and is not queryable',
];

function isNoConnection(code: string, error: unknown): boolean {
  if (code !== '') return NO_CONNECTION.has(code);
  return error instanceof Error && DRIVER_WORDS.includes(error.message);
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
