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
  return {
    async read() {
      const age = kept ? now() - kept.at : -1;
      if (kept && age >= 0 && age < SENDERS_MILLIS_MAX) return kept.senders;
      const senders = await read();
      kept = { at: now(), senders };
      return senders;
    },
    forget() {
      kept = undefined;
    },
  };
}
