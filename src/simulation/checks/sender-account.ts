import type { Received } from '../received.ts';
import { scopesOf } from '../scopes.ts';
import type { Entry } from './book.ts';

/** A sender as the checks know it. */
export interface KnownSender {
  readonly id: string;
  readonly kind: 'webhook' | 'feed' | 'manual';
  /** Those it mails for; more are added as it is given them. */
  readonly brands: Set<string>;
  readonly received: Received;
}

/** What a sender could not be told before it came, or before it was given a brand: it has a deadline of its own. */
export interface Backlog {
  /** The last entry of it. */
  readonly toSeq: number;
  /** Epoch ms. */
  readonly dueAt: number;
  readonly since: number;
}

/** The entries a recipient is parked with. */
export type Parked = ReadonlyMap<number, (seq: number) => boolean>;

/** Deadlines of opt-outs of one brand that a sender has not acknowledged. */
export interface Overdue {
  readonly brand: string;
  readonly dueAt: number;
  readonly count: number;
}

/** What one sender owes and has acknowledged, counted entry by entry. */
export interface SenderAccount {
  readonly sender: KnownSender;
  /** Where its cursor was last seen. */
  cursorSeq: number;
  /** Of brands it was given later: the last entry that a replay of their own tells of. */
  readonly starts: Map<string, number>;
  /** It mails nobody any more, and owes nothing. */
  retired: boolean;
  /** Timed entries it has acknowledged. */
  readonly acknowledged: number;
  /** How many people are set aside. */
  readonly parkedCount: number;
  /** How many entries it has neither acknowledged nor parked. */
  readonly waiting: number;
  /** An entry it must be told of; of a backlog, by the backlog's deadline. */
  owes(entry: Entry, backlog?: Backlog): void;
  /** A position passed these entries: answers those that are thereby acknowledged for the first time. */
  pass(entries: readonly Entry[], parked: Parked): readonly Entry[];
  /** Brands of a backlog that is not yet passed. */
  backlogBrands(): readonly string[];
  overdueAt(now: number): readonly Overdue[];
}

/** True when a sender must be told of an entry. */
export function concerns(
  sender: { readonly brands: ReadonlySet<string> },
  entry: Pick<Entry, 'brand'>,
): boolean {
  return entry.brand === '*' || sender.brands.has(entry.brand);
}

/** True when a receiver holds a state that has the entry in it, and speaks of what it is about. */
export function isHeld({ received, brands }: KnownSender, { person, seq, brand }: Entry): boolean {
  const about = scopesOf(brand === '*' ? [...brands] : [brand]);
  return (
    received.seqOf(person) >= seq && (brand === '*' || (received.stateOf(person).about & about) === about)
  );
}

type Place = 'owed' | 'parked' | 'acknowledged';

/** Opens the account of a sender that owes nothing yet. */
export function openAccount(sender: KnownSender): SenderAccount {
  const places = new Map<number, Place>();
  const dues = new Map<number, number>();
  const pending = new Map<string, Map<number, number>>();
  const backlog = new Map<string, number>();
  const setAside = new Map<number, Entry[]>();
  let acknowledged = 0;
  let waiting = 0;

  function add(to: Map<string, number>, key: string, by: number): void {
    const sum = (to.get(key) ?? 0) + by;
    if (sum === 0) to.delete(key);
    else to.set(key, sum);
  }

  function addPending({ seq, brand }: Entry, by: 1 | -1): void {
    const dueAt = dues.get(seq);
    if (dueAt === undefined) return;
    const ofBrand = pending.get(brand) ?? new Map<number, number>();
    pending.set(brand, ofBrand);
    const sum = (ofBrand.get(dueAt) ?? 0) + by;
    if (sum === 0) ofBrand.delete(dueAt);
    else ofBrand.set(dueAt, sum);
  }

  function leaveBacklog(entry: Entry): void {
    waiting--;
    if (older.delete(entry.seq)) add(backlog, entry.brand, -1);
  }
  const older = new Set<number>();

  function acknowledge(entry: Entry): void {
    if (places.get(entry.seq) === 'owed') leaveBacklog(entry);
    places.set(entry.seq, 'acknowledged');
    addPending(entry, -1);
    dues.delete(entry.seq);
    if (entry.dueAt !== null) acknowledged++;
  }

  function park(entry: Entry): void {
    if (places.get(entry.seq) !== 'owed') return;
    leaveBacklog(entry);
    places.set(entry.seq, 'parked');
    setAside.set(entry.person, [...(setAside.get(entry.person) ?? []), entry]);
  }

  /** Those set aside before whom nothing keeps aside any more. */
  function freed(parked: Parked): Entry[] {
    const free: Entry[] = [];
    for (const [person, entries] of setAside) {
      const kept = entries.filter(({ seq }) => parked.get(person)?.(seq) === true);
      if (kept.length === entries.length) continue;
      free.push(...entries.filter((entry) => !kept.includes(entry)));
      if (kept.length === 0) setAside.delete(person);
      else setAside.set(person, kept);
    }
    return free;
  }

  return {
    sender,
    cursorSeq: 0,
    starts: new Map(),
    retired: false,
    get acknowledged() {
      return acknowledged;
    },
    get parkedCount() {
      return setAside.size;
    },
    get waiting() {
      return waiting;
    },
    owes(entry, given) {
      if (places.has(entry.seq)) return;
      places.set(entry.seq, 'owed');
      waiting++;
      if (given !== undefined) {
        older.add(entry.seq);
        add(backlog, entry.brand, 1);
      }
      if (entry.dueAt === null) return;
      dues.set(entry.seq, given === undefined ? entry.dueAt : dueIn(given, entry.dueAt));
      addPending(entry, 1);
    },
    pass(entries, parked) {
      const free = freed(parked);
      const told = entries.filter(({ person, seq }) => {
        if (places.get(seq) !== 'owed') return false;
        return parked.get(person)?.(seq) !== true;
      });
      for (const entry of entries) if (parked.get(entry.person)?.(entry.seq) === true) park(entry);
      const first = [...free, ...told];
      for (const entry of first) acknowledge(entry);
      return first;
    },
    backlogBrands: () => [...backlog.keys()],
    overdueAt: (now) =>
      [...pending].flatMap(([brand, counts]) =>
        [...counts].flatMap(([dueAt, count]) => (dueAt <= now && count > 0 ? [{ brand, dueAt, count }] : [])),
      ),
  };
}

/** What was due when it could first be told is due with the backlog; nothing is due later than by itself. */
function dueIn({ dueAt, since }: Backlog, ownDueAt: number): number {
  return ownDueAt <= since ? dueAt : Math.min(ownDueAt, dueAt);
}
