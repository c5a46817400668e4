import pg from 'pg';
import { postgresBuilder } from './builder.ts';
import {
  type CommitOutcome,
  type Database,
  requirePlain,
  type Statement,
  statementOf,
  type Traits,
} from './database.ts';
import { borrow } from './postgres-client.ts';
import { createTurnstile } from './postgres-turn.ts';

export const postgresTraits: Traits = {
  name: 'postgres',
  parametersMax: 60_000,
  rowsPerInsertMax: 1_000,
  rowsAsJson: false,
  columnTypes: { bigint: 'bigint', sequence: 'bigint not null primary key', clustered: '' },
};

const INT8_OID = 20;
const NUMERIC_OID = 1700;
const CONNECTION_TIMEOUT_MILLIS = 5_000;
// Each race that is lost is one that another commit has won; more than this in a row is no race.
const RACES_MAX = 100;

// Repeatable read, as in SQLite: the whole list sees one state, so a fence that was looked through in one statement
// cannot fall before the next. And a process that stands still between two statements must not hold its locks, above
// all the head of the ledger, for longer than this.
const BEGIN = `begin isolation level repeatable read; set local idle_in_transaction_session_timeout = '10s'`;

export interface PostgresOptions {
  /** Most connections this process holds, besides the one it waits its turn with. */
  readonly connectionsMax?: number;
  /** Told of connections that die while idle; the pool replaces them. */
  readonly onIdleError?: (error: Error) => void;
}

/** Opens a pool on a Postgres database. int8 and numeric come back as numbers: every value here is below 2^53. */
export function openPostgres(url: string, options: PostgresOptions = {}): Database {
  const config: pg.PoolConfig = {
    connectionString: url,
    max: options.connectionsMax ?? 10,
    connectionTimeoutMillis: CONNECTION_TIMEOUT_MILLIS,
    keepAlive: true, // a server that vanished without a word is noticed
    types: { getTypeParser: numbersForIntegers },
  };
  const pool = new pg.Pool(config);
  const turnstile = createTurnstile(config);
  // Without a listener an idle connection's death would end the process.
  pool.on('error', (error) => options.onIdleError?.(error));
  let ended: Promise<void> | undefined;

  return {
    traits: postgresTraits,
    build: postgresBuilder(),
    async all<Row>(query: Parameters<Database['all']>[0]): Promise<Row[]> {
      const { sql, parameters } = statementOf(query);
      const { rows } = await pool.query(sql, [...parameters]);
      return rows as Row[]; // the query's own type, by construction
    },
    async commit(statements) {
      statements.forEach(requirePlain);
      for (let race = 1; ; race++) {
        try {
          return { kind: 'committed', changes: await runAll(pool, statements) };
        } catch (error) {
          // Nothing of a transaction that lost a race was written, so it can be made again as it was.
          if (!RACES_LOST.has(codeOf(error)) || race === RACES_MAX) return refusalOf(error);
        }
      }
    },
    inTurn: (work) => turnstile.pass(work),
    async close() {
      ended ??= turnstile.close().then(() => pool.end());
      await ended;
    },
  };
}

async function runAll(pool: pg.Pool, statements: readonly Statement[]): Promise<number[]> {
  const { client, giveBack } = await borrow(pool);
  try {
    await client.query(BEGIN);
    const changes: number[] = [];
    for (const { sql, parameters } of statements) {
      const result = await client.query(sql, [...parameters]);
      changes.push(result.rowCount ?? 0);
    }
    await client.query('commit');
    giveBack({ rollback: false });
    return changes;
  } catch (error) {
    giveBack({ rollback: true });
    throw error;
  }
}

function numbersForIntegers(oid: number, format?: 'text' | 'binary'): (value: string) => unknown {
  if (oid === INT8_OID || oid === NUMERIC_OID) return Number;
  return format === undefined ? pg.types.getTypeParser(oid) : pg.types.getTypeParser(oid, 'text');
}

// https://www.postgresql.org/docs/current/errcodes-appendix.html
const REFUSALS: Record<string, 'unique' | 'not_null'> = {
  '23505': 'unique',
  '23502': 'not_null',
};
const RACES_LOST = new Set([
  '40001', // serialization_failure: a row was changed since this transaction's first look
  '40P01', // deadlock_detected: and this transaction was chosen to give way
  // Two processes ran the same "create table if not exists" at once; the second time it finds the table.
  '42P07', // duplicate_table
  '42710', // duplicate_object: the table's row type
]);

function refusalOf(error: unknown): CommitOutcome {
  const constraint = REFUSALS[codeOf(error)];
  if (constraint === undefined) throw error;
  return { kind: 'refused', constraint };
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
