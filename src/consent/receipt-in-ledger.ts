import { isDeepStrictEqual } from 'node:util';
import type { Database } from '../store/database.ts';
import type { LedgerRow } from '../store/schema.ts';
import { chainBreak, GENESIS } from './chain.ts';
import { decisionOf, type Receipt } from './receipt.ts';

/**
 * Whether a ledger holds the entry of a receipt. `missing`: it has no entry of that number. `another`: it has another one
 * there. `altered`: the entry has the receipt's hash, but no longer says what that hash was made of.
 */
export type LedgerFinding = 'held' | 'missing' | 'another' | 'altered';

/** Looks a verified receipt up in a ledger: its entry, and the one before, which its hash was made from. */
export async function findInLedger(database: Database, receipt: Receipt): Promise<LedgerFinding> {
  const { seq, hash } = receipt.ledger;
  const rows = await database.all(
    database.build
      .selectFrom('ledger')
      .selectAll()
      .where('seq', '>=', seq - 1)
      .where('seq', '<=', seq)
      .orderBy('seq'),
  );
  const entry = rows.find((row) => row.seq === seq);
  if (entry === undefined) return 'missing';
  if (entry.hash !== hash) return 'another';
  const before = rows.find((row) => row.seq === seq - 1) ?? GENESIS;
  return chainBreak(before, entry) === undefined && says(entry, receipt) ? 'held' : 'altered';
}

/** True when the entry says what the receipt says; what the brand was called then is not in the ledger. */
function says(entry: LedgerRow, { decision, person }: Receipt): boolean {
  const recorded = decisionOf(entry, decision.brand_name);
  return person.recipient_id === entry.recipient_id && isDeepStrictEqual(recorded, decision);
}
