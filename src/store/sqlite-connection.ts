import BetterSqlite3 from 'better-sqlite3';
import type { CommitOutcome, Statement } from './database.ts';

/** One connection to an SQLite file. Everything it does, it does at once and before it answers. */
export interface SqliteConnection {
  /** True when the statement changes nothing, as SQLite itself sees it. */
  reads(sql: string): boolean;
  /** Runs one statement; no rows where it gives none. */
  all(statement: Statement): unknown[];
  /** Runs all statements or none, durably. Throws what is no refusal. */
  commit(statements: readonly Statement[]): CommitOutcome;
  /** Moves what it can of the log into the file, without making anybody wait. */
  checkpoint(): void;
  close(): void;
}

// Another process (a CLI command, a backup) may hold the write lock for a moment; longer than this is an outage.
const BUSY_TIMEOUT_MILLIS = 5_000;
const PAUSE_MILLIS = 10;
// Opt-outs land on pages all over the tables. A page that several of them change is read and written back once if it is
// still at hand: 64 MiB hold the inner pages of ten million people.
const CACHE_KIBIBYTES = 65_536;
// Enough for every query the service writes; bounded because in-lists come in a few sizes each.
const PREPARED_MAX = 500;

export interface ConnectOptions {
  /** A commit that leaves the log longer than this moves it into the file before it answers. */
  readonly checkpointPages: number;
}

/**
 * Connects to an SQLite file, which is created when it is missing. `synchronous=FULL` makes every commit an fsync of the
 * write-ahead log: what was answered with success survives a power cut.
 */
export function connectSqlite(path: string, { checkpointPages }: ConnectOptions): SqliteConnection {
  const connection = new BetterSqlite3(path, { timeout: BUSY_TIMEOUT_MILLIS });
  useWriteAheadLog(connection);
  connection.pragma('synchronous = FULL');
  connection.pragma(`cache_size = -${CACHE_KIBIBYTES}`);
  connection.pragma(`wal_autocheckpoint = ${checkpointPages}`);
  const prepared = new Map<string, BetterSqlite3.Statement>();

  function prepare(sql: string): BetterSqlite3.Statement {
    const known = prepared.get(sql);
    if (known) return known;
    if (prepared.size >= PREPARED_MAX) prepared.clear();
    const statement = connection.prepare(sql);
    prepared.set(sql, statement);
    return statement;
  }

  const runAll = connection.transaction((statements: readonly Statement[]) =>
    statements.map(({ sql, parameters }) => prepare(sql).run(...parameters).changes),
  );

  return {
    reads: (sql) => prepare(sql).readonly,
    all({ sql, parameters }) {
      const statement = prepare(sql);
      if (statement.reader) return statement.all(...parameters);
      statement.run(...parameters);
      return [];
    },
    commit(statements) {
      try {
        // Immediate: the write lock is taken at once, so a second process waits instead of failing half-way.
        return { kind: 'committed', changes: runAll.immediate(statements) };
      } catch (error) {
        return refusalOf(error);
      }
    },
    checkpoint() {
      connection.pragma('wal_checkpoint(PASSIVE)');
    },
    close() {
      connection.close();
    },
  };
}

/** Waits for whoever is writing: SQLite itself refuses such a change at once, as when two processes start on a new file. */
function useWriteAheadLog(connection: BetterSqlite3.Database): void {
  for (let waited = 0; ; waited += PAUSE_MILLIS) {
    try {
      connection.pragma('journal_mode = WAL');
      return;
    } catch (error) {
      const busy = error instanceof BetterSqlite3.SqliteError && error.code.startsWith('SQLITE_BUSY');
      if (!busy || waited >= BUSY_TIMEOUT_MILLIS) {
        connection.close();
        throw error;
      }
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MILLIS);
    }
  }
}

const REFUSALS: ReadonlyMap<string, 'unique' | 'not_null'> = new Map([
  ['SQLITE_CONSTRAINT_NOTNULL', 'not_null'],
  ['SQLITE_CONSTRAINT_PRIMARYKEY', 'unique'],
  ['SQLITE_CONSTRAINT_UNIQUE', 'unique'],
  ['SQLITE_CONSTRAINT_ROWID', 'unique'],
]);

function refusalOf(error: unknown): CommitOutcome {
  const constraint = error instanceof BetterSqlite3.SqliteError ? REFUSALS.get(error.code) : undefined;
  if (constraint === undefined) throw error;
  return { kind: 'refused', constraint };
}
