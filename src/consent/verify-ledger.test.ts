import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Database } from '../store/database.ts';
import { migrate } from '../store/migrate.ts';
import { openDatabase } from '../store/open.ts';
import { aDatabase, anOptIn, anOptOut, appendTo, NOON, nextTurn } from './ledger.test-kit.ts';
import { verifyLedger } from './verify-ledger.ts';

const optOuts = (count: number, name = 'p') =>
  Array.from({ length: count }, (_, index) => anOptOut({ by: `${name}${index}`, evidence: { index } }));

/** A database whose ledger has that many entries. */
async function aLedgerOf(count: number): Promise<Database> {
  const database = await aDatabase();
  await appendTo(database)(optOuts(count));
  return database;
}

async function tampered(database: Database, ...statements: string[]): Promise<Database> {
  const outcome = await database.commit(statements.map((sql) => ({ sql, parameters: [] })));
  expect(outcome).toMatchObject({ kind: 'committed' });
  return database;
}

describe('the whole ledger', () => {
  it('is proven, page by page, and tells how far it is', async () => {
    const database = await aLedgerOf(2_300);
    const progress: number[] = [];
    const proof = await verifyLedger(database, (seq) => progress.push(seq));
    expect(proof).toMatchObject({ kind: 'whole', entries: 2_300, head: { seq: 2_300 } });
    expect(progress).toEqual([1_000, 2_000, 2_300]);
  });

  it('is whole when there is none yet', async () => {
    expect(await verifyLedger(await aLedgerOf(0))).toEqual({
      kind: 'whole',
      entries: 0,
      head: { seq: 0, hash: '' },
    });
  });

  it('stays whole when somebody’s evidence and address are erased', async () => {
    const database = await tampered(
      await aLedgerOf(5),
      'update ledger set evidence_json = null where seq = 3',
      "update recipient set address_sealed = null where id like 'p2%'",
    );
    expect(await verifyLedger(database)).toMatchObject({ kind: 'whole', entries: 5 });
  });

  it.each([
    'delete from recipient where no = 3',
    "update recipient set id = 'somebody' where no = 3",
    'update recipient set no = 99 where no = 3',
  ])('is broken where what leads to a person was changed: %s', async (change) => {
    const database = await aLedgerOf(5);
    await appendTo(database)([anOptIn({ by: 'p2', at: NOON + 1 })]);
    expect(await verifyLedger(database)).toMatchObject({ kind: 'whole', entries: 6 });
    await tampered(database, change);
    const found = { kind: 'broken', seq: 3, after: { seq: 2 }, why: 'recipient_missing' };
    expect(await verifyLedger(database)).toMatchObject(found);
  });

  it.each([
    "recipient_id = 'somebody'",
    'recipient_no = 1',
    "scope = '*'",
    "brand = 'b'",
    "kind = 'opt_in'",
    'until_at = 1',
    "until_at = ''",
    'requested_at = requested_at + 1',
    'requested_at = requested_at + 0.5',
    'received_at = received_at - 1',
    'recorded_at = 0',
    'target_at = null',
    'due_at = due_at + 86400000',
    'strict_due_at = null',
    "channel = 'api'",
    "evidence_hash = 'x'",
    "hash = 'x'",
  ])('names entry 4 when somebody sets its %s', async (edit) => {
    const database = await tampered(await aLedgerOf(6), `update ledger set ${edit} where seq = 4`);
    expect(await verifyLedger(database)).toMatchObject({
      kind: 'broken',
      seq: 4,
      after: { seq: 3 },
      why: 'entry_altered',
    });
  });

  it.each(["evidence_json = '{}'", "evidence_json = ''", "evidence_json = replace(evidence_json, '3', '4')"])(
    'names entry 4 when somebody sets its %s',
    async (edit) => {
      const database = await tampered(await aLedgerOf(6), `update ledger set ${edit} where seq = 4`);
      expect(await verifyLedger(database)).toMatchObject({ kind: 'broken', seq: 4, why: 'evidence_altered' });
    },
  );

  it.each([
    ['one is removed', 5, 'gap', ['delete from ledger where seq = 4']],
    ['the first is removed', 2, 'gap', ['delete from ledger where seq = 1']],
    [
      'one is removed and the gap closed',
      4,
      'entry_altered',
      [
        'delete from ledger where seq = 4',
        'update ledger set seq = 4 where seq = 5',
        'update ledger set seq = 5 where seq = 6',
      ],
    ],
    [
      'two change places',
      3,
      'entry_altered',
      [
        'update ledger set seq = 99 where seq = 3',
        'update ledger set seq = 3 where seq = 4',
        'update ledger set seq = 4 where seq = 99',
      ],
    ],
    ['one is slipped in before the first', 0, 'gap', [copyOf(4, 0)]],
    ['one is slipped in far before the first', -7, 'gap', [copyOf(4, -7)]],
    ['one is slipped in after the last', 7, 'entry_altered', [copyOf(4, 7)]],
    ['the tail is cut', 5, 'tail_missing', ['delete from ledger where seq >= 5']],
    ['all of it is gone', 1, 'tail_missing', ['delete from ledger']],
  ])('is broken when %s, at entry %i', async (_, seq, why, statements) => {
    const database = await tampered(await aLedgerOf(6), ...statements);
    expect(await verifyLedger(database)).toMatchObject({ kind: 'broken', seq, why });
  });

  it('misses a tail that a sender has already heard of, even when the standings were cut with it', async () => {
    const database = await tampered(
      await aLedgerOf(6),
      'delete from ledger where seq >= 5',
      'delete from standing where seq >= 5',
      `insert into propagation (sender_id, cursor_seq, served_seq, confirmed_seq, epoch, lease_until, attempt, next_attempt_at)
        values ('crm', 6, 6, 0, 1, 0, 0, 0)`,
    );
    expect(await verifyLedger(database)).toMatchObject({
      kind: 'broken',
      seq: 5,
      after: { seq: 4 },
      why: 'tail_missing',
    });
  });

  it('names the first broken entry where there are several, on a later page too', async () => {
    const database = await tampered(
      await aLedgerOf(1_200),
      "update ledger set channel = 'api' where seq in (1001, 1100)",
      'delete from ledger where seq = 1150',
    );
    expect(await verifyLedger(database)).toMatchObject({ kind: 'broken', seq: 1_001 });
  });
});

describe('two processes on one file', () => {
  it('write one ledger without a gap, and neither loses or doubles anybody', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'heed-ledger-'));
    const databases = ['one', 'other'].map(() => openDatabase(`sqlite:${join(folder, 'heed.db')}`));
    onTestFinished(async () => {
      for (const database of databases) await database.close();
      rmSync(folder, { recursive: true });
    });
    const [first] = databases;
    if (first === undefined) throw new Error('no database');
    await migrate(first, NOON);

    const write = async (database: Database, name: string) => {
      const append = appendTo(database);
      const seqs: number[] = [];
      for (let round = 0; round < 15; round++) {
        const both = round % 2 === 0 ? anOptOut({ at: NOON }) : anOptIn({ at: NOON + round });
        const outcomes = await append([...optOuts(2, `${name}-${round}-`), { ...both }]);
        seqs.push(...outcomes.flatMap((outcome) => (outcome.kind === 'recorded' ? [outcome.seq] : [])));
        await nextTurn();
      }
      return seqs;
    };
    const written = (
      await Promise.all(databases.map((database, index) => write(database, `w${index}`)))
    ).flat();
    const entries = written.length;
    expect(entries).toBeGreaterThanOrEqual(60);
    expect(written.toSorted((one, other) => one - other)).toEqual(written.map((_, index) => index + 1));
    expect(await verifyLedger(first)).toMatchObject({ kind: 'whole', entries });
  });
});

function copyOf(seq: number, as: number): string {
  const columns = `recipient_id, recipient_no, scope, brand, kind, until_at, requested_at, received_at, recorded_at, target_at, due_at,
    strict_due_at, channel, evidence_json, evidence_hash, hash`;
  return `insert into ledger (seq, ${columns}) select ${as}, ${columns} from ledger where seq = ${seq}`;
}
