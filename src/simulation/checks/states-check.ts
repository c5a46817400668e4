import type { ReceivedItem } from '../received.ts';
import type { Said } from '../reference.ts';
import { type BitState, stateByReference, wordsOf } from '../scopes.ts';
import type { Verdict } from '../violation.ts';
import type { Book } from './book.ts';

/** Guarantee 3 at the receivers: every state that leaves is one that stood, and has in it all that its number promises. */
export interface StatesCheck {
  /** An item that has just come to a receiver. */
  came(sender: string, item: ReceivedItem): void;
  /** What a receiver should hold of a person by now, of these scopes. */
  wanted(person: number, about: number): BitState;
}

// An item is made before it is sent: a slow push, a frozen process and a wrong clock may lie between.
const AGE_MILLIS_MAX = 6 * 3_600_000;
const SKEW_MILLIS_MAX = 10 * 60_000;

export function createStatesCheck({
  book,
  verdict,
  now,
}: {
  book: Book;
  verdict: Verdict;
  now: () => number;
}): StatesCheck {
  function isState(words: readonly Said[], { about, bits }: BitState, at: number): boolean {
    return stateByReference(words, about, at).bits === bits;
  }

  /** Whether it was somebody's state at some moment: after the entry that numbers it, and not too long ago. */
  function everStood({ person, seq, state }: ReceivedItem): boolean {
    const history = book.history(person);
    const instants = [now(), ...edgesOf(history, now())];
    const from = history.findIndex((entry) => entry.seq >= seq);
    if (from === -1) return false;
    for (let end = from + 1; end <= history.length; end++) {
      const words = book.wordsAfter(history.slice(0, end));
      if (instants.some((at) => isState(words, state, at))) return true;
    }
    return false;
  }

  return {
    came(sender, item) {
      const { person, seq, state } = item;
      const known = book.history(person);
      if ((known.at(-1)?.seq ?? 0) >= seq && isState(book.words(person), state, now())) return;
      if (everStood(item)) return;
      const wanted = wordsOf(stateByReference(book.words(person), state.about, now()));
      const told = wordsOf(state);
      verdict.broken(
        3,
        sender,
        `person ${person}: item ${seq} says "${told}", which never stood; "${wanted}" does`,
      );
    },
    wanted: (person, about) => stateByReference(book.words(person), about, now()),
  };
}

/** The instants right before and after pauses of theirs that ended lately, or are about to by a clock that is ahead. */
function edgesOf(history: readonly Said[], now: number): number[] {
  return history.flatMap(({ until }) => {
    if (until === null || until < now - AGE_MILLIS_MAX || until > now + SKEW_MILLIS_MAX) return [];
    return [until - 1, until];
  });
}
