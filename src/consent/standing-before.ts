import type { LedgerRow } from '../store/schema.ts';
import type { Restored } from './decision.ts';
import type { Aspect } from './standing.ts';

/**
 * Pure: what an entry replaced at its scope, read from the person's history (any order). An undo takes back the entry
 * right before it at its scope, and what was taken back does not count. Undefined for an entry that is no word about
 * consent, because such an entry cannot be undone.
 */
export function standingBefore(history: readonly LedgerRow[], entry: LedgerRow): Restored | undefined {
  const undone = wordOf(entry);
  if (undone === undefined) return undefined;
  const words: Word[] = [];
  const earlier = history.filter(({ scope, seq }) => scope === entry.scope && seq < entry.seq);
  for (const row of earlier.sort((one, other) => one.seq - other.seq)) {
    const word = wordOf(row);
    if (word) words.push(word);
    else if (row.kind === 'undo') words.pop();
  }
  const before = words.findLast(({ aspect }) => aspect === undone.aspect);
  return before?.restored ?? { verdict: 'silent', until: null, saidSeq: 0 };
}

interface Word {
  readonly aspect: Aspect;
  readonly restored: Restored;
}

function wordOf({ kind, seq, until_at }: LedgerRow): Word | undefined {
  switch (kind) {
    case 'opt_out':
      return { aspect: 'consent', restored: { verdict: 'opted_out', until: null, saidSeq: seq } };
    case 'opt_in':
      return { aspect: 'consent', restored: { verdict: 'opted_in', until: null, saidSeq: seq } };
    case 'pause':
      return { aspect: 'pause', restored: { verdict: 'paused', until: until_at, saidSeq: seq } };
    default:
      return undefined;
  }
}
