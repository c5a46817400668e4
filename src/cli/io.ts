import type { RandomBytes } from '../keys/random.ts';

/** Everything a command may touch of the process it runs in. */
export interface Io {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly stdinIsTerminal: boolean;
  readonly stdoutIsTerminal: boolean;
  /** Writes to standard output, for answers alone. Resolves when the reader took it; rejects when the reader went away. */
  readonly out: (text: string) => Promise<void>;
  /** Writes a line to standard error: what is said around the answers. */
  readonly note: (line: string) => void;
  /** Where the progress of long work is drawn over and over; absent unless standard error is a terminal. */
  readonly draw?: ((text: string) => void) | undefined;
  /** Aborted when the process is asked to stop; the reason is the name of the signal. */
  readonly signal: AbortSignal;
  /** Epoch ms. */
  readonly now: () => number;
  readonly random: RandomBytes;
}

/** A command that cannot be carried out. Says what is wrong and how to mend it, without secrets or mail addresses. */
export class Refused extends Error {
  readonly exitCode: number = 1;
  readonly fix: string | undefined;

  constructor(problem: string, fix?: string) {
    super(problem);
    this.name = 'Refused';
    this.fix = fix;
  }
}

/** A command that was spelled wrong. */
export class Misspelled extends Refused {
  override readonly exitCode = 2;
}

/** Whoever read our output went away, as `head` does: there is nobody left to answer. */
export class ReaderGone extends Error {}
