import { type Keyring, parseKeyring } from '../keys/keyring.ts';
import type { LedgerRow } from '../store/schema.ts';
import type { Decision } from './decision.ts';
import { anOptOut, Books, DAY_MILLIS, NOON } from './ledger.test-kit.ts';
import { type Receipt, type ReceiptParts, receiptOf } from './receipt.ts';

/** Test data, not a secret: 32 times the same byte. */
export function ringOf(...bytes: readonly number[]): Keyring {
  const outcome = parseKeyring(
    bytes.map((byte) => `k${byte}:${Buffer.alloc(32, byte).toString('base64url')}`).join(','),
  );
  if (outcome.kind === 'refused') throw new Error(outcome.problem);
  return outcome.keyring;
}

/** The first entry of a ledger: what somebody said at noon, Jane's "stop" to brand `a` unless told otherwise. */
export function anEntry(decision: Decision = anOptOut()): LedgerRow {
  const books = new Books();
  books.tell(decision);
  const [entry] = books.ledger;
  if (entry === undefined) throw new Error('nothing was recorded');
  return entry;
}

/** The receipt of that entry two days later, when two of three senders were told. */
export function aReceipt(parts: Partial<ReceiptParts> = {}, entry = anEntry()): Receipt {
  return receiptOf(entry, {
    id: 'rcp_1',
    brandName: 'Clearview Magnifiers',
    maskedAddress: 'j***@example.com',
    addressSha256: 'a'.repeat(64),
    progress: {
      senders: [
        { publicName: 'Campaign mail', state: 'confirmed', at: NOON + 90_000 },
        { publicName: 'Käufer-Liste 日本', state: 'told', at: NOON + 120_000 },
        { publicName: 'Old lists', state: 'waiting', at: null },
      ],
    },
    issuer: 'https://mail.example.com',
    issuedAt: NOON + 2 * DAY_MILLIS + 123,
    ...parts,
  });
}
