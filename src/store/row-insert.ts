import { type Database, requirePlain, type Statement } from './database.ts';
import type { Schema } from './schema.ts';

// Texts of more rows than this are kept for full statements alone: a text for each count would be megabytes.
const KEPT_ROWS_MAX = 50;

/**
 * Makes a function that turns rows of one table into as few insert statements as the database takes: single-row
 * statements of one unchanging text where preparing wins (SQLite), multi-row ones where round trips cost (Postgres),
 * one JSON parameter for many rows where parameters and statements are rationed (D1). The usual texts are built once,
 * because compiling a query costs more than running it.
 *
 * `tail` follows the values, e.g. `on conflict do nothing`. Rows that share a conflict target must not come twice in
 * one call: Postgres refuses to update a row twice in one statement.
 */
export function rowInsert<Table extends keyof Schema>(
  database: Database,
  table: Table,
  columns: readonly (keyof Schema[Table] & string)[],
  tail = '',
): (rows: readonly Schema[Table][]) => Statement[] {
  const { traits } = database;
  if (traits.rowsAsJson) return jsonRows(table, columns, tail, traits.rowsPerInsertMax);
  const rowsMax = Math.max(
    1,
    Math.min(traits.rowsPerInsertMax, Math.floor(traits.parametersMax / columns.length)),
  );
  const texts = new Map<number, string>();

  function textFor(count: number): string {
    const known = texts.get(count);
    if (known !== undefined) return known;
    const text = `insert into ${table} (${columns.join(', ')}) values ${tuples(count)} ${tail}`;
    if (count <= KEPT_ROWS_MAX || count === rowsMax) texts.set(count, text);
    return text;
  }

  function tuples(count: number): string {
    let next = 1;
    const placeholder = () => (traits.name === 'postgres' ? `$${next++}` : '?');
    return Array.from({ length: count }, () => `(${columns.map(placeholder).join(', ')})`).join(', ');
  }

  return (rows) => {
    const statements: Statement[] = [];
    for (let from = 0; from < rows.length; from += rowsMax) {
      const chunk = rows.slice(from, from + rowsMax);
      const parameters: unknown[] = [];
      for (const row of chunk) for (const column of columns) parameters.push(row[column]);
      statements.push({ sql: textFor(chunk.length), parameters });
    }
    return statements;
  };
}

/** The same, with the rows as one JSON text that the database takes apart: a thousand rows cost one statement. */
function jsonRows<Table extends keyof Schema>(
  table: Table,
  columns: readonly (keyof Schema[Table] & string)[],
  tail: string,
  rowsMax: number,
): (rows: readonly Schema[Table][]) => Statement[] {
  const values = columns.map((_, index) => `json_extract(value, '$[${index}]')`).join(', ');
  // "where true" keeps SQLite from reading "on conflict" as part of a join: sqlite.org/lang_upsert.html
  const sql = `insert into ${table} (${columns.join(', ')}) select ${values} from json_each(?) where true ${tail}`;
  return (rows) => {
    const statements: Statement[] = [];
    for (let from = 0; from < rows.length; from += rowsMax) {
      const tuples = rows.slice(from, from + rowsMax).map((row) => columns.map((column) => row[column]));
      // JSON would turn what is no number into null without a word.
      for (const parameters of tuples) requirePlain({ sql, parameters });
      statements.push({ sql, parameters: [JSON.stringify(tuples)] });
    }
    return statements;
  };
}
