import { type Io, Misspelled, Refused } from './io.ts';
import { readText } from './read-text.ts';

const LINE_BYTES_MAX = 1_000;

/**
 * Asks whoever sits at the terminal to type a word again before something is done that should not happen by mistake. Where
 * nobody does, `--yes` has to say so. Throws `Refused` unless it is confirmed.
 */
export async function confirmed(
  io: Pick<Io, 'stdin' | 'stdinIsTerminal' | 'note'>,
  { yes, question, word }: { yes: boolean; question: string; word: string },
): Promise<void> {
  if (yes) return;
  if (!io.stdinIsTerminal) throw new Misspelled('nobody is here to confirm it.', 'Add --yes to mean it.');
  io.note(`${question} Type ${word} to go on:`);
  const typed = await readText(firstLine(io.stdin), LINE_BYTES_MAX);
  if (typed?.trim() !== word) throw new Refused('it was not confirmed, and nothing was changed.');
}

async function* firstLine(input: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const chunk of input) {
    yield chunk;
    if (chunk.includes(0x0a)) return;
  }
}
