import { z } from 'zod';
import type { LinkOrder } from './mint.ts';
import { ADDRESSES_PER_MINT, errorMember, inOrder, type Minter } from './mint-many.ts';

// A line holds one address; anything longer is not a line of ours, and must not be gathered in memory.
const LINE_LENGTH_MAX = 4_096;

const lineSchema = z.strictObject({ address: z.string() });

/** A line that asks for something; without an address it cannot be used. */
interface Row {
  readonly line: number;
  readonly address: string | undefined;
}

/**
 * Turns lines of `{"address": "…"}` into lines of links, in order, one for one, in constant memory. A line that cannot be
 * used is answered in place with its number and how to mend it, and does not stop the rest. Blank lines are passed over.
 */
export function mintLines(
  minter: Minter,
  order: LinkOrder,
  input: ReadableStream<Uint8Array>,
): AsyncGenerator<string> {
  return inOrder(rowsOf(input), minter.atOnce, async (rows) => {
    const addresses = rows.map(({ address }) => address).filter((address) => address !== undefined);
    const members = await minter.mint(order, addresses);
    let next = 0;
    return rows
      .map(({ line, address }) => `{"line":${line},${address === undefined ? INVALID : members[next++]}}\n`)
      .join('');
  });
}

const INVALID = errorMember({
  code: 'invalid_line',
  fix: `Write one {"address": "…"} a line, at most ${LINE_LENGTH_MAX} characters.`,
});

/** The lines of the input as far as they are there, in pieces worth minting at once. */
async function* rowsOf(input: ReadableStream<Uint8Array>): AsyncGenerator<Row[]> {
  let line = 0;
  for await (const texts of linesOf(input)) {
    const rows: Row[] = [];
    for (const text of texts) {
      line += 1;
      if (text.trim() !== '') rows.push({ line, address: addressIn(text) });
    }
    for (let from = 0; from < rows.length; from += ADDRESSES_PER_MINT) {
      yield rows.slice(from, from + ADDRESSES_PER_MINT);
    }
  }
}

function addressIn(text: string): string | undefined {
  if (text.length > LINE_LENGTH_MAX) return undefined;
  try {
    const parsed = lineSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data.address : undefined;
  } catch {
    return undefined; // JSON.parse has no other way to say so
  }
}

/**
 * Splits a byte stream at line feeds, and hands on what is whole of each chunk together: a promise for every line would
 * cost more than parsing it. Of an overlong line only so much is kept that it can be refused.
 */
async function* linesOf(input: ReadableStream<Uint8Array>): AsyncGenerator<string[]> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of input) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = (lines.pop() ?? '').slice(0, LINE_LENGTH_MAX + 1);
    yield lines;
  }
  rest += decoder.decode();
  if (rest !== '') yield [rest];
}
