import type { WordRow } from '../consent/standing-row.ts';
import type { Database } from '../store/database.ts';
import { keyLookup } from '../store/key-lookup.ts';

/** What is stored of one recipient. */
export interface Person {
  /** Null once it was erased. */
  readonly addressSealed: string | null;
  /** All that stands for them, in no order. */
  readonly said: readonly WordRow[];
}

/** Answers what is stored of these recipients, each as of one moment; those nobody has heard of are absent. */
export type ReadPeople = (recipientIds: readonly string[]) => Promise<Map<string, Person>>;

/** Makes the read of addresses and standings in one, compiled once. */
export function peopleReader(database: Database): ReadPeople {
  const lookup = keyLookup(database, (keys) =>
    database.build
      .selectFrom('recipient')
      .leftJoin('standing', 'standing.recipient_no', 'recipient.no')
      .select([
        'recipient.id',
        'recipient.address_sealed',
        'standing.scope',
        'standing.aspect',
        'standing.verdict',
        'standing.until_at',
        'standing.said_seq',
      ])
      .where('recipient.id', 'in', keys),
  );
  return async (recipientIds) => {
    const people = new Map<string, { addressSealed: string | null; said: WordRow[] }>();
    for (const row of await lookup(recipientIds)) {
      const said = saidIn(row);
      const known = people.get(row.id);
      if (known === undefined) {
        people.set(row.id, { addressSealed: row.address_sealed, said: said === undefined ? [] : [said] });
      } else if (said !== undefined) known.said.push(said);
    }
    return people;
  };
}

/** The standing in a joined row; none where nothing was said. */
function saidIn(row: { readonly [column in keyof WordRow]: WordRow[column] | null }): WordRow | undefined {
  const { scope, aspect, verdict, until_at, said_seq } = row;
  if (scope === null || aspect === null || verdict === null || said_seq === null) return undefined;
  return { scope, aspect, verdict, until_at, said_seq };
}
