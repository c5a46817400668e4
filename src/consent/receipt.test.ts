import { describe, expect, it } from 'vitest';
import { anOptOut, aPause, DAY_MILLIS, NOON, personOf } from './ledger.test-kit.ts';
import { anEntry, aReceipt } from './receipt.test-kit.ts';
import { receiptSchema } from './receipt.ts';

describe('a receipt', () => {
  it('says what was decided, when, by when, and who was told when, in instants everybody can read', () => {
    const entry = anEntry(anOptOut({ about: 'a/t', channel: 'one_click', at: NOON }));
    expect(aReceipt({}, entry)).toEqual({
      iss: 'https://mail.example.com',
      iat: (NOON + 2 * DAY_MILLIS) / 1000,
      jti: 'rcp_1',
      decision: {
        kind: 'opt_out',
        scope: 'a/t',
        brand_name: 'Clearview Magnifiers',
        until: null,
        channel: 'one_click',
        requested_at: '2026-06-01T12:00:00.000Z',
        received_at: '2026-06-01T12:00:00.000Z',
        recorded_at: '2026-06-01T12:01:00.000Z',
        target_at: '2026-06-03T12:00:00.000Z',
        due_at: '2026-06-15T12:00:00.000Z',
      },
      person: {
        recipient_id: personOf('jane'),
        address: 'j***@example.com',
        address_sha256: 'a'.repeat(64),
      },
      ledger: { seq: 1, hash: entry.hash },
      senders: [
        { name: 'Campaign mail', state: 'confirmed', at: '2026-06-01T12:01:30.000Z' },
        { name: 'Käufer-Liste 日本', state: 'told', at: '2026-06-01T12:02:00.000Z' },
        { name: 'Old lists', state: 'waiting', at: null },
      ],
    });
  });

  it('says until when a pause lasts', () => {
    const { decision } = aReceipt({}, anEntry(aPause(NOON + 30 * DAY_MILLIS)));
    expect(decision).toMatchObject({ kind: 'pause', until: '2026-07-01T12:00:00.000Z' });
  });

  it('can be made of every entry the ledger takes, far times and missing addresses included', () => {
    const entry = anEntry(aPause(8.64e15, { about: '*' }));
    const receipt = aReceipt({ brandName: null, maskedAddress: null, addressSha256: null }, entry);
    expect(receipt.decision.until).toBe('+275760-09-13T00:00:00.000Z');
    expect(receiptSchema.parse(JSON.parse(JSON.stringify(receipt)))).toEqual(receipt);
  });
});
