import { describe, expect, it } from 'vitest';
import { confirmed } from './confirmed.ts';

async function asked(typed: readonly string[], { yes = false, terminal = true } = {}) {
  const notes: string[] = [];
  const io = {
    stdin: (async function* () {
      for (const chunk of typed) yield new TextEncoder().encode(chunk);
      // A terminal goes on waiting after the line.
      await new Promise(() => undefined);
    })(),
    stdinIsTerminal: terminal,
    note: (line: string) => void notes.push(line),
  };
  await confirmed(io, { yes, question: 'It is gone then.', word: 'crm' });
  return notes;
}

describe('a confirmation', () => {
  it('is the word typed again, asked for with what it means', async () => {
    expect(await asked(['cr', 'm\n'])).toEqual(['It is gone then. Type crm to go on:']);
  });

  it('is nothing else', async () => {
    await expect(asked(['y\n'])).rejects.toThrow('nothing was changed');
    await expect(asked(['\n'])).rejects.toThrow('nothing was changed');
  });

  it('is --yes where nobody can be asked, and cannot be done without there', async () => {
    expect(await asked([], { yes: true, terminal: false })).toEqual([]);
    await expect(asked(['crm\n'], { terminal: false })).rejects.toMatchObject({ exitCode: 2 });
  });
});
