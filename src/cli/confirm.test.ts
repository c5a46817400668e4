import { describe, expect, it } from 'vitest';
import { createRandomBytes } from '../keys/random.ts';
import { confirmed } from './confirm.ts';
import type { Io } from './io.ts';

async function asked(typed: readonly string[], { yes = false, terminal = true } = {}) {
  const notes: string[] = [];
  const io: Io = {
    environment: {},
    stdin: (async function* () {
      for (const chunk of typed) yield new TextEncoder().encode(chunk);
      // A terminal goes on waiting after the line.
      await new Promise(() => undefined);
    })(),
    stdinIsTerminal: terminal,
    stdoutIsTerminal: terminal,
    out: async () => undefined,
    note: (line) => void notes.push(line),
    signal: new AbortController().signal,
    now: () => 0,
    random: createRandomBytes(),
  };
  return { meant: await confirmed(io, 'It is gone then.', { yes }), notes };
}

describe('a confirmation', () => {
  it('is the word yes, asked for with what it means', async () => {
    expect(await asked(['Ye', 's\n'])).toEqual({
      meant: true,
      notes: [expect.stringContaining('It is gone then.')],
    });
  });

  it('is nothing else', async () => {
    expect(await asked(['y\n'])).toMatchObject({ meant: false });
    expect(await asked(['\n'])).toMatchObject({ meant: false });
  });

  it('is --yes where nobody can be asked, and cannot be done without there', async () => {
    expect(await asked([], { yes: true, terminal: false })).toEqual({ meant: true, notes: [] });
    await expect(asked(['yes\n'], { terminal: false })).rejects.toMatchObject({ exitCode: 2 });
  });
});
