import type { Look } from '../../store/sqlite.ts';
import type { People } from '../people.ts';
import type { ReceivedItem } from '../received.ts';
import { scopesOf } from '../scopes.ts';
import type { Trace } from '../trace.ts';
import type { Verdict } from '../violation.ts';
import { type Book, type Entry, openBook } from './book.ts';
import { createCursorCheck } from './cursor-check.ts';
import { createDeadlineCheck, type DeadlineCheck } from './deadline-check.ts';
import { createPositionsLook } from './positions-look.ts';
import {
  type Backlog,
  concerns,
  type KnownSender,
  openAccount,
  type SenderAccount,
} from './sender-account.ts';
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
  /** A sender is about to be added: from its commit on it is owed everything that was said of its brands. */
  adding(sender: KnownSender): void;
  /** A sender is about to be given a brand, and from that commit on is owed what was said of it. */
  giving(senderId: string, brand: string): void;
  /** A sender is about to be retired, and owes nothing any more. */
  retiring(senderId: string): void;
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
  const positions = createPositionsLook(parts);
  const book = openBook(parts);
  const words = createWordsCheck({ look, book, verdict, now });
  const states = createStatesCheck({ book, verdict, now });
  const cursors = createCursorCheck({ ...parts, book, positions, accounts });
  const deadlines = createDeadlineCheck({ look, verdict, now, accounts });
  const dues = new Set<number>();
  // What was begun and is waited for in the database.
  let awaited: (() => boolean)[] = [];

  function tellDue(instant: number): void {
    if (dues.has(instant)) return;
    dues.add(instant);
    parts.dueAt(instant);
  }

  function owe(
    account: SenderAccount,
    isOwed: (entry: Entry) => boolean,
    backlog: Backlog | undefined,
  ): void {
    if (backlog !== undefined) tellDue(backlog.dueAt);
    for (let seq = 1; seq <= book.headSeq; seq++) {
      const entry = book.entry(seq);
      if (isOwed(entry)) account.owes(entry, seq <= (backlog?.toSeq ?? 0) ? backlog : undefined);
    }
  }

  function appended(entries: readonly Entry[]): void {
    for (const entry of entries) {
      for (const account of accounts.values()) {
        if (!account.retired && concerns(account.sender, entry)) account.owes(entry);
      }
      if (entry.dueAt !== null) tellDue(entry.dueAt);
    }
    if (entries.length > 0) words.appended(entries);
  }

  return {
    book,
    accounts,
    states,
    deadlines,
    adding(sender) {
      awaited.push(() => {
        const row = positions.cursor(sender.id);
        if (row === undefined) return false;
        const account = openAccount(sender);
        accounts.set(sender.id, account);
        account.cursorSeq = row.cursor_seq;
        owe(account, (entry) => concerns(sender, entry), positions.backlog(sender.id, 'backfill', '*'));
        return true;
      });
    },
    giving(senderId, brand) {
      awaited.push(() => {
        const account = accounts.get(senderId);
        if (account === undefined || !positions.hasBrand(senderId, brand)) return false;
        account.sender.brands.add(brand);
        const backlog = positions.backlog(senderId, 'brand', brand);
        if (backlog !== undefined) account.starts.set(brand, backlog.toSeq);
        owe(account, (entry) => entry.brand === brand, backlog);
        return true;
      });
    },
    retiring(senderId) {
      const account = accounts.get(senderId);
      if (account !== undefined) account.retired = true;
    },
    committed() {
      appended(book.read());
      if (awaited.length > 0) awaited = awaited.filter((isThere) => !isThere());
      cursors.committed();
    },
    answered: (answer) => words.answered(answer),
    came(sender, item) {
      const account = accounts.get(sender);
      const known = account === undefined ? 0 : scopesOf([...account.sender.brands]);
      if ((item.state.about & ~known) !== 0)
        verdict.broken(4, sender, `item ${item.seq} speaks of a brand that is not its own`);
      states.came(sender, item);
    },
    ticked() {
      cursors.ticked();
      deadlines.looked();
    },
  };
}
