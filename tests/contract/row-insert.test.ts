import { describe, expect, it } from 'vitest';
import type { Database } from '../../src/store/database.ts';
import { rowInsert } from '../../src/store/row-insert.ts';
import type { LedgerRow } from '../../src/store/schema.ts';
import { oneDatabase } from './a-database.ts';

const RECIPIENT = ['no', 'id', 'address_sealed'] as const;

describe('rowInsert', () => {
  const theDatabase = oneDatabase();

  async function emptied(): Promise<Database> {
    const tables = ['recipient', 'ledger'].map((table) => ({ sql: `delete from ${table}`, parameters: [] }));
    await theDatabase().commit(tables);
    return theDatabase();
  }

  it.for([0, 1, 3, 49, 50, 51, 1_000, 2_500])('writes %d rows, each as it was given', async (count) => {
    const database = await emptied();
    const rows = recipients(count);
    const statements = rowInsert(database, 'recipient', RECIPIENT)(rows);
    expect(await database.commit(statements)).toMatchObject({ kind: 'committed' });
    const stored = await database.all(database.build.selectFrom('recipient').selectAll());
    expect(byId(stored)).toEqual(byId(rows));
  });

  it('writes wide rows in as few statements as the database takes', async () => {
    const database = await emptied();
    const { parametersMax, rowsPerInsertMax, rowsAsJson } = database.traits;
    const insert = rowInsert(database, 'ledger', LEDGER);
    const statements = insert(Array.from({ length: 2_500 }, (_, index) => entry(index + 1)));
    const perRow = rowsAsJson ? Number.POSITIVE_INFINITY : Math.floor(parametersMax / LEDGER.length);
    const rowsEach = Math.min(rowsPerInsertMax, perRow);
    expect(statements).toHaveLength(Math.ceil(2_500 / rowsEach));
    expect(Math.max(...statements.map(({ parameters }) => parameters.length))).toBeLessThanOrEqual(
      parametersMax,
    );
    expect(await database.commit(statements)).toMatchObject({ kind: 'committed' });
    expect(await countOf(database, 'ledger')).toBe(2_500);
  });

  it('lets its tail leave rows that are there', async () => {
    const database = await emptied();
    await database.commit(
      rowInsert(database, 'recipient', RECIPIENT)([{ no: 1, id: 'p1', address_sealed: 'first' }]),
    );
    const insert = rowInsert(database, 'recipient', RECIPIENT, 'on conflict (id) do nothing');
    const outcome = await database.commit(insert(recipients(120)));
    expect(sumOf(outcome)).toBe(119);
    const kept = database.build.selectFrom('recipient').select('address_sealed').where('id', '=', 'p1');
    expect(await database.all(kept)).toEqual([{ address_sealed: 'first' }]);
  });

  it('lets its tail change rows that are there', async () => {
    const database = await emptied();
    await database.commit(rowInsert(database, 'recipient', RECIPIENT)(recipients(60)));
    const insert = rowInsert(
      database,
      'recipient',
      RECIPIENT,
      'on conflict (id) do update set address_sealed = excluded.address_sealed',
    );
    const changed = recipients(120).map((row) => ({ ...row, address_sealed: 'changed' }));
    expect(sumOf(await database.commit(insert(changed)))).toBe(120);
    const stored = await database.all(database.build.selectFrom('recipient').select('address_sealed'));
    expect(new Set(stored.map((row) => row.address_sealed))).toEqual(new Set(['changed']));
  });

  it('writes nothing of many rows when the last one is taken', async () => {
    const database = await emptied();
    const insert = rowInsert(database, 'recipient', RECIPIENT);
    await database.commit(insert([{ no: 999, id: 'p999', address_sealed: null }]));
    expect(await database.commit(insert(recipients(1_000)))).toEqual({
      kind: 'refused',
      constraint: 'unique',
    });
    expect(await countOf(database, 'recipient')).toBe(1);
  });
});

const LEDGER = [
  'seq',
  'recipient_id',
  'recipient_no',
  'scope',
  'brand',
  'kind',
  'until_at',
  'requested_at',
  'received_at',
  'recorded_at',
  'target_at',
  'due_at',
  'strict_due_at',
  'channel',
  'evidence_json',
  'evidence_hash',
  'hash',
] as const satisfies (keyof LedgerRow)[];

function entry(seq: number): LedgerRow {
  return {
    seq,
    recipient_id: `p${seq}`,
    recipient_no: seq,
    scope: '*',
    brand: '*',
    kind: 'opt_out',
    until_at: null,
    requested_at: seq,
    received_at: seq,
    recorded_at: seq,
    target_at: null,
    due_at: seq,
    strict_due_at: seq,
    channel: 'import',
    evidence_json: null,
    evidence_hash: 'e',
    hash: `h${seq}`,
  };
}

function recipients(count: number) {
  return Array.from({ length: count }, (_, index) => ({
    no: index,
    id: `p${index}`,
    address_sealed: index % 3 === 0 ? null : `sealed ${index}`,
  }));
}

function byId(rows: readonly { id: string; address_sealed: string | null }[]): Record<string, string | null> {
  return Object.fromEntries(rows.map((row) => [row.id, row.address_sealed]));
}

function sumOf(outcome: Awaited<ReturnType<Database['commit']>>): number {
  return outcome.kind === 'committed'
    ? outcome.changes.reduce((sum, changes) => sum + changes, 0)
    : Number.NaN;
}

async function countOf(database: Database, table: 'ledger' | 'recipient'): Promise<number | undefined> {
  const query = database.build.selectFrom(table).select(({ fn }) => fn.countAll<number>().as('count'));
  return (await database.all(query))[0]?.count;
}
