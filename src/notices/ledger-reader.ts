import { headQuery } from '../consent/append.ts';
import type { Database, Statement } from '../store/database.ts';
import type { LedgerRow } from '../store/schema.ts';

/**
 * A reader of the ledger inside this service, as a sender is one outside: the last entry it has seen to, kept in
 * `ledger_reader`, and moved in one commit with what it did about the entries it passes.
 */
export const READER = 'acknowledgements';

/** As much of an entry as is needed to say what it asked for. */
export type ReadEntry = Pick<
  LedgerRow,
  | 'seq'
  | 'recipient_id'
  | 'scope'
  | 'kind'
  | 'requested_at'
  | 'recorded_at'
  | 'due_at'
  | 'channel'
  | 'evidence_json'
>;

// Somebody who switches acknowledgements on has today's opt-outs in mind, and a first look must not read a whole ledger.
const ENTRIES_BACK_MAX = 10_000;

/** The last entry the reader has seen to; undefined where it has never begun. */
export async function readerSeq(database: Database): Promise<number | undefined> {
  const query = database.build.selectFrom('ledger_reader').select('seq').where('id', '=', READER);
  const [row] = await database.all(query);
  return row?.seq;
}

/**
 * Begins, and answers where: before the first entry recorded at `since` (epoch ms) or later, at most ten thousand entries
 * back. Of several that begin at once, one says where.
 */
export async function beginReading(database: Database, since: number): Promise<number> {
  const { build } = database;
  // Read first: what is recorded from here on comes after it.
  const head = await headQuery(database)();
  const [first] = await database.all(
    build
      .selectFrom('ledger')
      .select('seq')
      .where('seq', '>', head.seq - ENTRIES_BACK_MAX)
      .where('seq', '<=', head.seq)
      .where('recorded_at', '>=', since)
      .orderBy('seq')
      .limit(1),
  );
  const seq = first === undefined ? head.seq : first.seq - 1;
  const insert = build
    .insertInto('ledger_reader')
    .values({ id: READER, seq })
    .onConflict((conflict) => conflict.column('id').doNothing());
  await database.commit([insert.compile()]);
  return (await readerSeq(database)) ?? seq;
}

/** The entries after one, in order, at most `entriesMax`. */
export function entriesAfter(database: Database, seq: number, entriesMax: number): Promise<ReadEntry[]> {
  return database.all(
    database.build
      .selectFrom('ledger')
      .select([
        'seq',
        'recipient_id',
        'scope',
        'kind',
        'requested_at',
        'recorded_at',
        'due_at',
        'channel',
        'evidence_json',
      ])
      .where('seq', '>', seq)
      .orderBy('seq')
      .limit(entriesMax),
  );
}

/**
 * The statement that moves the reader. It is the fence of its commit: where another has moved the reader meanwhile, the
 * sub-select finds nothing, and "not null" undoes everything that was to happen with the step.
 */
export function stepStatement({ build }: Database, { from, to }: { from: number; to: number }): Statement {
  return build
    .updateTable('ledger_reader')
    .set((expression) => ({
      seq: expression
        .selectFrom('ledger_reader as here')
        .select((here) => here('here.seq', '+', to - from).as('seq'))
        .where('here.id', '=', READER)
        .where('here.seq', '=', from),
    }))
    .where('id', '=', READER)
    .compile();
}
