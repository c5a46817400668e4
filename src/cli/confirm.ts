import { type Io, Misspelled } from './io.ts';

/**
 * Asks on a terminal whether to go on, and answers whether somebody wrote yes. Without a terminal nobody could, so then
 * `--yes` has to be given.
 */
export async function confirmed(io: Io, question: string, { yes }: { yes: boolean }): Promise<boolean> {
  if (yes) return true;
  if (!io.stdinIsTerminal) {
    throw new Misspelled('nobody can be asked whether to go on.', 'Give --yes where there is no terminal.');
  }
  io.note(`${question} Write yes to go on:`);
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of io.stdin) {
    text += decoder.decode(chunk, { stream: true });
    if (text.includes('\n')) break;
  }
  return text.split('\n')[0]?.trim().toLowerCase() === 'yes';
}
