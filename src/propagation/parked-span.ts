import type { ParkedRow } from '../store/schema.ts';
import type { OwedEntry } from './backlog.ts';

/** Which entries somebody is parked with. */
export type ParkedSpan = Pick<ParkedRow, 'first_seq' | 'seq' | 'seqs'>;

/** The list of somebody of whom nothing is owed: their span says only what is to be told again. */
export const NOTHING_OWED = ',';

/** True when an entry of a parked recipient is among those they are parked with. */
export function isParked(row: ParkedSpan, seq: number): boolean {
  if (seq < row.first_seq || seq > row.seq) return false;
  return row.seqs === null || row.seqs.includes(`,${seq},`);
}

/** True for somebody who was told all of it before and has only refused to be told again. */
export function isToldBefore({ seqs }: Pick<ParkedRow, 'seqs'>): boolean {
  return seqs === NOTHING_OWED;
}

/** Which entries a recipient is parked with from now on. What they are owed counts more than what was told before. */
export function parkedSpan(entries: readonly OwedEntry[], before: ParkedRow | undefined): ParkedSpan {
  const owed = entries.filter(({ again }) => again !== true).map(({ seq }) => seq);
  if (owed.length === 0) {
    if (before === undefined) return { ...spanOf(entries.map(({ seq }) => seq)), seqs: NOTHING_OWED };
    return { first_seq: before.first_seq, seq: before.seq, seqs: before.seqs };
  }
  if (before === undefined || isToldBefore(before)) return listed(owed);
  if (before.seqs === null) return { ...spanOf([before.first_seq, before.seq, ...owed]), seqs: null };
  return listed([...before.seqs.split(',').filter(Boolean).map(Number), ...owed]);
}

function listed(seqs: readonly number[]): ParkedSpan {
  const ordered = [...new Set(seqs)].sort((one, other) => one - other);
  return { ...spanOf(ordered), seqs: `,${ordered.join(',')},` };
}

function spanOf(seqs: readonly number[]): Pick<ParkedRow, 'first_seq' | 'seq'> {
  return { first_seq: Math.min(...seqs), seq: Math.max(...seqs) };
}
