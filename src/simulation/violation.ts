import type { Trace } from './trace.ts';

/** Which promise was broken: a guarantee by its number in the design, or `code` where something threw that never should. */
export type Promised = 2 | 3 | 4 | 5 | 6 | 11 | 'code';

/** A promise that did not hold, where and when. */
export interface Violation {
  readonly promise: Promised;
  readonly sender: string | null;
  /** Epoch ms of virtual time. */
  readonly at: number;
  readonly what: string;
  /** What happened before, oldest first. */
  readonly trace: readonly string[];
}

/** Takes the first violation, which ends the run: what follows from it says nothing. */
export interface Verdict {
  readonly violation: Violation | undefined;
  broken(promise: Promised, sender: string | null, what: string): void;
}

/** Makes a verdict that is good until told otherwise. */
export function createVerdict(now: () => number, trace: Trace): Verdict {
  let violation: Violation | undefined;
  return {
    get violation() {
      return violation;
    },
    broken(promise, sender, what) {
      violation ??= { promise, sender, at: now(), what, trace: trace.last(sender) };
    },
  };
}
