import { EVERYTHING } from '../../consent/scope.ts';
import type { Database } from '../../store/database.ts';

// D1 takes 100 parameters.
const IN_LIST_MAX = 90;

/**
 * Which of these recipients have an entry about these brands after `afterSeq`, up to and with `toSeq`. They come again
 * further on, so whoever reads a long span page by page tells each person once, and remembers nobody.
 */
export async function peopleAfter(
  database: Database,
  brands: readonly string[],
  { recipientIds, afterSeq, toSeq }: { recipientIds: readonly string[]; afterSeq: number; toSeq: number },
): Promise<Set<string>> {
  const concerned = new Set([EVERYTHING, ...brands]);
  const found = new Set<string>();
  if (afterSeq >= toSeq) return found;
  for (let from = 0; from < recipientIds.length; from += IN_LIST_MAX) {
    const rows = await database.all(
      database.build
        .selectFrom('recipient')
        .innerJoin('ledger', 'ledger.recipient_no', 'recipient.no')
        .select(['recipient.id', 'ledger.brand'])
        .distinct()
        .where('recipient.id', 'in', recipientIds.slice(from, from + IN_LIST_MAX))
        .where('ledger.seq', '>', afterSeq)
        .where('ledger.seq', '<=', toSeq),
    );
    for (const { id, brand } of rows) if (concerned.has(brand)) found.add(id);
  }
  return found;
}
