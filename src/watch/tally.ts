/** One opt-out that waits, as the ledger has it. Epoch ms. */
export interface WaitingEntry {
  readonly seq: number;
  readonly requestedAt: number;
  readonly receivedAt: number;
  readonly recordedAt: number;
  readonly dueAt: number;
}

/** Those that share a stored deadline: the first of them, and the earliest of each clock. */
export interface DueGroup {
  readonly dueAt: number;
  readonly seq: number;
  readonly requestedAt: number;
  readonly receivedAt: number;
}

/** What waits in a part of the ledger, without the entries: deadlines are midnights, so there are few groups. */
export interface Tally {
  readonly count: number;
  readonly oldest: { readonly seq: number; readonly requestedAt: number } | undefined;
  /** The earliest instant at which any of them was held here; Infinity where nothing waits. */
  readonly recordedAt: number;
  readonly groups: readonly DueGroup[];
}

/** Nothing waits. */
export const NOTHING: Tally = { count: 0, oldest: undefined, recordedAt: Infinity, groups: [] };

/** The tally of some entries, in any order. */
export function tallyOf(entries: readonly WaitingEntry[]): Tally {
  return merged(entries.map(one));
}

function one({ seq, receivedAt, recordedAt, dueAt, ...entry }: WaitingEntry): Tally {
  // What is said to be asked for after it was received counts from receipt.
  const requestedAt = Math.min(entry.requestedAt, receivedAt);
  return {
    count: 1,
    oldest: { seq, requestedAt },
    recordedAt,
    groups: [{ dueAt, seq, requestedAt, receivedAt }],
  };
}

/** The tally of several parts together. */
export function merged(parts: readonly Tally[]): Tally {
  const groups = new Map<number, DueGroup>();
  let count = 0;
  let recordedAt = Infinity;
  let oldest: Tally['oldest'];
  for (const part of parts) {
    count += part.count;
    recordedAt = Math.min(recordedAt, part.recordedAt);
    oldest = older(oldest, part.oldest);
    for (const group of part.groups) groups.set(group.dueAt, joined(groups.get(group.dueAt), group));
  }
  return { count, oldest, recordedAt, groups: [...groups.values()] };
}

/** Of two that wait, the one that was asked for first. */
export function older(left: Tally['oldest'], right: Tally['oldest']): Tally['oldest'] {
  if (left === undefined || right === undefined) return left ?? right;
  const difference = left.requestedAt - right.requestedAt || left.seq - right.seq;
  return difference <= 0 ? left : right;
}

function joined(left: DueGroup | undefined, right: DueGroup): DueGroup {
  if (left === undefined) return right;
  return {
    dueAt: left.dueAt,
    seq: Math.min(left.seq, right.seq),
    requestedAt: Math.min(left.requestedAt, right.requestedAt),
    receivedAt: Math.min(left.receivedAt, right.receivedAt),
  };
}
