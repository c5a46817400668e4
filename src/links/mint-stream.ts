import { z } from 'zod';
import { type LinkOrder, type MintParts, mintLinks } from './mint.ts';
import { membersWriter } from './mint-line.ts';

// A line holds one address; anything longer is not a line of ours, and must not be gathered in memory.
const LINE_LENGTH_MAX = 4_096;
// Minting a whole network chunk at once would make one-clicks wait for tens of milliseconds.
const LINES_PER_TURN = 200;

const lineSchema = z.strictObject({ address: z.string() });

/**
 * Turns lines of `{"address": "…"}` into lines of links, in order, one for one, in constant memory. A line that cannot be
 * used is answered in place with its number and how to mend it, and does not stop the rest. Blank lines are passed over.
 */
export async function* mintLines(
  parts: MintParts & { readonly yieldTurn?: (() => Promise<void>) | undefined },
  order: LinkOrder,
  input: ReadableStream<Uint8Array>,
): AsyncGenerator<string> {
  const answer = lineAnswerer(parts, order);
  let line = 0;
  let out: string[] = [];
  for await (const texts of linesOf(input)) {
    for (const text of texts) {
      line += 1;
      if (text.trim() === '') continue;
      out.push(answer(text, line));
      if (out.length < LINES_PER_TURN) continue;
      yield out.join('');
      out = [];
      await parts.yieldTurn?.();
    }
  }
  if (out.length > 0) yield out.join('');
}

function lineAnswerer(parts: MintParts, order: LinkOrder): (text: string, line: number) => string {
  const membersOf = membersWriter(parts.baseUrl);
  return (text, line) => {
    const address = addressIn(text);
    if (address === undefined) {
      return refusal(
        line,
        'invalid_line',
        `Write one {"address": "…"} a line, at most ${LINE_LENGTH_MAX} characters.`,
      );
    }
    const minted = mintLinks(parts, order, address);
    if (minted.kind === 'refused') return refusal(line, minted.code, minted.fix);
    return `{"line":${line},${membersOf(minted.links)}}\n`;
  };
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

function refusal(line: number, code: string, fix: string): string {
  return `${JSON.stringify({ line, error: { code, fix } })}\n`;
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
