import { describe, expect, it } from 'vitest';
import { publicReceiptKeys } from '../keys/receipt-key.ts';
import { readKeySet } from './key-set.ts';
import { ringOf } from './receipt.test-kit.ts';

const keys = await publicReceiptKeys(ringOf(2, 1));
const [key] = keys;

describe('a key set', () => {
  it('reads back as the keys it publishes', () => {
    expect(readKeySet(JSON.stringify({ keys }))).toEqual(keys);
  });

  it('names each key by its thumbprint, whatever it is called there', () => {
    const renamed = { ...key, kid: 'mine' };
    const nameless = { kty: key?.kty, crv: key?.crv, x: key?.x };
    expect(readKeySet(JSON.stringify({ keys: [renamed, nameless], more: 1 }))).toEqual([key, key]);
  });

  it('passes over keys that cannot verify receipts', () => {
    const others = [
      { kty: 'RSA', n: 'AQAB', e: 'AQAB' },
      { ...key, crv: 'X25519' },
      { ...key, use: 'enc' },
      { ...key, alg: 'EdDSA' },
      { ...key, x: key?.x.slice(1) },
      { ...key, x: `${key?.x.slice(0, -1)}B` },
      'a key',
      null,
    ];
    expect(readKeySet(JSON.stringify({ keys: [...others, key] }))).toEqual([key]);
    expect(readKeySet('{"keys":[]}')).toEqual([]);
  });

  it.each(['', '<html>', '[]', 'null', '{"keys":{}}', JSON.stringify(key)])('is not %j', (text) => {
    expect(readKeySet(text)).toBeUndefined();
  });
});
