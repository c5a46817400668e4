import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NOON } from '../propagation/testing/world.ts';
import type { Database } from '../store/database.ts';
import { migrate } from '../store/migrate.ts';
import { openDatabase } from '../store/open.ts';
import type { LedgerRow } from '../store/schema.ts';
import { emptyLedgerMemory, ledgerView } from './ledger-memory.ts';
import { NOTHING, tallyOf } from './tally.ts';

const entries = fc.array(
  fc.record({
    brand: fc.constantFrom('a', 'b', '*'),
    requested: fc.integer({ min: -3, max: 3 }),
    due: fc.option(fc.integer({ min: 1, max: 3 })),
  }),
  { minLength: 1, maxLength: 40 },
);
const looks = fc.array(
  fc.record({
    brand: fc.constantFrom('a', 'b', '*'),
    floor: fc.integer({ min: 0, max: 45 }),
    head: fc.integer({ min: 0, max: 40 }),
    forget: fc.boolean(),
  }),
  { minLength: 1, maxLength: 12 },
);

type Said = { readonly brand: string; readonly requested: number; readonly due: number | null };

function rowOf({ brand, requested, due }: Said, index: number): LedgerRow {
  const seq = index + 1;
  return {
    seq,
    recipient_id: `r${seq}`,
    recipient_no: seq,
    scope: brand,
    brand,
    kind: due === null ? 'opt_in' : 'opt_out',
    until_at: null,
    requested_at: NOON + seq + requested,
    received_at: NOON + seq,
    recorded_at: NOON + seq + 2,
    target_at: null,
    due_at: due === null ? null : NOON + due * 1_000,
    strict_due_at: null,
    channel: 'page',
    evidence_json: null,
    evidence_hash: '',
    hash: `${seq}`,
  };
}

async function ledgerOf(said: readonly Said[]): Promise<{ database: Database; rows: LedgerRow[] }> {
  const database = openDatabase('sqlite::memory:');
  await migrate(database, NOON);
  const rows = said.map(rowOf);
  await database.commit(rows.map((row) => database.build.insertInto('ledger').values(row).compile()));
  return { database, rows };
}

/** What waits, counted one by one. */
function counted(rows: readonly LedgerRow[], brand: string, floor: number, head: number) {
  const waiting = rows.filter((row) => row.brand === brand && row.seq > floor && row.seq <= head);
  return tallyOf(
    waiting.flatMap((row) =>
      row.due_at === null
        ? []
        : [
            {
              seq: row.seq,
              requestedAt: row.requested_at,
              receivedAt: row.received_at,
              recordedAt: row.recorded_at,
              dueAt: row.due_at,
            },
          ],
    ),
  );
}

const sorted = ({ groups, ...tally }: typeof NOTHING) => ({
  ...tally,
  groups: groups.toSorted((one, other) => one.dueAt - other.dueAt),
});

describe('what waits in the ledger', () => {
  it('is the same whether it was counted before, in whatever order and however often', async () => {
    await fc.assert(
      fc.asyncProperty(entries, looks, fc.integer({ min: 1, max: 7 }), async (said, asked, rowsMax) => {
        const { database, rows } = await ledgerOf(said);
        const memory = emptyLedgerMemory();
        let headSeq = 0;
        for (const { brand, floor, head, forget } of asked) {
          headSeq = Math.min(rows.length, Math.max(headSeq, head)); // a ledger only grows
          const view = ledgerView({
            database,
            memory,
            headSeq,
            mayGoOn: () => true,
            yieldTurn: async () => undefined,
            rowsMax,
          });
          const tally = await view.waitingAfter(brand, floor);
          expect(sorted(tally ?? NOTHING)).toEqual(sorted(counted(rows, brand, floor, headSeq)));
          if (forget) view.forgetRest();
        }
        await database.close();
      }),
      { numRuns: 60 },
    );
  });

  it('is counted once by two that count at the same time with one memory', async () => {
    const { database, rows } = await ledgerOf(
      Array.from({ length: 30 }, () => ({ brand: 'a', requested: 0, due: 1 })),
    );
    const memory = emptyLedgerMemory();
    const view = () =>
      ledgerView({
        database,
        memory,
        headSeq: 30,
        mayGoOn: () => true,
        yieldTurn: () => new Promise((resolve) => setImmediate(resolve)),
        rowsMax: 4,
      });
    const tallies = await Promise.all([0, 7, 13, 0].map((floor) => view().waitingAfter('a', floor)));
    expect(tallies.map((tally) => tally?.count)).toEqual([30, 23, 17, 30]);
    expect(rows).toHaveLength(30);
  });

  it('is read once: a cursor that stands costs a look at what is new, one that moved the block it stands in', async () => {
    const { database } = await ledgerOf(
      Array.from({ length: 40 }, () => ({ brand: 'a', requested: 0, due: 1 })),
    );
    const read: number[] = [];
    const noting: Database = {
      ...database,
      async all(query) {
        const rows = await database.all(query);
        read.push(rows.length);
        return rows;
      },
    };
    const memory = emptyLedgerMemory();
    const look = async (floor: number, headSeq: number) => {
      read.length = 0;
      const parts = {
        database: noting,
        memory,
        headSeq,
        mayGoOn: () => true,
        yieldTurn: async () => undefined,
      };
      await ledgerView({ ...parts, rowsMax: 10 }).waitingAfter('a', floor);
      return read.reduce((sum, rows) => sum + rows, 0);
    };
    expect(await look(0, 38)).toBe(38);
    expect(await look(0, 38)).toBe(0);
    expect(await look(0, 40)).toBe(2);
    expect(await look(15, 40)).toBe(5);
    expect(await look(15, 40)).toBe(0);
  });

  it('is left for later when the time is up, and what was counted by then is kept', async () => {
    const { database } = await ledgerOf(
      Array.from({ length: 20 }, () => ({ brand: 'a', requested: 0, due: 1 })),
    );
    const memory = emptyLedgerMemory();
    let reads = 0;
    const look = () =>
      ledgerView({
        database,
        memory,
        headSeq: 20,
        mayGoOn: () => reads++ < 2,
        yieldTurn: async () => undefined,
        rowsMax: 5,
      }).waitingAfter('a', 0);
    expect(await look()).toBeUndefined();
    reads = 0;
    expect((await look())?.count).toBe(20);
  });
});
