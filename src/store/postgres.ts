import pg from 'pg';
import { postgresBuilder } from './builder.ts';
import { type CommitOutcome, type Database, type Statement, statementOf, type Traits } from './database.ts';

export const postgresTraits: Traits = {
  name: 'postgres',
  parametersMax: 60_000,
  rowsPerInsertMax: 1_000,
  columnTypes: { bigint: 'bigint', sequence: 'bigint not null primary key', clustered: '' },
};

const INT8_OID = 20;
const NUMERIC_OID = 1700;
const CONNECTION_TIMEOUT_MILLIS = 5_000;

export interface PostgresOptions {
  /** Most connections this process holds. */
  readonly connectionsMax?: number;
  /** A schema to live in, for tests that share one server. */
  readonly schema?: string;
  /** Told of connections that die while idle; the pool replaces them. */
  readonly onIdleError?: (error: Error) => void;
}

/** Opens a pool on a Postgres database. int8 and numeric come back as numbers: every value here is below 2^53. */
export function openPostgres(url: string, options: PostgresOptions = {}): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.connectionsMax ?? 10,
    connectionTimeoutMillis: CONNECTION_TIMEOUT_MILLIS,
    types: { getTypeParser: numbersForIntegers },
    ...(options.schema ? { options: `-c search_path=${options.schema}` } : {}),
  });
  // Without a listener an idle connection's death would end the process.
  pool.on('error', (error) => options.onIdleError?.(error));

  return {
    traits: postgresTraits,
    build: postgresBuilder(),
    async all<Row>(query: Parameters<Database['all']>[0]): Promise<Row[]> {
      const { sql, parameters } = statementOf(query);
      const { rows } = await pool.query(sql, [...parameters]);
      return rows as Row[]; // the query's own type, by construction
    },
    async commit(statements) {
      const client = await pool.connect();
      try {
        return { kind: 'committed', changes: await runAll(client, statements) };
      } catch (error) {
        return refusalOf(error);
      } finally {
        client.release();
      }
    },
    async close() {
      await pool.end();
    },
  };
}

async function runAll(client: pg.PoolClient, statements: readonly Statement[]): Promise<number[]> {
  const changes: number[] = [];
  await client.query('begin');
  try {
    for (const { sql, parameters } of statements) {
      const result = await client.query(sql, [...parameters]);
      changes.push(result.rowCount ?? 0);
    }
    await client.query('commit');
    return changes;
  } catch (error) {
    // A dead connection cannot roll back; its transaction is gone with it, and the first error tells more.
    await client.query('rollback').catch(() => undefined);
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
  '40001': 'unique', // serialization failure: somebody else was first, as with a taken key
  '40P01': 'unique', // deadlock victim: likewise
};

function refusalOf(error: unknown): CommitOutcome {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const constraint = REFUSALS[code];
  if (constraint === undefined) throw error;
  return { kind: 'refused', constraint };
}
