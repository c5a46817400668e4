/** Tells those who wait that the ledger has grown. It carries no news itself: who is woken looks. */
export interface Wake {
  ring(): void;
  /** Resolves at the next ring, after `millis`, or when the signal aborts. */
  wait(millis: number, signal?: AbortSignal): Promise<void>;
}

/** Waits that many milliseconds, less when the signal aborts. An argument, so that tests need not wait. */
export type Sleep = (millis: number, signal?: AbortSignal) => Promise<void>;

/** A bell of this process. Entries written by other processes are found by looking again after `millis`. */
export function createWake(sleep: Sleep): Wake {
  // Hung up by the first who waits: under load the bell is rung far more often than anybody waits for it.
  let bell: AbortController | undefined;
  return {
    ring() {
      bell?.abort(RUNG);
      bell = undefined;
    },
    wait(millis, signal) {
      bell ??= new AbortController();
      return sleep(millis, signal === undefined ? bell.signal : AbortSignal.any([bell.signal, signal]));
    },
  };
}

// A reason of its own spares the making of an error, stack and all, that nobody looks at.
const RUNG = 'rung';

/** The real one. */
export const sleep: Sleep = (millis, signal) =>
  new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const timer = setTimeout(done, millis);
    signal?.addEventListener('abort', done, { once: true });
    function done(): void {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    }
  });
