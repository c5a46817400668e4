import { expect, it } from 'vitest';
import { receiptOf } from '../../src/consent/receipt.ts';
import { findInLedger } from '../../src/consent/receipt-in-ledger.ts';
import { signReceipt, verifyReceipt } from '../../src/consent/receipt-jws.ts';
import { publicReceiptKeys, receiptKey } from '../../src/keys/receipt-key.ts';
import { progressOf } from '../../src/propagation/progress.ts';
import { createFakeVendor } from '../../src/propagation/testing/fake-vendor.ts';
import { aWorker } from '../../src/propagation/testing/worker.ts';
import { keyring, rowsOf, worldOn } from '../../src/propagation/testing/world-on.ts';
import { readSenders } from '../../src/senders/registry.ts';
import { aDatabase } from './a-database.ts';

it('a receipt of what was recorded is signed, verified and found in the ledger again, wherever this runs', async () => {
  const { database } = await aDatabase();
  const world = worldOn(database);
  await world.addSender();
  await world.say({ by: 'ada' }, { by: 'bob', about: 'a/t' });
  await aWorker(world, { connector: createFakeVendor() }).tick();
  const entry = (await rowsOf(database, 'ledger')).find(({ seq }) => seq === 2);
  if (entry === undefined) throw new Error('the entry is not there');
  const parts = { database, senders: { read: () => readSenders(database, keyring) } };
  const receipt = receiptOf(entry, {
    id: 'rcp_1',
    brandName: 'A',
    maskedAddress: 'b***@example.com',
    addressSha256: null,
    progress: await progressOf(parts, entry),
    issuer: 'https://mail.example.com',
    issuedAt: world.now(),
  });
  expect(receipt.senders).toEqual([
    { name: 'Mailer', state: 'told', at: new Date(world.now()).toISOString() },
  ]);

  const jws = await signReceipt(receipt, await receiptKey(keyring.current));
  const keys = await publicReceiptKeys(keyring);
  expect(await verifyReceipt(jws, keys)).toEqual({ kind: 'verified', receipt, kid: keys[0]?.kid });
  const forged = jws.replace(/\.(.)/, (_, first) => `.${first === 'e' ? 'f' : 'e'}`);
  expect(await verifyReceipt(forged, keys)).toEqual({ kind: 'refused', code: 'altered' });
  expect(await findInLedger(database, receipt)).toBe('held');
});
