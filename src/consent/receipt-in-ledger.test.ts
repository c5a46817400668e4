import { describe, expect, it } from 'vitest';
import { historyOf } from './history.ts';
import { aDatabase, anOptIn, anOptOut, appendTo, personOf } from './ledger.test-kit.ts';
import { aReceipt } from './receipt.test-kit.ts';
import { receiptSchema } from './receipt.ts';
import { findInLedger } from './receipt-in-ledger.ts';

/** A ledger of three entries, and the receipt of the second. */
async function opened() {
  const database = await aDatabase();
  await appendTo(database)([
    anOptOut({ by: 'ada' }),
    anOptOut({ by: 'jane', about: 'a/t' }),
    anOptIn({ by: 'ada', channel: 'phone' }),
  ]);
  const [entry] = await historyOf(database, personOf('jane'));
  if (entry === undefined) throw new Error('the entry is not there');
  const receipt = receiptSchema.parse(aReceipt({}, entry));
  const edit = async (changes: object, seq = entry.seq) => {
    const query = database.build.updateTable('ledger').set(changes).where('seq', '=', seq);
    await database.commit([query.compile()]);
  };
  return { database, entry, receipt, edit };
}

describe('a receipt', () => {
  it('is held by the ledger it was made from, at its beginning and further on', async () => {
    const { database, receipt } = await opened();
    expect(await findInLedger(database, receipt)).toBe('held');
    const [, first] = await historyOf(database, personOf('ada'));
    if (first === undefined) throw new Error('the entry is not there');
    expect(await findInLedger(database, aReceipt({}, first))).toBe('held');
  });

  it('is not held by a ledger that has not come so far, nor by another', async () => {
    const { database, receipt } = await opened();
    const { seq, hash } = receipt.ledger;
    expect(await findInLedger(database, { ...receipt, ledger: { seq: 9, hash } })).toBe('missing');
    expect(await findInLedger(database, { ...receipt, ledger: { seq, hash: 'x' } })).toBe('another');
    expect(await findInLedger(database, { ...receipt, ledger: { seq: seq - 1, hash } })).toBe('another');
  });

  it('gives away an entry that was edited under its hash, or whose forerunner was', async () => {
    for (const changes of [{ due_at: 1 }, { kind: 'opt_in' }, { requested_at: 1 }]) {
      const { database, receipt, edit } = await opened();
      await edit(changes);
      expect(await findInLedger(database, receipt)).toBe('altered');
    }
    const { database, receipt, edit } = await opened();
    await edit({ hash: 'x' }, 1);
    expect(await findInLedger(database, receipt)).toBe('altered');
  });

  it('is not held by an entry that says anything else, even under the same hash', async () => {
    const { database, receipt } = await opened();
    const decision = { ...receipt.decision, requested_at: '2026-06-01T11:00:00.000Z' };
    const person = { ...receipt.person, recipient_id: personOf('bob') };
    expect(await findInLedger(database, { ...receipt, decision })).toBe('altered');
    expect(await findInLedger(database, { ...receipt, person })).toBe('altered');
    const renamed = { ...receipt.decision, brand_name: 'Its name of today' };
    expect(await findInLedger(database, { ...receipt, decision: renamed })).toBe('held');
  });
});
