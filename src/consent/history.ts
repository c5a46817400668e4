import type { Database } from '../store/database.ts';
import type { LedgerRow } from '../store/schema.ts';
import type { RecipientId } from './recipient.ts';

// A person's ledger is short; this bounds a page for the odd one that is not.
export const HISTORY_MAX = 1_000;

/** The newest entries of one person, newest first, at most `HISTORY_MAX`. */
export async function historyOf(database: Database, recipientId: RecipientId): Promise<LedgerRow[]> {
  return database.all(
    database.build
      .selectFrom('recipient')
      .innerJoin('ledger', 'ledger.recipient_no', 'recipient.no')
      .selectAll('ledger')
      .where('recipient.id', '=', recipientId)
      .orderBy('ledger.seq', 'desc')
      .limit(HISTORY_MAX),
  );
}
