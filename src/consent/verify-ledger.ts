import type { Database } from '../store/database.ts';
import type { LedgerRow } from '../store/schema.ts';
import { type ChainBreak, chainBreak, GENESIS, type Head } from './chain.ts';

/** Why a ledger is not whole: the chain, or what leads to it and was made from it. */
export type LedgerBreak = ChainBreak | 'recipient_missing' | 'tail_missing';

/** The outcome of walking the ledger: whole, or broken at the first entry that does not continue it or leads to nobody. */
export type LedgerProof =
  | { readonly kind: 'whole'; readonly entries: number; readonly head: Head }
  | {
      readonly kind: 'broken';
      readonly seq: number;
      readonly after: Head;
      readonly why: LedgerBreak;
    };

const PAGE = 1_000;

/**
 * Walks the whole ledger and proves its chain, and that everybody it speaks of is found, or names the first broken entry.
 * Reads pages, so any size fits in memory. `onProgress` is told the last entry proven.
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
    const idOf = await recipientIds(database, entries);
    for (const entry of entries) {
      const why = chainBreak(head, entry) ?? recipientBreak(idOf, entry);
      if (why) return { kind: 'broken', seq: entry.seq, after: head, why };
      head = { seq: entry.seq, hash: entry.hash };
      after = entry.seq;
    }
    onProgress?.(head.seq);
    if (entries.length < PAGE) return proofOfEnd(database, head);
  }
}

/** The ids under which the people are found who spoke for the first time in these entries, by their number. */
async function recipientIds(
  database: Database,
  entries: readonly LedgerRow[],
): Promise<ReadonlyMap<number, string>> {
  const [first, last] = [entries[0], entries.at(-1)];
  if (first === undefined || last === undefined) return new Map();
  const rows = await database.all(
    database.build
      .selectFrom('recipient')
      .select(['no', 'id'])
      .where('no', '>=', first.seq)
      .where('no', '<=', last.seq),
  );
  return new Map(rows.map(({ no, id }) => [no, id]));
}

// What stands is found by the id and then by the number: without the row between, an opt-out would be there and not hold.
function recipientBreak(
  idOf: ReadonlyMap<number, string>,
  { seq, recipient_no, recipient_id }: LedgerRow,
): LedgerBreak | undefined {
  return recipient_no !== seq || idOf.get(seq) === recipient_id ? undefined : 'recipient_missing';
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
