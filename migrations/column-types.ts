/** What a migration may not assume of the database: the spelling of the few types that differ. */
export interface ColumnTypes {
  /** A 64-bit integer: `integer` in SQLite, `bigint` in Postgres. */
  readonly bigint: string;
  /** The ledger's primary key: SQLite makes `integer primary key` the row id itself, so it costs no index. */
  readonly sequence: string;
  /** Ends a table stored in key order (`without rowid`), where the database can. */
  readonly clustered: string;
}
