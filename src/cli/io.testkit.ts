import { createRandomBytes } from '../keys/random.ts';
import type { Io } from './io.ts';
import { main } from './main.ts';

/** What a command line came to. */
export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface RunOptions {
  /** Standard input, in the chunks it arrives in. */
  readonly input?: readonly string[];
  /** True where standard input is somebody at a terminal. */
  readonly terminal?: boolean;
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly signal?: AbortSignal;
  readonly draw?: (text: string) => void;
}

/** Runs a command line in this process, with standard streams made of text. */
export async function run(args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  let out = '';
  let err = '';
  const io: Io = {
    environment: options.environment ?? {},
    stdin: bytesOf(options.input ?? []),
    stdinIsTerminal: options.terminal ?? false,
    stdoutIsTerminal: false,
    out: async (text) => {
      out += text;
    },
    note: (line) => {
      err += `${line}\n`;
    },
    draw: options.draw,
    signal: options.signal ?? new AbortController().signal,
    now: Date.now,
    random: createRandomBytes(),
  };
  const code = await main(args, io);
  return { code, out, err };
}

/** The lines of an output that ends in a line feed. */
export function linesOf(text: string): string[] {
  return text.split('\n').slice(0, -1);
}

async function* bytesOf(chunks: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) yield new TextEncoder().encode(chunk);
}
