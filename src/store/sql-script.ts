import { sqliteBuilder } from './builder.ts';
import { d1Traits } from './d1.ts';
import { type Database, requirePlain, type Statement } from './database.ts';

/** A database that only writes down what is committed to it, as SQL text for somebody else to run. */
export interface SqlScript {
  readonly database: Database;
  /** Everything committed so far, one statement a line, in SQLite's (and so D1's) dialect. */
  text(): string;
}

/**
 * Makes one. For databases a process here cannot reach, such as a D1 in the cloud: `wrangler d1 execute` runs the text.
 * It can answer no question, so a read throws.
 */
export function createSqlScript(): SqlScript {
  const lines: string[] = [];
  return {
    database: {
      traits: d1Traits,
      build: sqliteBuilder(),
      all: async () => {
        throw new Error('a script of SQL can answer no question');
      },
      commit: async (statements) => {
        lines.push(...statements.map(inlined));
        return { kind: 'committed', changes: statements.map(() => 1) };
      },
      inTurn: (work) => work(),
      close: async () => undefined,
    },
    text: () => lines.map((line) => `${line};\n`).join(''),
  };
}

/** A statement with its parameters written into it: whole numbers and null as they are, texts quoted. */
function inlined(statement: Statement): string {
  requirePlain(statement);
  const values = statement.parameters[Symbol.iterator]();
  return statement.sql.replaceAll('?', () => literal(values.next().value));
}

function literal(value: unknown): string {
  return typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value);
}
