import type { Database, Statement } from './database.ts';
import type { Schema } from './schema.ts';

// Texts of more rows than this are kept for full statements alone: a text for each count would be megabytes.
const KEPT_ROWS_MAX = 50;

/**
 * Makes a function that turns rows of one table into as few insert statements as the database takes: single-row
 * statements of one unchanging text where preparing wins (SQLite), multi-row ones where round trips cost (Postgres,
 * D1). The usual texts are built once, because compiling a query costs more than running it.
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
      const parameters = chunk.flatMap((row) => columns.map((column) => row[column]));
      statements.push({ sql: textFor(chunk.length), parameters });
    }
    return statements;
  };
}
