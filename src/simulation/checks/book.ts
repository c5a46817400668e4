import { brandOf, parseScope, type Scope } from '../../consent/scope.ts';
import type { Prepared } from '../../store/database.ts';
import type { Look } from '../../store/sqlite.ts';
import type { People } from '../people.ts';
import { heard, type Said } from '../reference.ts';
import type { Verdict } from '../violation.ts';

/** One ledger entry, as the checks remember it. */
export interface Entry extends Said {
  readonly person: number;
  readonly brand: string;
  readonly dueAt: number | null;
}

/** The ledger as it was seen growing, entry by entry, and what each person said by the reference. */
export interface Book {
  readonly headSeq: number;
  entry(seq: number): Entry;
  /** What counts of a person's words, oldest first. */
  words(person: number): readonly Said[];
  /** What counted after these entries of one person. */
  wordsAfter(history: readonly Entry[]): readonly Said[];
  /** Every entry of a person, oldest first. */
  history(person: number): readonly Entry[];
  /** Takes in what was appended since; answers it. */
  read(): readonly Entry[];
}

interface Row {
  readonly seq: number;
  readonly recipient_id: string;
  readonly scope: string;
  readonly kind: string;
  readonly until_at: number | null;
  readonly due_at: number | null;
}

/** Opens an empty book of a ledger that is still empty. */
export function openBook({ look, people, verdict }: { look: Look; people: People; verdict: Verdict }): Book {
  const entries: Entry[] = [];
  const histories = new Map<number, Entry[]>();
  const words = new Map<number, readonly Said[]>();

  function take(row: Row): Entry | undefined {
    const person = people.numberOf(row.recipient_id);
    const scope = parseScope(row.scope);
    if (row.seq !== entries.length + 1 || person === undefined || scope === undefined) {
      verdict.broken(2, null, `entry ${row.seq} does not follow entry ${entries.length}, or is nobody's`);
      return undefined;
    }
    const entry = entryOf(row, scope, person);
    entries.push(entry);
    const history = histories.get(person);
    if (history === undefined) histories.set(person, [entry]);
    else history.push(entry);
    words.set(person, heard(words.get(person) ?? [], entry));
    return entry;
  }

  return {
    get headSeq() {
      return entries.length;
    },
    entry(seq) {
      const found = entries[seq - 1];
      if (found === undefined) throw new RangeError(`there is no entry ${seq}`);
      return found;
    },
    words: (person) => words.get(person) ?? [],
    wordsAfter: (history) => history.reduce<readonly Said[]>(heard, []),
    history: (person) => histories.get(person) ?? [],
    read: () => look(entriesAfter(entries.length)).flatMap((row) => take(row) ?? []),
  };
}

function entryOf({ seq, kind, until_at: until, due_at: dueAt }: Row, scope: Scope, person: number): Entry {
  return { seq, scope, kind, until, person, brand: brandOf(scope), dueAt };
}

function entriesAfter(seq: number): Prepared<Row> {
  const sql =
    'select seq, recipient_id, scope, kind, until_at, due_at from ledger where seq > ? order by seq';
  return { sql, parameters: [seq] };
}
