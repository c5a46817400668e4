import { sqliteBuilder } from './builder.ts';
import { type CommitOutcome, type Database, requirePlain, statementOf, type Traits } from './database.ts';

export const d1Traits: Traits = {
  name: 'd1',
  parametersMax: 100, // developers.cloudflare.com/d1/platform/limits: the 101st fails
  rowsPerInsertMax: 500, // about 250 kB of ledger, well under D1's 2 MB for one value
  rowsAsJson: true,
  columnTypes: { bigint: 'integer', sequence: 'integer primary key', clustered: ' without rowid' },
};

/** The part of Cloudflare's D1 binding that is used here. */
export interface D1Binding {
  prepare(sql: string): D1Statement;
  batch(statements: D1Statement[]): Promise<{ meta: { changes?: number } }[]>;
}

interface D1Statement {
  bind(...values: unknown[]): D1Statement;
  all(): Promise<{ results: unknown[] }>;
}

/** Wraps a D1 binding. `batch()` is atomic: a statement that fails leaves nothing of the others behind. */
export function openD1(binding: D1Binding): Database {
  return {
    traits: d1Traits,
    build: sqliteBuilder(),
    async all<Row>(query: Parameters<Database['all']>[0]): Promise<Row[]> {
      const { sql, parameters } = statementOf(query);
      const { results } = await binding
        .prepare(sql)
        .bind(...parameters)
        .all();
      return results as Row[]; // the query's own type, by construction
    },
    async commit(statements) {
      statements.forEach(requirePlain);
      if (statements.length === 0) return { kind: 'committed', changes: [] }; // batch() refuses an empty list
      try {
        const results = await binding.batch(
          statements.map(({ sql, parameters }) => binding.prepare(sql).bind(...parameters)),
        );
        return { kind: 'committed', changes: results.map(({ meta }) => meta.changes ?? 0) };
      } catch (error) {
        return refusalOf(error);
      }
    },
    inTurn: (work) => work(), // D1 has no lock to wait for
    async close() {
      // The binding belongs to the runtime.
    },
  };
}

// D1 gives no error codes, only SQLite's own words.
function refusalOf(error: unknown): CommitOutcome {
  const message = error instanceof Error ? error.message : '';
  if (message.includes('NOT NULL constraint failed')) return { kind: 'refused', constraint: 'not_null' };
  if (message.includes('UNIQUE constraint failed')) return { kind: 'refused', constraint: 'unique' };
  throw error;
}
