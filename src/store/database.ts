import type { CompiledQuery, Kysely } from 'kysely';
import type { ColumnTypes } from '../../migrations/index.ts';
import type { Schema } from './schema.ts';

/** One SQL statement with its parameters, as Kysely compiles it or as `rowInsert` makes it. */
export interface Statement {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

/** Something Kysely can turn into a statement whose rows are `Row`. */
export interface Compilable<Row> {
  compile(): CompiledQuery<Row>;
}

/** A statement whose rows are known to be `Row`. */
export interface Prepared<Row> extends Statement {
  /** Never set: carries the type alone. */
  readonly row?: Row;
}

/**
 * What became of an atomic list of statements. A constraint that refuses is an expected outcome: it is how races are
 * settled. `unique`: somebody else wrote that key first. `not_null`: a fence found its lease gone.
 */
export type CommitOutcome =
  | { readonly kind: 'committed'; readonly changes: readonly number[] }
  | { readonly kind: 'refused'; readonly constraint: 'unique' | 'not_null' };

/** `unhurried`: may take as long as it takes, as a migration of many rows does. Others are given up after half a minute. */
export interface CommitOptions {
  readonly unhurried?: boolean;
}

/** Where databases differ, as data: code asks a trait, never which database it is. */
export interface Traits {
  readonly name: 'sqlite' | 'postgres' | 'd1';
  /** Most bound parameters one statement may carry. */
  readonly parametersMax: number;
  /** Most rows worth putting into one insert; 1 where a prepared single-row insert is the fastest. */
  readonly rowsPerInsertMax: number;
  /** True where many rows are best sent as one JSON parameter. */
  readonly rowsAsJson: boolean;
  readonly columnTypes: ColumnTypes;
  /** Answers one row with `ok` in it where the file holds together, else with what does not; reads all of it. */
  readonly soundness?: string | undefined;
}

/**
 * A database, seen as this service uses it: reads, and one atomic list of writes at a time. There is no interactive
 * transaction, because D1 has none.
 */
export interface Database {
  readonly traits: Traits;
  /** Builds and compiles queries; it is connected to nothing. */
  readonly build: Kysely<Schema>;
  /** Runs one statement and answers its rows. Throws when the database cannot answer. */
  all<Row>(query: Compilable<Row> | Prepared<Row>): Promise<Row[]>;
  /**
   * Runs all statements or none, durably: when it answers `committed`, the writes survive a crash. Throws when the
   * database cannot say, and then callers must not claim success.
   */
  commit(statements: readonly Statement[], options?: CommitOptions): Promise<CommitOutcome>;
  /**
   * Runs `work` when no other process is running its own in turn, first come, first served; at once where the database
   * cannot make them wait, and where it fails to. A courtesy, on which nothing may rest: races are settled by
   * constraints. Without it, under load, the process that won the last race is the first at the next one too, and the
   * others starve. `work` must not ask for a turn itself.
   */
  inTurn<T>(work: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** The statement behind a query, whichever way it was made; see `requirePlain`. */
export function statementOf<Row>(query: Compilable<Row> | Prepared<Row>): Statement {
  const statement = 'compile' in query ? query.compile() : query;
  requirePlain(statement);
  return statement;
}

/**
 * Throws unless every parameter is a text, a whole number or null. Of anything else the databases make different things,
 * and some without a word: a deadline that is not a number would become no deadline.
 */
export function requirePlain({ parameters }: Statement): void {
  for (const value of parameters) {
    if (typeof value === 'string' || value === null || Number.isSafeInteger(value)) continue;
    const found = typeof value === 'number' ? 'a number that is not whole' : `of type ${typeof value}`;
    throw new TypeError(`a parameter must be a text, a whole number or null; one is ${found}`);
  }
}
