import { describe, expect, it } from 'vitest';
import { auditBy } from '../../src/access/audit.ts';
import { createRandomBytes } from '../../src/keys/random.ts';
import { attestationsOf } from '../../src/senders/attestation.ts';
import { holdFactsOf, holdFactsOfBrand } from '../../src/senders/held-senders.ts';
import { placeHold } from '../../src/senders/hold.testkit.ts';
import { heldIn } from '../../src/senders/hold.ts';
import { liftHold } from '../../src/senders/lift-hold.ts';
import type { Database } from '../../src/store/database.ts';
import { aDatabase } from './a-database.ts';
import { appendTo, NOON, optOuts } from './builders.ts';

const random = createRandomBytes();
const WORD = { name: 'Grace Hopper', reason: 'The list was applied by hand.' };
const QUESTION = { brand: 'clearview', now: NOON };

/** A ledger of three opt-outs and the sender crm, held for the second of them. */
async function held() {
  const opened = await aDatabase();
  const { database } = opened;
  await appendTo(database)(optOuts(3));
  await addSender(database, 'crm');
  await placeHold(database, { seq: 2 });
  return opened;
}

async function addSender(database: Database, id: string): Promise<void> {
  const { build } = database;
  const sender = { id, name: id, kind: 'feed', settings_sealed: '', created_at: NOON };
  const state = {
    sender_id: id,
    cursor_seq: 1,
    served_seq: 1,
    confirmed_seq: 0,
    epoch: 0,
    lease_until: 0,
    attempt: 0,
    next_attempt_at: 0,
    last_code: null,
    last_settled_at: null,
  };
  await database.commit([
    build.insertInto('sender').values(sender).compile(),
    build.insertInto('sender_brand').values({ sender_id: id, brand_id: 'clearview' }).compile(),
    build.insertInto('propagation').values(state).compile(),
  ]);
}

const audit = (database: Database) => auditBy({ database, random, now: () => NOON }, 'cli');
const lift = (database: Database, id = 'crm') => liftHold({ database, random }, id, WORD, audit(database));

async function standing(database: Database) {
  const facts = await holdFactsOf(database, 'crm');
  const [state] = await database.all(
    database.build.selectFrom('propagation').select(['cursor_seq', 'attested_seq']),
  );
  return { held: facts && heldIn(facts, QUESTION)?.reason, ...state };
}

describe('lifting a hold', () => {
  it('is one commit: the word, the mark up to the head, the end of the holds, and the audit row', async () => {
    const { database } = await held();
    await placeHold(database, { seq: 1, reason: 'backfill', since: 2 });
    expect(await standing(database)).toEqual({ held: 'deadline', cursor_seq: 1, attested_seq: 0 });
    expect(await lift(database)).toMatchObject({
      kind: 'lifted',
      attestation: { throughSeq: 3, actor: 'cli', at: NOON },
      lifted: [{ reason: 'deadline' }, { reason: 'backfill' }],
    });
    expect(await standing(database)).toEqual({ held: undefined, cursor_seq: 1, attested_seq: 3 });
    expect(await attestationsOf(database, 'crm')).toMatchObject([{ ...WORD, kind: 'hold_lifted' }]);
    expect(await database.all(database.build.selectFrom('audit').select(['action', 'subject']))).toEqual([
      { action: 'sender.lift_hold', subject: 'crm' },
    ]);
  });

  it('leaves a hold that is placed between its reads and its commit', async () => {
    const { database } = await held();
    const late: Database = {
      ...database,
      async commit(statements) {
        await appendTo(database)(optOuts(1, 'late'));
        await placeHold(database, { seq: 4, brand: 'clearview' });
        return database.commit(statements);
      },
    };
    expect(await lift(late)).toMatchObject({ kind: 'lifted', attestation: { throughSeq: 3 } });
    expect(await standing(database)).toMatchObject({ held: 'deadline', attested_seq: 3 });
  });

  it('writes nothing where nothing is held or nobody is there', async () => {
    const { database } = await held();
    await addSender(database, 'shop');
    expect([await lift(database, 'shop'), await lift(database, 'nobody')]).toEqual([
      { kind: 'not_held' },
      { kind: 'unknown_sender' },
    ]);
    expect(await database.all(database.build.selectFrom('attestation').select('id'))).toEqual([]);
    expect(await database.all(database.build.selectFrom('audit').select('id'))).toEqual([]);
  });
});

it('the held senders of a brand are found in one look, with what holds each', async () => {
  const { database } = await held();
  await addSender(database, 'shop');
  await placeHold(database, { sender_id: 'shop', brand: 'harbor' });
  const facts = await holdFactsOfBrand(database, 'clearview');
  expect([...facts].map(([id, one]) => [id, heldIn(one, QUESTION)?.reason])).toEqual([
    ['crm', 'deadline'],
    ['shop', undefined],
  ]);
  expect((await holdFactsOfBrand(database, 'harbor')).size).toBe(0);
});
