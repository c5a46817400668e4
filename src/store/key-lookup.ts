import type { Compilable, Database } from './database.ts';

// D1 takes 100 parameters; few sizes keep the number of prepared statements small.
const SIZES = [1, 8, 30, 90] as const;
const SIZE_MAX = 90;

/**
 * Makes a look-up by many keys that compiles its query only once per list size: short lists are padded by repeating a
 * key, which changes nothing in an in-list. The built query must bind the keys and nothing else. A key that is asked
 * for twice is answered once.
 */
export function keyLookup<Row>(
  database: Database,
  build: (keys: string[]) => Compilable<Row>,
): (keys: readonly string[]) => Promise<Row[]> {
  const texts = new Map<number, string>();

  function textFor(size: number): string {
    const known = texts.get(size);
    if (known !== undefined) return known;
    const { sql, parameters } = build(Array.from({ length: size }, () => '')).compile();
    if (parameters.length !== size) throw new Error('a key look-up must bind its keys and nothing else');
    texts.set(size, sql);
    return sql;
  }

  return async (asked) => {
    const keys = [...new Set(asked)];
    const rows: Row[] = [];
    for (let from = 0; from < keys.length; from += SIZE_MAX) {
      const parameters: string[] = keys.slice(from, from + SIZE_MAX);
      const size = SIZES.find((candidate) => candidate >= parameters.length) ?? SIZE_MAX;
      const last = parameters.at(-1);
      while (last !== undefined && parameters.length < size) parameters.push(last);
      rows.push(...(await database.all<Row>({ sql: textFor(size), parameters })));
    }
    return rows;
  };
}
