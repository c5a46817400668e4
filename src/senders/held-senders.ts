import type { Database } from '../store/database.ts';
import { type HoldFacts, WATCH_WORK } from './hold.ts';

/**
 * What may hold one sender, in one look along its key; undefined where there is no such sender. Read anew each time, so
 * that a hold and a retirement count from the commit that makes them.
 */
export async function holdFactsOf(database: Database, senderId: string): Promise<HoldFacts | undefined> {
  const found = await factsIn(database, factRows(database).where('sender.id', '=', senderId));
  return found.get(senderId);
}

/** What may hold the senders of one brand, by their ids, in one query. */
export function holdFactsOfBrand(database: Database, brand: string): Promise<ReadonlyMap<string, HoldFacts>> {
  return factsIn(
    database,
    factRows(database)
      .where('sender.id', 'in', (of) =>
        of.selectFrom('sender_brand').select('sender_id').where('brand_id', '=', brand),
      )
      .limit(ROWS_MAX),
  );
}

/** What may hold any sender, by their ids, in one query. */
export function holdFacts(database: Database): Promise<ReadonlyMap<string, HoldFacts>> {
  return factsIn(database, factRows(database).limit(ROWS_MAX));
}

// Senders are tens to hundreds, and each has few holds.
const ROWS_MAX = 100_000;

function factRows({ build }: Database) {
  return build
    .selectFrom('sender')
    .leftJoin('hold', 'hold.sender_id', 'sender.id')
    .select((of) => [
      'sender.id',
      'sender.created_at',
      'sender.retired_at',
      'hold.brand',
      'hold.reason',
      'hold.seq',
      'hold.due_at',
      'hold.since',
      of.selectFrom('work_done').select('at').where('name', '=', WATCH_WORK).as('watched_at'),
    ])
    .orderBy('sender.id')
    .orderBy('hold.since')
    .orderBy('hold.brand')
    .orderBy('hold.reason');
}

type Rows = ReturnType<typeof factRows>;

async function factsIn(database: Database, query: Rows): Promise<ReadonlyMap<string, HoldFacts>> {
  const bySender = Map.groupBy(await database.all(query), ({ id }) => id);
  return new Map([...bySender].map(([id, rows]) => [id, factsOf(rows)]));
}

type Row = Awaited<ReturnType<Rows['execute']>>[number];

function factsOf(rows: readonly Row[]): HoldFacts {
  const [first] = rows;
  return {
    createdAt: first?.created_at ?? 0,
    retiredAt: first?.retired_at ?? null,
    watchedAt: first?.watched_at ?? 0,
    holds: rows.flatMap(({ id, brand, reason, seq, since, due_at }) =>
      brand === null || reason === null || seq === null || since === null
        ? []
        : [{ sender_id: id, brand, reason, seq, since, due_at }],
    ),
  };
}
