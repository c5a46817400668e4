import type { Database } from '../store/database.ts';
import { type ChainBreak, chainBreak, GENESIS, type Head } from './chain.ts';

/** The outcome of walking the chain: whole, or broken at the first entry that does not continue it. */
export type LedgerProof =
  | { readonly kind: 'whole'; readonly entries: number; readonly head: Head }
  | {
      readonly kind: 'broken';
      readonly seq: number;
      readonly after: Head;
      readonly why: ChainBreak | 'tail_missing';
    };

const PAGE = 1_000;

/**
 * Walks the whole ledger and proves its chain, or names the first broken entry. Reads pages, so any size fits in
 * memory. `onProgress` is told the last entry proven.
 */
export async function verifyLedger(
  database: Database,
  onProgress?: (seq: number) => void,
): Promise<LedgerProof> {
  let head: Head = GENESIS;
  // From the very first row, so that one slipped in before entry 1 is found too.
  let after = Number.MIN_SAFE_INTEGER;
  for (;;) {
    const entries = await database.all(
      database.build.selectFrom('ledger').selectAll().where('seq', '>', after).orderBy('seq').limit(PAGE),
    );
    for (const entry of entries) {
      const why = chainBreak(head, entry);
      if (why) return { kind: 'broken', seq: entry.seq, after: head, why };
      head = { seq: entry.seq, hash: entry.hash };
      after = entry.seq;
    }
    onProgress?.(head.seq);
    if (entries.length < PAGE) return proofOfEnd(database, head);
  }
}

// A chain cut short still links up; what was derived from the lost entries gives the cut away.
async function proofOfEnd(database: Database, head: Head): Promise<LedgerProof> {
  const [standing] = await database.all(
    database.build.selectFrom('standing').select((select) => select.fn.max('seq').as('seq')),
  );
  const [cursor] = await database.all(
    database.build.selectFrom('propagation').select((select) => select.fn.max('cursor_seq').as('seq')),
  );
  const seen = Math.max(standing?.seq ?? 0, cursor?.seq ?? 0);
  if (seen > head.seq) return { kind: 'broken', seq: head.seq + 1, after: head, why: 'tail_missing' };
  return { kind: 'whole', entries: head.seq, head };
}
