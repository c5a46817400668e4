import type { Database } from '../store/database.ts';
import type { Owed } from './backlog.ts';

/** What the ledger holds of one recipient, in short. */
export interface History {
  /** Their newest entry of all. */
  readonly newestSeq: number;
  /** Their first entry after a given one, brand by brand; '*' is one of them. */
  readonly firstSeqs: ReadonlyMap<string, number>;
}

const IN_LIST_MAX = 90; // D1 takes 100 parameters

/** The histories of these recipients after an entry, by recipient; those without an entry after it are absent. */
export async function historiesOf(
  database: Database,
  recipientIds: readonly string[],
  afterSeq: number,
): Promise<Map<string, History>> {
  const found = new Map<string, { newestSeq: number; firstSeqs: Map<string, number> }>();
  for (let from = 0; from < recipientIds.length; from += IN_LIST_MAX) {
    const rows = await database.all(
      database.build
        .selectFrom('recipient')
        .innerJoin('ledger', 'ledger.recipient_no', 'recipient.no')
        .select(({ fn }) => [
          'recipient.id',
          'ledger.brand',
          fn.min('ledger.seq').as('first_seq'),
          fn.max('ledger.seq').as('newest_seq'),
        ])
        .where('recipient.id', 'in', recipientIds.slice(from, from + IN_LIST_MAX))
        .where('ledger.seq', '>', afterSeq)
        .groupBy(['recipient.id', 'ledger.brand']),
    );
    for (const { id, brand, first_seq, newest_seq } of rows) {
      const history = found.get(id) ?? { newestSeq: 0, firstSeqs: new Map<string, number>() };
      history.newestSeq = Math.max(history.newestSeq, newest_seq);
      history.firstSeqs.set(brand, first_seq);
      found.set(id, history);
    }
  }
  return found;
}

/** In the order of their items' numbers, in which items go out. */
export function inItemOrder(owed: readonly Owed[]): Owed[] {
  const numberOf = ({ newestSeq, entries }: Owed) => newestSeq ?? entries.at(-1)?.seq ?? 0;
  return owed.toSorted((one, other) => numberOf(one) - numberOf(other));
}

/**
 * The same, each under their newest number: for a sender that was given a brand, and may hold a state without it under any
 * number up to that.
 */
export async function underNewestNumbers(database: Database, owed: readonly Owed[]): Promise<Owed[]> {
  const histories = await historiesOf(
    database,
    owed.map(({ recipientId }) => recipientId),
    0,
  );
  return inItemOrder(owed.map((one) => ({ ...one, newestSeq: histories.get(one.recipientId)?.newestSeq })));
}
