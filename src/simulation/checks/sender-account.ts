import type { Received } from '../received.ts';
import type { Book, Entry } from './book.ts';

/** A sender as the checks know it. Brands it was given later come with the moment they were. */
export interface KnownSender {
  readonly id: string;
  readonly kind: 'webhook' | 'feed' | 'manual';
  readonly brands: ReadonlySet<string>;
  /** Epoch ms. */
  readonly createdAt: number;
  /** The ledger's head when it came: what is older is its backfill. */
  readonly headSeqAtCreation: number;
  readonly received: Received;
}

/** What one sender owes, counted entry by entry as its cursor moves. */
export interface SenderAccount {
  readonly sender: KnownSender;
  readonly cursorSeq: number;
  readonly epoch: number;
  /** Timed entries it has acknowledged. */
  readonly acknowledged: number;
  /** Recipients it has parked, by person. */
  readonly parkedCount: number;
  /** How many entries up to `headSeq` its cursor has not passed. */
  owed(headSeq: number): number;
  /** A new entry it must be told of. */
  owes(entry: Entry): void;
  /** Moves the cursor, and answers what that acknowledged: entries passed, and entries parked before that no longer are. */
  settle(to: { cursorSeq: number; epoch: number; parked: ReadonlyMap<number, Span> }): readonly Entry[];
  /** The brands of opt-outs that are unacknowledged at an instant that is past their deadline, with the earliest. */
  overdueAt(now: number): readonly Overdue[];
}

/** A parked recipient's entries: from first to last. */
export interface Span {
  readonly firstSeq: number;
  readonly lastSeq: number;
}

export interface Overdue {
  readonly brand: string;
  readonly dueAt: number;
  readonly count: number;
}

/** True when a sender must be told of an entry. */
export function concerns(sender: Pick<KnownSender, 'brands'>, entry: Pick<Entry, 'brand'>): boolean {
  return entry.brand === '*' || sender.brands.has(entry.brand);
}

/** Opens the account of a sender that has been told nothing yet. */
export function openAccount(sender: KnownSender, book: Book): SenderAccount {
  const pending = new Map<string, Map<number, number>>();
  const setAside = new Map<number, Entry[]>();
  let cursorSeq = 0;
  let epoch = 0;
  let acknowledged = 0;

  function count({ seq, brand, dueAt }: Entry, by: 1 | -1): void {
    if (dueAt === null) return;
    if (by === -1) acknowledged++;
    // What is older than the sender is its backfill: it is held until that is done, whatever was due when.
    if (seq <= sender.headSeqAtCreation) return;
    const ofBrand = pending.get(brand) ?? new Map<number, number>();
    pending.set(brand, ofBrand);
    const left = (ofBrand.get(dueAt) ?? 0) + by;
    if (left === 0) ofBrand.delete(dueAt);
    else ofBrand.set(dueAt, left);
  }

  /** Entries set aside before whose recipients are no longer parked for them. */
  function freed(parked: ReadonlyMap<number, Span>): Entry[] {
    const free: Entry[] = [];
    for (const [person, entries] of setAside) {
      const span = parked.get(person);
      const kept = entries.filter((entry) => isWithin(span, entry));
      free.push(...entries.filter((entry) => !isWithin(span, entry)));
      if (kept.length === 0) setAside.delete(person);
      else setAside.set(person, kept);
    }
    return free;
  }

  function passed(toSeq: number, parked: ReadonlyMap<number, Span>): Entry[] {
    const told: Entry[] = [];
    for (let seq = cursorSeq + 1; seq <= toSeq; seq++) {
      const entry = book.entry(seq);
      if (!concerns(sender, entry)) continue;
      if (!isWithin(parked.get(entry.person), entry)) told.push(entry);
      else setAside.set(entry.person, [...(setAside.get(entry.person) ?? []), entry]);
    }
    return told;
  }

  return {
    sender,
    get cursorSeq() {
      return cursorSeq;
    },
    get epoch() {
      return epoch;
    },
    get acknowledged() {
      return acknowledged;
    },
    get parkedCount() {
      return setAside.size;
    },
    owed(headSeq) {
      let owed = 0;
      for (let seq = cursorSeq + 1; seq <= headSeq; seq++) if (concerns(sender, book.entry(seq))) owed++;
      return owed;
    },
    owes: (entry) => count(entry, 1),
    settle(to) {
      const done = [...(setAside.size === 0 ? [] : freed(to.parked)), ...passed(to.cursorSeq, to.parked)];
      for (const entry of done) count(entry, -1);
      cursorSeq = Math.max(cursorSeq, to.cursorSeq);
      epoch = to.epoch;
      return done;
    },
    overdueAt: (now) =>
      [...pending].flatMap(([brand, dues]) =>
        [...dues].flatMap(([dueAt, many]) =>
          dueAt <= now && many > 0 ? [{ brand, dueAt, count: many }] : [],
        ),
      ),
  };
}

function isWithin(span: Span | undefined, { seq }: Entry): boolean {
  return span !== undefined && span.firstSeq <= seq && seq <= span.lastSeq;
}
