import BetterSqlite3 from 'better-sqlite3';
import { sqliteBuilder } from './builder.ts';
import {
  type CommitOutcome,
  type Database,
  requirePlain,
  type Statement,
  statementOf,
  type Traits,
} from './database.ts';

export const sqliteTraits: Traits = {
  name: 'sqlite',
  parametersMax: 32_766,
  rowsPerInsertMax: 1,
  rowsAsJson: false,
  columnTypes: { bigint: 'integer', sequence: 'integer primary key', clustered: ' without rowid' },
};

// Another process (a CLI command, a backup) may hold the write lock for a moment; longer than this is an outage.
const BUSY_TIMEOUT_MILLIS = 5_000;
const PAUSE_MILLIS = 10;
// Opt-outs land on pages all over the tables. A page that several of them change is read and written back once if it is
// still at hand: 64 MiB hold the inner pages of ten million people.
const CACHE_KIBIBYTES = 65_536;
// 16 MiB of log, then its pages go to the table file. Four times SQLite's own number: the fewer times, the fewer pages.
const CHECKPOINT_PAGES = 4_000;
// Enough for every query the service writes; bounded because in-lists come in a few sizes each.
const PREPARED_MAX = 500;

/**
 * Opens (and creates) an SQLite file; `:memory:` for tests. `synchronous=FULL` makes every commit an fsync of the
 * write-ahead log: what was answered with success survives a power cut.
 */
export function openSqlite(path: string): Database {
  const connection = new BetterSqlite3(path, { timeout: BUSY_TIMEOUT_MILLIS });
  useWriteAheadLog(connection);
  connection.pragma('synchronous = FULL');
  connection.pragma(`cache_size = -${CACHE_KIBIBYTES}`);
  connection.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
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
    traits: sqliteTraits,
    build: sqliteBuilder(),
    async all<Row>(query: Parameters<Database['all']>[0]): Promise<Row[]> {
      const { sql, parameters } = statementOf(query);
      const statement = prepare(sql);
      if (statement.reader) return statement.all(...parameters) as Row[]; // the query's own type, by construction
      statement.run(...parameters);
      return [];
    },
    async commit(statements) {
      statements.forEach(requirePlain);
      try {
        // Immediate: the write lock is taken at once, so a second process waits instead of failing half-way.
        return { kind: 'committed', changes: runAll.immediate(statements) };
      } catch (error) {
        return refusalOf(error);
      }
    },
    inTurn: (work) => work(), // the write lock makes others wait by itself
    async close() {
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

function refusalOf(error: unknown): CommitOutcome {
  if (error instanceof BetterSqlite3.SqliteError) {
    if (error.code === 'SQLITE_CONSTRAINT_NOTNULL') return { kind: 'refused', constraint: 'not_null' };
    if (error.code === 'SQLITE_CONSTRAINT_PRIMARYKEY' || error.code === 'SQLITE_CONSTRAINT_UNIQUE') {
      return { kind: 'refused', constraint: 'unique' };
    }
    if (error.code === 'SQLITE_CONSTRAINT_ROWID') return { kind: 'refused', constraint: 'unique' };
  }
  throw error;
}
