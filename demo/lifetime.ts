import { setTimeout as delay } from 'node:timers/promises';

/** Why the demo ends before its time. */
export class Interrupted extends Error {
  constructor(
    readonly by: string,
    readonly exitCode: number,
  ) {
    super(`interrupted by ${by}`);
    this.name = 'Interrupted';
  }
}

/** How something that was begun is ended: with patience, and where there is no time left. Both may be called. */
export interface Ending {
  gently(): Promise<void>;
  /** Synchronous: the process is about to be gone. */
  atOnce(): void;
}

/** The life of a demo: its end, wanted or not, and everything that must be undone by then. */
export interface Lifetime {
  /** Aborts when the demo must end now; the reason says why. */
  readonly signal: AbortSignal;
  onEnd(ending: Ending): void;
  /** Ends the demo because something went wrong. */
  fail(error: Error): void;
  /** Undoes everything, last begun first. */
  end(): Promise<void>;
}

// 128 + the signal's number, as shells count.
const EXIT_CODES = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;
const SIGNALS = ['SIGHUP', 'SIGINT', 'SIGTERM'] as const;
const OUTPUT_CLOSED_EXIT_CODE = 141; // as for SIGPIPE
// `npm run` passes a Ctrl-C on that the terminal has sent here already: so soon after the first it is the same one.
const SAME_PRESS_MILLIS = 400;
const PATIENCE_MILLIS = 6_000; // the service itself cuts off after five seconds what does not finish

/**
 * Begins a lifetime. Ctrl-C, a termination, or a terminal that goes away ends it through `signal`; a second Ctrl-C ends
 * the process there and then. Even then, and when the process dies of an error, everything is undone at once.
 */
export function beginLifetime(): Lifetime {
  const ending = new AbortController();
  const endings: Ending[] = [];
  let interruptedAt: number | undefined;

  const undoAtOnce = () => {
    while (endings.length > 0) endings.pop()?.atOnce();
  };
  const interrupt = (name: (typeof SIGNALS)[number]) => {
    if (interruptedAt === undefined) {
      interruptedAt = performance.now();
      ending.abort(new Interrupted(name, EXIT_CODES[name]));
    } else if (performance.now() - interruptedAt > SAME_PRESS_MILLIS) {
      process.exit(EXIT_CODES[name]); // undoAtOnce runs on exit
    }
  };
  process.on('exit', undoAtOnce);
  for (const name of SIGNALS) process.on(name, interrupt);
  // Stays for good: writes that were under way when the reader left fail later still.
  process.stdout.on('error', () => {
    ending.abort(new Interrupted('the end of the output', OUTPUT_CLOSED_EXIT_CODE));
  });

  return {
    signal: ending.signal,
    onEnd(one) {
      endings.push(one);
    },
    fail: (error) => ending.abort(error),
    async end() {
      ending.abort(new Error('The demo is over.'));
      for (let one = endings.at(-1); one !== undefined; one = endings.at(-1)) {
        // What hangs or fails is not waited for; whatever it left is then undone at once.
        const patience = new AbortController();
        const tooLate = delay(PATIENCE_MILLIS, undefined, { signal: patience.signal }).catch(() => undefined);
        await Promise.race([one.gently().catch(() => undefined), tooLate]);
        patience.abort();
        one.atOnce();
        endings.pop();
      }
      process.off('exit', undoAtOnce);
      for (const name of SIGNALS) process.off(name, interrupt);
    },
  };
}
