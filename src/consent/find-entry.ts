import type { Database } from '../store/database.ts';
import type { LedgerRow } from '../store/schema.ts';
import type { RecipientId } from './recipient.ts';

/** One entry of one person; undefined where the number is another's, or nobody's. */
export async function findEntry(
  database: Database,
  { seq, recipientId }: { seq: number; recipientId: RecipientId },
): Promise<LedgerRow | undefined> {
  const [entry] = await database.all(
    database.build
      .selectFrom('ledger')
      .selectAll()
      .where('seq', '=', seq)
      .where('recipient_id', '=', recipientId),
  );
  return entry;
}
