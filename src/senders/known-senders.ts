import type { Sender } from './sender.ts';

/** The senders as a process keeps them: read again when they are old or were changed here. */
export interface KnownSenders {
  read(): Promise<readonly Sender[]>;
  forget(): void;
}

// Another process may add a sender: it gets its first delivery this much later at most.
const SENDERS_MILLIS_MAX = 5_000;

/** Keeps the senders in memory for a few seconds, because every tick and every feed request needs them. */
export function createKnownSenders(read: () => Promise<readonly Sender[]>, now: () => number): KnownSenders {
  let kept: { readonly at: number; readonly senders: readonly Sender[] } | undefined;
  let changes = 0;
  return {
    async read() {
      const at = now();
      // A clock that stepped back makes the age negative: that is as good as old.
      const age = kept ? at - kept.at : -1;
      if (kept && age >= 0 && age < SENDERS_MILLIS_MAX) return kept.senders;
      const before = changes;
      const senders = await read();
      // What was read while something changed may be from before the change: good for this caller, not to be kept.
      if (before === changes) kept = { at, senders };
      return senders;
    },
    forget() {
      changes++;
      kept = undefined;
    },
  };
}
