/** A line of input and its number, counted from 1. */
export interface Line {
  readonly number: number;
  readonly text: string;
}

/** The longest line that is read whole; of a longer one only so much is kept that it can be refused. */
export const LINE_LENGTH_MAX = 65_536;

/**
 * Splits a byte stream into lines, in batches as they arrive: whoever writes line by line is answered line by line, and
 * memory stays flat. Blank lines are counted and passed over; a byte order mark and carriage returns are dropped.
 */
export async function* lineBatches(input: AsyncIterable<Uint8Array>): AsyncGenerator<readonly Line[]> {
  const decoder = new TextDecoder();
  let rest = '';
  let number = 0;
  const numbered = (texts: readonly string[]): Line[] =>
    texts.map((text) => ({ number: ++number, text: text.trim() })).filter(({ text }) => text !== '');

  for await (const chunk of input) {
    const texts = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = (texts.pop() ?? '').slice(0, LINE_LENGTH_MAX + 1);
    const lines = numbered(texts);
    if (lines.length > 0) yield lines;
  }
  const last = numbered([rest + decoder.decode()]);
  if (last.length > 0) yield last;
}

/** Reads a line as JSON: the value, or undefined when it is none or too long. */
export function jsonOf(text: string): unknown {
  if (text.length > LINE_LENGTH_MAX) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // JSON.parse has no other way to say so, and its words would repeat the line
  }
}
