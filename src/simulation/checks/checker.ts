import type { Look } from '../../store/sqlite.ts';
import type { People } from '../people.ts';
import type { ReceivedItem } from '../received.ts';
import type { Trace } from '../trace.ts';
import type { Verdict } from '../violation.ts';
import { type Book, openBook } from './book.ts';
import { createCursorCheck } from './cursor-check.ts';
import { createDeadlineCheck, type DeadlineCheck } from './deadline-check.ts';
import { concerns, type KnownSender, openAccount, type SenderAccount } from './sender-account.ts';
import { createStatesCheck, type StatesCheck } from './states-check.ts';
import { type Answered, createWordsCheck } from './words-check.ts';

/**
 * Looks on from outside, with books of its own, and says when a promise does not hold. It reads the tables between any two
 * statements of the nodes and believes none of their code.
 */
export interface Checker {
  readonly book: Book;
  readonly accounts: ReadonlyMap<string, SenderAccount>;
  readonly states: StatesCheck;
  readonly deadlines: DeadlineCheck;
  /** A sender was just added, and is owed everything that was said of its brands so far. */
  added(sender: KnownSender): void;
  /** After every commit, whoever made it. */
  committed(): void;
  answered(answer: Answered): void;
  came(sender: string, item: ReceivedItem): void;
  /** After every tick. */
  ticked(): void;
}

export interface CheckerParts {
  readonly look: Look;
  readonly people: People;
  readonly verdict: Verdict;
  readonly trace: Trace;
  readonly now: () => number;
  /** Told of a deadline when an opt-out with it is first seen. */
  readonly dueAt: (instant: number) => void;
}

export function createChecker(parts: CheckerParts): Checker {
  const { look, verdict, now } = parts;
  const accounts = new Map<string, SenderAccount>();
  const book = openBook(parts);
  const words = createWordsCheck({ look, book, verdict, now });
  const states = createStatesCheck({ book, verdict, now });
  const cursors = createCursorCheck({ ...parts, accounts });
  const deadlines = createDeadlineCheck({ look, verdict, now, accounts });
  const dues = new Set<number>();

  return {
    book,
    accounts,
    states,
    deadlines,
    added(sender) {
      const account = openAccount(sender, book);
      accounts.set(sender.id, account);
    },
    committed() {
      const entries = book.read();
      for (const entry of entries) {
        for (const account of accounts.values()) if (concerns(account.sender, entry)) account.owes(entry);
        if (entry.dueAt === null || dues.has(entry.dueAt)) continue;
        dues.add(entry.dueAt);
        parts.dueAt(entry.dueAt);
      }
      if (entries.length > 0) words.appended(entries);
      cursors.committed();
    },
    answered: (answer) => words.answered(answer),
    came: (sender, item) => states.came(sender, item),
    ticked() {
      cursors.ticked();
      deadlines.looked();
    },
  };
}
