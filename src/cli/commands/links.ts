import type { Heed } from '../../heed.ts';
import { type LinkOrder, type MintedLinks, mintLinks } from '../../links/mint.ts';
import { readOrder } from '../../links/order.ts';
import { type AddressRow, type AddressRows, bytesOf, rowsOfCsv, rowsOfLines } from '../address-rows.ts';
import { defineCommand } from '../command.ts';
import { csvRow } from '../csv-row.ts';
import { type Io, Misspelled, Refused } from '../io.ts';
import { createProgress } from '../progress.ts';
import { baseUrlWarning } from '../settings.ts';
import { withHeed } from '../with-heed.ts';

type Answer = { readonly line: number } & (
  | ({ readonly address: string } & MintedLinks)
  | { readonly error: { readonly code: string; readonly fix: string } }
);

const CSV_HEAD = csvRow([
  'line',
  'address',
  'recipient_id',
  'unsubscribe_url',
  'preferences_url',
  'list_unsubscribe',
  'list_unsubscribe_post',
  'error',
  'fix',
]);

/** `heed links`: unsubscribe links and headers for a mailing. Nothing is stored. */
export const links = defineCommand({
  usage: [
    '--scope SCOPE [--campaign NAME] [FILE]',
    '--scope SCOPE [--campaign NAME] --csv FILE [--column NAME] [--format csv]',
  ],
  about:
    'Mints the unsubscribe link, the preference link and the two List-Unsubscribe headers of every address. FILE, or standard input, has one address a line, plain or as {"address": "…"}; --csv reads a table. The answers come in the same order, one JSON object a line or as CSV, with the line they answer. A row that cannot be used is answered in place and does not stop the rest; the exit code is 1 at the end. Nothing is written to the database: a link works even for somebody never seen before.',
  words: { name: 'FILE', min: 0, max: 1 },
  options: {
    scope: {
      type: 'string',
      value: 'SCOPE',
      help: 'What one click stops: a brand, or brand/topic of a promotional topic.',
      required: true,
    },
    campaign: { type: 'string', value: 'NAME', help: 'Your reference for this mailing.' },
    csv: {
      type: 'string',
      value: 'FILE',
      help: 'Read a CSV file whose first row names the columns; - is standard input.',
    },
    column: {
      type: 'string',
      value: 'NAME',
      help: 'The CSV column with the addresses.',
      default: 'email or address',
    },
    format: { type: 'string', value: 'FORMAT', help: 'ndjson or csv.', default: 'ndjson' },
  },
  examples: [
    {
      line: 'heed links --scope clearview --campaign spring-2026 --csv people.csv > links.ndjson',
      does: 'Links that stop all promotional mail of one brand.',
    },
    {
      line: 'heed links --scope clearview/offers --format csv people.txt > links.csv',
      does: 'Links that stop one topic, as a table for a mail merge.',
    },
  ],
  run({ values, words: [file], json, ...io }) {
    const { scope, campaign, csv, column, format = 'ndjson' } = values;
    if (csv !== undefined && file !== undefined) throw new Misspelled('give FILE or --csv FILE, not both.');
    if (csv === undefined && column !== undefined) throw new Misspelled('--column goes with --csv.');
    if (format !== 'ndjson' && format !== 'csv') throw new Misspelled('--format is ndjson or csv.');
    const source = csv ?? file ?? '-';
    if (io.stdinIsTerminal && source === '-') io.note('Write one address a line; end with Ctrl-D.');
    const input = bytesOf(source, io.stdin);
    const rows = csv === undefined ? rowsOfLines(input) : rowsOfCsv(input, column);
    return withHeed(io, 'required', async (heed) => {
      const order = await orderOf(heed, { scope, campaign });
      const warning = baseUrlWarning(heed.baseUrl);
      if (warning !== undefined) io.note(warning);
      return mintAll(io, { heed, order, rows, asCsv: format === 'csv' && !json });
    });
  },
});

async function orderOf(
  heed: Heed,
  given: { scope: string; campaign: string | undefined },
): Promise<LinkOrder> {
  const outcome = readOrder(await heed.directory.read(), { ...given, now: heed.now() });
  if (outcome.kind === 'order') return outcome.order;
  throw new Refused(`--${outcome.field}: ${outcome.fix}`, 'heed topics list shows what there is.');
}

interface Work {
  readonly heed: Heed;
  readonly order: LinkOrder;
  readonly rows: AddressRows;
  readonly asCsv: boolean;
}

/** Answers every row as it comes, and the exit code. */
async function mintAll(io: Io, { heed, order, rows, asCsv }: Work): Promise<number> {
  // Answers on a terminal would run through the progress, and show as much.
  const progress = createProgress(io.stdoutIsTerminal ? { now: io.now } : io);
  let minted = 0;
  let refused = 0;
  if (asCsv) await io.out(CSV_HEAD);
  try {
    for await (const batch of rows) {
      io.signal.throwIfAborted();
      const answers = batch.map((row) => answerRow(heed, order, row));
      const bad = answers.filter((answer) => 'error' in answer).length;
      refused += bad;
      minted += answers.length - bad;
      await io.out(answers.map(asCsv ? inCsv : inJson).join(''));
      progress.say(`${minted.toLocaleString('en-US')} links`);
    }
  } finally {
    progress.end();
  }
  if (refused > 0)
    io.note(`Links minted: ${minted}. Rows that could not be used, answered in their place: ${refused}.`);
  return refused === 0 ? 0 : 1;
}

function answerRow(heed: Heed, order: LinkOrder, row: AddressRow): Answer {
  const { line } = row;
  if ('code' in row) return { line, error: { code: row.code, fix: row.fix } };
  const minted = mintLinks(heed, order, row.address);
  if (minted.kind === 'refused') return { line, error: { code: minted.code, fix: minted.fix } };
  return { line, address: row.address.trim(), ...minted.links };
}

function inJson(answer: Answer): string {
  return `${JSON.stringify(answer)}\n`;
}

function inCsv(answer: Answer): string {
  const line = String(answer.line);
  if ('error' in answer) return csvRow([line, '', '', '', '', '', '', answer.error.code, answer.error.fix]);
  const { address, recipient_id, unsubscribe_url, preferences_url, headers } = answer;
  return csvRow([
    line,
    address,
    recipient_id,
    unsubscribe_url,
    preferences_url,
    headers['List-Unsubscribe'],
    headers['List-Unsubscribe-Post'],
    '',
    '',
  ]);
}
