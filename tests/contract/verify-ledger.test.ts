import { afterEach, describe, expect, it } from 'vitest';
import { verifyLedger } from '../../src/consent/verify-ledger.ts';
import type { Database } from '../../src/store/database.ts';
import type { LedgerRow } from '../../src/store/schema.ts';
import { aDatabase, oneDatabase } from './a-database.ts';
import { appendTo, optOuts } from './builders.ts';

const ENTRIES = 20;

describe('verifyLedger', () => {
  it('proves a ledger of several pages, and an empty one', async () => {
    const { database } = await aDatabase();
    expect(await verifyLedger(database)).toEqual({ kind: 'whole', entries: 0, head: { seq: 0, hash: '' } });
    await appendTo(database)(optOuts(2_001));
    expect(await verifyLedger(database)).toMatchObject({
      kind: 'whole',
      entries: 2_001,
      head: { seq: 2_001 },
    });
  });

  it('finds the last entries gone, with all that stood by them, when a sender had been told', async () => {
    const { database } = await aDatabase();
    await appendTo(database)(optOuts(ENTRIES));
    await write(
      database,
      `insert into propagation (sender_id, cursor_seq, served_seq, confirmed_seq, epoch, lease_until, attempt,
        next_attempt_at) values ('mailer', ${ENTRIES}, 0, 0, 1, 0, 0, 0)`,
      'delete from ledger where seq > 15',
      'delete from standing where seq > 15',
    );
    expect(await verifyLedger(database)).toMatchObject({ kind: 'broken', seq: 16, why: 'tail_missing' });
  });
});

describe('verifyLedger, after somebody wrote into the database,', () => {
  let entries: LedgerRow[] = [];
  const database = oneDatabase(async (prepared) => {
    await appendTo(prepared)(optOuts(ENTRIES));
    entries = await prepared.all(prepared.build.selectFrom('ledger').selectAll().orderBy('seq'));
  });
  afterEach(async () => {
    const { build } = database();
    const mend = entries.map((entry) => build.insertInto('ledger').values(entry).compile());
    await database().commit([build.deleteFrom('ledger').compile(), ...mend]);
  });

  it('lets an erasure empty what was said and keep that it was said', async () => {
    await write(database(), 'update ledger set evidence_json = null where seq = 3');
    expect(await verifyLedger(database())).toMatchObject({ kind: 'whole', entries: ENTRIES });
  });

  it.for<[string, string, string]>([
    ['is another person', `recipient_id = 'somebody'`, 'entry_altered'],
    ['is of another person’s history', `recipient_no = 6`, 'entry_altered'],
    ['is about less', `scope = 'clearview/news'`, 'entry_altered'],
    ['belongs to another brand', `brand = 'soundpage'`, 'entry_altered'],
    ['says the opposite', `kind = 'opt_in'`, 'entry_altered'],
    ['ends one day', `until_at = 1`, 'entry_altered'],
    ['was asked for later', `requested_at = requested_at + 1`, 'entry_altered'],
    ['was received later', `received_at = received_at + 1`, 'entry_altered'],
    ['was recorded earlier', `recorded_at = recorded_at - 1`, 'entry_altered'],
    ['has more time', `due_at = due_at + 1`, 'entry_altered'],
    ['has no deadline', `due_at = null`, 'entry_altered'],
    ['came another way', `channel = 'phone'`, 'entry_altered'],
    ['has other evidence', `evidence_json = '{"salt":"x"}'`, 'evidence_altered'],
    ['has another hash', `hash = 'x'`, 'entry_altered'],
  ])('finds an entry that %s', async ([, change, why]) => {
    await write(database(), `update ledger set ${change} where seq = 7`);
    expect(await verifyLedger(database())).toMatchObject({ kind: 'broken', seq: 7, after: { seq: 6 }, why });
  });

  it('finds a person gone from whom an opt-out is', async () => {
    const kept = await database().all(
      database().build.selectFrom('recipient').selectAll().where('no', '=', 7),
    );
    await write(database(), 'delete from recipient where no = 7');
    const found = { kind: 'broken', seq: 7, why: 'recipient_missing' };
    expect(await verifyLedger(database())).toMatchObject(found);
    await database().commit([database().build.insertInto('recipient').values(kept).compile()]);
  });

  it.for<[string, number, string[]]>([
    ['the first entry gone', 2, ['delete from ledger where seq = 1']],
    ['an entry gone', 8, ['delete from ledger where seq = 7']],
    [
      'an entry gone and the others moved up',
      7,
      ['delete from ledger where seq = 7', `update ledger set seq = seq - 1 where seq > 7`],
    ],
    [
      'two entries swapped',
      7,
      [
        'update ledger set seq = 0 where seq = 7',
        'update ledger set seq = 7 where seq = 8',
        'update ledger set seq = 8 where seq = 0',
      ],
    ],
    ['the last entry gone', ENTRIES, [`delete from ledger where seq = ${ENTRIES}`]],
    ['all entries gone', 1, ['delete from ledger']],
  ])('finds %s', async ([, seq, statements]) => {
    await write(database(), ...statements);
    expect(await verifyLedger(database())).toMatchObject({ kind: 'broken', seq });
  });
});

async function write(database: Database, ...statements: string[]): Promise<void> {
  const outcome = await database.commit(statements.map((sql) => ({ sql, parameters: [] })));
  expect(outcome.kind).toBe('committed');
}
