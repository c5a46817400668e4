import { createReadStream } from 'node:fs';
import { parse } from 'csv-parse';
import { z } from 'zod';
import { errorCode } from '../log.ts';
import { Refused } from './io.ts';
import { jsonOf, lineBatches } from './lines.ts';

/** One row of a list of addresses: the address as written, or why there is none. `line` counts from 1. */
export type AddressRow = { readonly line: number } & (
  | { readonly address: string }
  | { readonly code: string; readonly fix: string }
);

/** Rows as they come, in batches; memory stays flat however long the list. */
export type AddressRows = AsyncGenerator<readonly AddressRow[]>;

/** The bytes of a file, or of standard input for `-`. */
export function bytesOf(file: string, stdin: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  return file === '-' ? stdin : readable(file);
}

async function* readable(file: string): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(file);
  } catch (error) {
    throw new Refused(`${file} cannot be read (${errorCode(error)}).`, 'Give a file this user can read.');
  }
}

const objectSchema = z.object({ address: z.string() });
const INVALID_LINE = {
  code: 'invalid_line',
  fix: 'Write one address a line, or one {"address": "…"} a line.',
};

/** Rows from lines that hold an address each, plain or as `{"address": "…"}`; other keys are passed over. */
export async function* rowsOfLines(input: AsyncIterable<Uint8Array>): AddressRows {
  for await (const lines of lineBatches(input)) {
    yield lines.map(({ number: line, text }) => {
      if (!text.startsWith('{') || !text.endsWith('}')) return { line, address: text };
      const parsed = objectSchema.safeParse(jsonOf(text));
      return parsed.success ? { line, address: parsed.data.address } : { line, ...INVALID_LINE };
    });
  }
}

const RECORD_LENGTH_MAX = 65_536; // an unclosed quote must not gather the rest of a file
const USUAL_COLUMNS = ['email', 'address', 'email_address', 'email address', 'e-mail'];
const NOT_CSV = {
  code: 'not_csv',
  fix: 'From here on this is not CSV: look for a quote that is never closed.',
};
const NO_COLUMN = { code: 'no_address', fix: 'This row ends before the column of addresses.' };

interface CsvRecord {
  readonly line: number;
  readonly fields: readonly string[];
}

/** Rows from CSV whose first row names the columns. `column`: the one with the addresses; else a usual name is looked for. */
export async function* rowsOfCsv(input: AsyncIterable<Uint8Array>, column?: string): AddressRows {
  let at: number | undefined;
  for await (const records of recordsOf(input)) {
    const rows: AddressRow[] = [];
    for (const record of records) {
      if ('code' in record) rows.push(record);
      else if (at === undefined) at = columnIn(record.fields, column);
      else rows.push(rowOf(record, at));
    }
    if (rows.length > 0) yield rows;
  }
}

function rowOf({ line, fields }: CsvRecord, at: number): AddressRow {
  const address = fields[at];
  return address === undefined ? { line, ...NO_COLUMN } : { line, address };
}

/** The records of a table as they arrive, and where it stops being one, if it does. */
async function* recordsOf(
  input: AsyncIterable<Uint8Array>,
): AsyncGenerator<readonly (CsvRecord | Extract<AddressRow, { code: string }>)[]> {
  let found: CsvRecord[] = [];
  let line = 0;
  // Records are taken as they are found instead of read from the stream: at an error a stream drops those it holds.
  const parser = parse({
    bom: true,
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: RECORD_LENGTH_MAX,
    on_record: (fields: string[], { lines }) => {
      line = lines;
      found.push({ line, fields });
      return null;
    },
  });
  parser.on('error', () => {}); // told by the callbacks below
  const take = () => {
    const taken = found;
    found = [];
    return taken;
  };
  try {
    for await (const chunk of input) {
      await settled((done) => parser.write(chunk, done));
      yield take();
    }
    await settled((done) => parser.end(done));
    yield take();
  } catch (error) {
    if (!errorCode(error).startsWith('CSV_')) throw error;
    yield [...take(), { line: line + 1, ...NOT_CSV }];
  }
}

function settled(start: (done: (error?: Error | null) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    start((error) => (error ? reject(error) : resolve()));
  });
}

function columnIn(header: readonly string[], wanted: string | undefined): number {
  const names = header.map((name) => name.trim().toLowerCase());
  const spellings = wanted === undefined ? USUAL_COLUMNS : [wanted.trim().toLowerCase()];
  const at = names.findIndex((name) => spellings.includes(name));
  if (at !== -1) return at;
  // A file without a header has a person in its first row: that is not repeated.
  const seen = header.some((name) => name.includes('@')) ? '' : ` It names: ${header.join(', ')}.`;
  throw new Refused(
    `the first row names no column ${spellings.join(' or ')}.${seen}`,
    'The first row must name the columns, separated by commas. Name the one with the addresses: --column NAME.',
  );
}
