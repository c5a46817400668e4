import { addAbortSignal, type Readable, type Writable } from 'node:stream';
import type { Io } from './io.ts';
import { ReaderGone } from './io.ts';

type Terminalish = { readonly isTTY?: boolean };

/** The standard streams as commands use them. */
export function standardStreams(
  {
    stdin,
    stdout,
    stderr,
  }: {
    stdin: Readable & Terminalish;
    stdout: Writable & Terminalish;
    stderr: Writable & Terminalish;
  },
  signal: AbortSignal,
): Pick<Io, 'stdin' | 'stdinIsTerminal' | 'stdoutIsTerminal' | 'out' | 'note' | 'draw'> {
  // A reader that goes away is told to the writer below; without a listener it would end the process.
  stdout.on('error', () => {});
  stderr.on('error', () => {});
  return {
    stdin: { [Symbol.asyncIterator]: () => addAbortSignal(signal, stdin)[Symbol.asyncIterator]() },
    stdinIsTerminal: stdin.isTTY === true,
    stdoutIsTerminal: stdout.isTTY === true,
    out: (text) =>
      new Promise((resolve, reject) => {
        stdout.write(text, (error) => (error ? reject(new ReaderGone()) : resolve()));
      }),
    note: (line) => void stderr.write(`${line}\n`),
    draw: stderr.isTTY ? (text) => void stderr.write(`\r\u001b[2K${text}`) : undefined,
  };
}
