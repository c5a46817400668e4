import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyedHash, parseIdentityKey } from './identity.ts';
import { secretHash } from './secret-hash.ts';

function keyOf(text: string) {
  const outcome = parseIdentityKey(text);
  if (outcome.kind === 'refused') throw new Error(outcome.problem);
  return outcome.key;
}

const bytesOf = (byte: number, length = 32) => Buffer.alloc(length, byte).toString('base64url');

describe('the identity key', () => {
  it('hashes as HMAC-SHA-256 cut to 128 bits does, and always the same', () => {
    expect(keyedHash(keyOf(bytesOf(1)), 'ada@example.com')).toBe('zQd5pu4gkqiNtpsNVo3W6Q');
    expect(keyedHash(keyOf(` ${bytesOf(1)}\n`), 'ada@example.com')).toBe('zQd5pu4gkqiNtpsNVo3W6Q');
  });

  it('gives every text and every key another hash of the same length', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (one, other) => {
        fc.pre(one !== other);
        const hashes = [
          keyedHash(keyOf(bytesOf(1)), one),
          keyedHash(keyOf(bytesOf(1)), other),
          keyedHash(keyOf(bytesOf(2)), one),
        ];
        expect(new Set(hashes).size).toBe(3);
        expect(hashes.every((hash) => /^[\w-]{22}$/.test(hash))).toBe(true);
      }),
    );
  });

  it.each([
    '',
    'too-short',
    bytesOf(1, 31),
    `${bytesOf(1)}=`,
    `id:${bytesOf(1)}`,
    Buffer.alloc(33, 255).toString('base64'),
  ])('is not read from %j, and the refusal does not repeat it', (text) => {
    const outcome = parseIdentityKey(text);
    expect(outcome).toEqual({ kind: 'refused', problem: 'must be at least 32 random bytes in base64url' });
  });
});

describe('the hash of a secret that was handed out', () => {
  it('is its SHA-256, so that finding it by hash is finding it', () => {
    expect(secretHash('abc')).toBe('ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0');
  });
});
