import type { Prepared } from '../../store/database.ts';
import type { Look } from '../../store/sqlite.ts';
import { aspectOf, isSuppressed, type Said, standingOf } from '../reference.ts';
import type { Verdict } from '../violation.ts';
import type { Book, Entry } from './book.ts';

/** What somebody was answered, and what they had said. */
export interface Answered {
  readonly person: number;
  readonly said: Pick<Said, 'kind' | 'scope'>;
  /** The ledger's head when they began to say it. */
  readonly headSeqBefore: number;
  readonly outcome: { readonly kind: string; readonly seq: number; readonly dueAt?: number | null };
}

/** Guarantees 2 and 3: what was answered is in the ledger, and what stands is the last word of each person. */
export interface WordsCheck {
  /** New entries, when they were just committed. */
  appended(entries: readonly Entry[]): void;
  /** An answer, when it was just given. */
  answered(answer: Answered): void;
}

interface StandingRow {
  readonly scope: string;
  readonly aspect: string;
  readonly verdict: string;
  readonly until_at: number | null;
  readonly said_seq: number;
}

const VERDICTS: Readonly<Record<string, string>> = {
  opt_out: 'opted_out',
  opt_in: 'opted_in',
  pause: 'paused',
  undeliverable: 'undeliverable',
  deliverable: 'deliverable',
};

const SKEW_MILLIS_MAX = 10 * 60_000;

export function createWordsCheck({
  look,
  book,
  verdict,
  now,
}: {
  look: Look;
  book: Book;
  verdict: Verdict;
  now: () => number;
}): WordsCheck {
  /** What is stored for a person is what the reference says, word for word. */
  function compareStanding(person: number): void {
    const wanted = standingOf(book.words(person))
      .filter(isOpen)
      .map((word) =>
        lineOf(word.scope, aspectOf(word), VERDICTS[word.kind] ?? word.kind, word.until, word.seq),
      );
    const [first] = book.history(person);
    const rows = first === undefined ? [] : look(standingRows(first.seq));
    const found = rows
      .filter((row) => row.verdict !== 'silent' && isOpen({ until: row.until_at }))
      .map((row) => lineOf(row.scope, row.aspect, row.verdict, row.until_at, row.said_seq));
    if (wanted.sort().join('; ') === found.sort().join('; ')) return;
    verdict.broken(3, null, `person ${person} said "${wanted.join('; ')}" and "${found.join('; ')}" stands`);
  }

  /** Whether a pause that is over was ended yet, and by whose clock, is no matter of words. */
  function isOpen({ until }: { readonly until: number | null }): boolean {
    return until === null || until > now() + SKEW_MILLIS_MAX;
  }

  /** An opt-out whose words stood already, and nothing against them, is no news: its first deadline counts. */
  function isRepeated(entry: Entry): boolean {
    if (entry.kind !== 'opt_out') return false;
    const before = book.words(entry.person).filter((word) => word.seq < entry.seq);
    return (
      before.length > 0 && before.every(({ kind, scope }) => kind === 'opt_out' && scope === entry.scope)
    );
  }

  /** Whether an opt-out stood at some moment since: another word may have come between the write and the answer. */
  function stoodSince({ person, said, headSeqBefore }: Answered): boolean {
    const words = book.words(person);
    if (isSuppressed(standingOf(words), said.scope, now())) return true;
    const since = book.history(person).filter(({ seq }) => seq > headSeqBefore);
    return since.length > 0;
  }

  return {
    appended(entries) {
      for (const person of new Set(entries.map((entry) => entry.person))) compareStanding(person);
      for (const entry of entries) {
        if (isRepeated(entry)) verdict.broken(3, null, `entry ${entry.seq} says again what stood already`);
      }
    },
    answered(answer) {
      const { person, said, outcome } = answer;
      if (outcome.kind === 'stale') return;
      const entry = outcome.seq <= book.headSeq ? book.entry(outcome.seq) : undefined;
      const mine = entry?.person === person && entry.scope === said.scope;
      if (!mine || (outcome.kind === 'recorded' && entry.kind !== said.kind)) {
        verdict.broken(
          2,
          null,
          `person ${person} was answered ${outcome.kind} by entry ${outcome.seq}, which is not there`,
        );
        return;
      }
      if ((outcome.dueAt ?? null) !== entry.dueAt) {
        verdict.broken(
          3,
          null,
          `person ${person} was answered another deadline than that of entry ${outcome.seq}`,
        );
      }
      if (outcome.kind === 'already' && said.kind === 'opt_out' && !stoodSince(answer)) {
        verdict.broken(
          3,
          null,
          `person ${person} was told that an opt-out of ${said.scope} stands, and it does not`,
        );
      }
    },
  };
}

function lineOf(scope: string, aspect: string, word: string, until: number | null, seq: number): string {
  return `${scope} ${aspect} ${word} ${until ?? ''} said by ${seq}`;
}

function standingRows(recipientNo: number): Prepared<StandingRow> {
  const sql = 'select scope, aspect, verdict, until_at, said_seq from standing where recipient_no = ?';
  return { sql, parameters: [recipientNo] };
}
