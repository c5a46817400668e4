import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { generateKey, parseKeyring } from './keyring.ts';
import { macKey } from './mac-key.ts';
import { createRandomBytes } from './random.ts';

const secretOf = (byte: number, length = 32) => Buffer.alloc(length, byte).toString('base64url');

function ringOf(text: string) {
  const outcome = parseKeyring(text);
  if (outcome.kind === 'refused') throw new Error(outcome.problem);
  return outcome.keyring;
}

function problemOf(text: string): string {
  const outcome = parseKeyring(text);
  return outcome.kind === 'refused' ? outcome.problem : '';
}

describe('a keyring', () => {
  it('signs with its first key and knows all of them', () => {
    const ring = ringOf(`new:${secretOf(2)}, old:${secretOf(1)}`);
    expect([ring.current.id, ring.ids]).toEqual(['new', ['new', 'old']]);
    expect(ring.find('old')?.signingBytes).toEqual(ringOf(`x:${secretOf(1)}`).current.signingBytes);
  });

  it.each(['other', '', '__proto__', 'constructor', 'NEW'])('knows no key of the id %j', (id) => {
    expect(ringOf(`new:${secretOf(2)}`).find(id)).toBeUndefined();
  });

  it('derives another key for every purpose, none of them the secret itself', () => {
    const { signing, signingBytes, sealing, receiptSeed } = ringOf(`k:${secretOf(1)}`).current;
    const keys = [Buffer.from(signingBytes), sealing.export(), Buffer.from(receiptSeed)].map((bytes) =>
      bytes.toString('hex'),
    );
    expect(signing.mac('a')).toEqual(macKey(signingBytes).mac('a'));
    expect(new Set([...keys, Buffer.from(secretOf(1), 'base64url').toString('hex')]).size).toBe(4);
  });

  it('derives them as it always did, so that links in old mail work for ever', () => {
    const { signingBytes, sealing } = ringOf(`k:${secretOf(1)}`).current;
    expect(Buffer.from(signingBytes).toString('hex')).toBe(
      'd82539493e15d3b33b7a00cc498d186c7ec74349bad4e714086f77b2b97a6ff2',
    );
    expect(sealing.export().toString('hex')).toBe(
      '5dcc0cbbabb9e412504193b3b4cadd41b7d77ac23cd416d040c668fe9c2953ad',
    );
  });

  it.each([
    ['nothing', '', 'key 1 must read id:base64url'],
    ['a secret without an id', secretOf(1), 'key 1 must read id:base64url'],
    ['an id without a secret', 'k1', 'key 1 must be at least 32 random bytes'],
    ['a short secret', `k1:${secretOf(1, 31)}`, 'key 1 must be at least 32 random bytes'],
    [
      'ordinary base64',
      `k1:${Buffer.alloc(32, 255).toString('base64')}`,
      'key 1 must be at least 32 random bytes',
    ],
    ['a third part', `k1:${secretOf(1)}:x`, 'key 1 must read id:base64url'],
    ['an id that is no id', `k 1:${secretOf(1)}`, 'key 1 must read id:base64url'],
    ['a long id', `${'k'.repeat(17)}:${secretOf(1)}`, 'key 1 must read id:base64url'],
    ['a comma too many', `k1:${secretOf(1)},`, 'key 2 must read id:base64url'],
    ['one id twice', `k1:${secretOf(1)},k1:${secretOf(2)}`, 'key 2 has the id of an earlier key'],
  ])('is refused for %s, by the place of the key', (_, text, problem) => {
    expect(problemOf(text)).toContain(problem);
  });

  it('never repeats a secret when it is refused, even one that stands where an id belongs', () => {
    const secret = fc
      .stringMatching(/^[A-Za-z0-9_-]{12,60}$/)
      .filter((text) => !/random|base64|letter/.test(text));
    const shape = fc.constantFrom(
      (text: string) => text,
      (text: string) => `${text}:`,
      (text: string) => `:${text}`,
      (text: string) => `${text}:k1`,
      (text: string) => `k1:${text}`,
      (text: string) => `k1:${secretOf(1)},${text}`,
      (text: string) => `${text}:${secretOf(1)},${text}:${secretOf(2)}`,
      (text: string) => `k1:${text}=`,
      (text: string) => `k1=${text}`,
    );
    fc.assert(
      fc.property(secret, shape, (text, shaped) => {
        expect(problemOf(shaped(text))).not.toContain(text);
      }),
    );
  });

  it('takes the keys it generates, which are named by their day and never the same', () => {
    const random = createRandomBytes();
    const made = Array.from({ length: 20 }, () => generateKey(random, Date.UTC(2026, 10, 22)));
    expect(ringOf(made.join(',')).ids).toHaveLength(20);
    expect(made.every((key) => /^k20261122[0-9a-f]{4}:[\w-]{43}$/.test(key))).toBe(true);
    expect(new Set(made).size).toBe(20);
  });
});
