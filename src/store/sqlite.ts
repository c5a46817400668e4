import { sqliteBuilder } from './builder.ts';
import { type Database, type Prepared, requirePlain, statementOf, type Traits } from './database.ts';
import { connectSqlite, type SqliteConnection } from './sqlite-connection.ts';
import { createSqliteWriter, type SqliteWriter } from './sqlite-writer.ts';

export const sqliteTraits: Traits = {
  name: 'sqlite',
  parametersMax: 32_766,
  rowsPerInsertMax: 1,
  rowsAsJson: false,
  columnTypes: { bigint: 'integer', sequence: 'integer primary key', clustered: ' without rowid' },
  soundness: 'pragma quick_check(1)',
};

// SQLite's own default. Only a database in memory is written by the connection that reads it.
const CHECKPOINT_PAGES = 1_000;

/**
 * Opens (and creates) an SQLite file; `:memory:` for tests. Reads are answered at once, by a connection of this thread;
 * whatever changes something is done by a thread of its own, so that nobody else waits for the disk. A read sees every
 * commit that was answered before it.
 */
export function openSqlite(path: string): Database {
  const connection = connectSqlite(path, { checkpointPages: CHECKPOINT_PAGES });
  // What is in memory is there for one connection alone.
  return databaseOn(connection, path === ':memory:' ? writerOn(connection) : createSqliteWriter(path));
}

/** Reads at once, whoever is in the middle of what. */
export type Look = <Row>(query: Prepared<Row>) => Row[];

/**
 * Opens an SQLite database in memory, with a way to look into it between any two statements of its users. `committed` is
 * called after each commit, before anybody else gets to do anything.
 */
export function openInMemory(committed: () => void): { readonly database: Database; readonly look: Look } {
  const connection = connectSqlite(':memory:', { checkpointPages: CHECKPOINT_PAGES });
  const writer: SqliteWriter = {
    ...writerOn(connection),
    async commit(statements) {
      const outcome = connection.commit(statements);
      committed();
      return outcome;
    },
  };
  return {
    database: databaseOn(connection, writer),
    look: <Row>(query: Prepared<Row>) => connection.all(query) as Row[], // the query's own type, by construction
  };
}

function databaseOn(connection: SqliteConnection, writer: SqliteWriter): Database {
  return {
    traits: sqliteTraits,
    build: sqliteBuilder(),
    async all<Row>(query: Parameters<Database['all']>[0]): Promise<Row[]> {
      const statement = statementOf(query);
      const rows = connection.reads(statement.sql) ? connection.all(statement) : await writer.all(statement);
      return rows as Row[]; // the query's own type, by construction
    },
    async commit(statements) {
      statements.forEach(requirePlain);
      return writer.commit(statements);
    },
    inTurn: (work) => work(), // the write lock makes others wait by itself
    async close() {
      await writer.close();
      connection.close();
    },
  };
}

function writerOn(connection: SqliteConnection): SqliteWriter {
  return {
    commit: async (statements) => connection.commit(statements),
    all: async (statement) => connection.all(statement),
    close: async () => undefined,
  };
}
