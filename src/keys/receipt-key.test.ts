import { verify } from 'node:crypto';
import { calculateJwkThumbprint } from 'jose';
import { describe, expect, it } from 'vitest';
import { parseKeyring, type RingKey } from './keyring.ts';
import { publicReceiptKeys, receiptKey } from './receipt-key.ts';

const secretOf = (byte: number) => Buffer.alloc(32, byte).toString('base64url');

function ringOf(text: string) {
  const outcome = parseKeyring(text);
  if (outcome.kind === 'refused') throw new Error(outcome.problem);
  return outcome.keyring;
}

const ring = ringOf(`k:${secretOf(1)}`);

/** A key of the ring with this seed in place of its own. */
function withSeed(hex: string): RingKey {
  return { ...ring.current, receiptSeed: new Uint8Array(Buffer.from(hex, 'hex')) };
}

describe('the receipt key of a key of the ring', () => {
  it('is the Ed25519 pair of its seed, as the RFC knows it', async () => {
    // RFC 8037 A.1 to A.3: a key, its public half and its thumbprint.
    const { publicKey } = await receiptKey(
      withSeed('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60'),
    );
    expect(publicKey).toEqual({
      kty: 'OKP',
      crv: 'Ed25519',
      x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',
      kid: 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k',
      use: 'sig',
      alg: 'Ed25519',
    });
  });

  it('is derived as it always was, so that old receipts verify for ever', async () => {
    const { publicKey } = await receiptKey(ring.current);
    expect(Buffer.from(ring.current.receiptSeed).toString('hex')).toBe(
      '06998e8ed33c2bf55ab35facfb6196d8bc750d7e97bfab27c6c3d0560d5603a5',
    );
    expect(publicKey.x).toBe('Ae_cCE3aeWU8PbR7KfqrB57t38wxbT47yxRrEQIus8k');
  });

  it('signs what its public half verifies, and does not give its private half away', async () => {
    const { publicKey, privateKey } = await receiptKey(ring.current);
    const text = Buffer.from('stop');
    const signature = await crypto.subtle.sign('Ed25519', privateKey, text);
    const key = { key: { ...publicKey }, format: 'jwk' } as const;
    expect(verify(null, text, key, Buffer.from(signature))).toBe(true);
    expect(verify(null, Buffer.from('go on'), key, Buffer.from(signature))).toBe(false);
    expect(privateKey.extractable).toBe(false);
    expect(publicKey).not.toHaveProperty('d');
  });

  it('is made once, and is not the key of anything else', async () => {
    expect(await receiptKey(ring.current)).toBe(await receiptKey(ring.current));
    const others = [ring.current.signingBytes, ring.current.sealing.export()].map((bytes) =>
      Buffer.from(bytes).toString('hex'),
    );
    expect(others).not.toContain(Buffer.from(ring.current.receiptSeed).toString('hex'));
  });

  it('is named by its thumbprint, whatever the ring calls its key', async () => {
    const [named, renamed, other] = await Promise.all(
      [`a:${secretOf(1)}`, `b:${secretOf(1)}`, `a:${secretOf(2)}`].map((text) =>
        receiptKey(ringOf(text).current),
      ),
    );
    expect(named?.publicKey).toEqual(renamed?.publicKey);
    expect(named?.publicKey.kid).not.toBe(other?.publicKey.kid);
    expect(named?.publicKey.kid).toBe(await calculateJwkThumbprint({ ...named?.publicKey }));
  });
});

describe('the public receipt keys of a ring', () => {
  it('are those of all its keys, the one that signs first, and nothing private', async () => {
    const rotated = ringOf(`new-of-2026:${secretOf(2)},old-of-2025:${secretOf(1)}`);
    const keys = await publicReceiptKeys(rotated);
    expect(keys).toEqual([
      (await receiptKey(rotated.current)).publicKey,
      (await receiptKey(ring.current)).publicKey,
    ]);
    const shown = JSON.stringify(keys);
    for (const id of rotated.ids) {
      const seed = Buffer.from(rotated.find(id)?.receiptSeed ?? []);
      expect(shown).not.toContain(seed.toString('base64url'));
      expect(shown).not.toContain(id);
    }
    expect(keys.every((key) => Object.keys(key).sort().join() === 'alg,crv,kid,kty,use,x')).toBe(true);
  });
});
