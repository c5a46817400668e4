import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseKeyring } from './keyring.ts';
import { createRandomBytes } from './random.ts';
import { parseSealed, type Sealed, seal, unseal } from './seal.ts';

const secretOf = (byte: number) => Buffer.alloc(32, byte).toString('base64url');

function ringOf(text: string) {
  const outcome = parseKeyring(text);
  if (outcome.kind === 'refused') throw new Error(outcome.problem);
  return outcome.keyring;
}

function sealedAs(text: string): Sealed {
  const sealed = parseSealed(text);
  if (sealed === undefined) throw new Error('not the shape of a sealed text');
  return sealed;
}

// One of each kind of letter that encodings stumble over.
const anyLetter = fc.constantFrom(...'a Z 0 = é 日 😀 \\ " \u0000 \u0301'.split(' '));
const ring = ringOf(`k1:${secretOf(1)}`);
const random = createRandomBytes();

describe('a sealed text', () => {
  it('opens to what was sealed, in its context alone', () => {
    const text = fc.string({ unit: anyLetter, maxLength: 60 });
    fc.assert(
      fc.property(text, text, text, (content, context, other) => {
        fc.pre(context !== other);
        const sealed = seal(ring, random, content, context);
        expect(parseSealed(sealed)).toBe(sealed);
        expect(unseal(ring, sealed, context)).toBe(content);
        expect(unseal(ring, sealed, other)).toBeUndefined();
      }),
    );
  });

  it('does not open when any bit of it was flipped', () => {
    const sealed = seal(ring, random, 'ada@example.com', 'ctx');
    const bytes = Buffer.from(sealed.slice('k1.'.length), 'base64url');
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const flipped = Buffer.from(bytes);
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(unseal(ring, sealedAs(`k1.${flipped.toString('base64url')}`), 'ctx')).toBeUndefined();
    }
  });

  it('does not open when it was cut or drawn out', () => {
    const sealed = seal(ring, random, 'ada@example.com', 'ctx');
    for (let length = 41; length < sealed.length; length++) {
      expect(unseal(ring, sealedAs(sealed.slice(0, length)), 'ctx')).toBeUndefined();
    }
    expect(unseal(ring, sealedAs(`${sealed}AAAA`), 'ctx')).toBeUndefined();
  });

  it('is never twice the same, so equal addresses do not show', () => {
    const many = Array.from({ length: 1_000 }, () => seal(ring, random, 'ada@example.com', 'ctx'));
    expect(new Set(many).size).toBe(1_000);
    expect(new Set(many.map((sealed) => sealed.slice(3, 19))).size).toBe(1_000);
  });

  it('opens after a rotation, and what is sealed then does not open with the old key alone', () => {
    const rotated = ringOf(`k2:${secretOf(2)},k1:${secretOf(1)}`);
    expect(unseal(rotated, seal(ring, random, 'ada', 'ctx'), 'ctx')).toBe('ada');
    const later = seal(rotated, random, 'ada', 'ctx');
    expect(later.startsWith('k2.')).toBe(true);
    expect(unseal(ring, later, 'ctx')).toBeUndefined();
  });

  it('does not open with another key of the same name', () => {
    const sealed = seal(ring, random, 'ada', 'ctx');
    expect(unseal(ringOf(`k1:${secretOf(2)}`), sealed, 'ctx')).toBeUndefined();
  });

  it('does not show the text, plain or encoded', () => {
    const sealed = seal(ring, random, 'ada@example.com', 'ctx');
    const raw = Buffer.from(sealed.slice('k1.'.length), 'base64url').toString('latin1');
    expect(`${sealed} ${raw}`).not.toContain('ada@');
    expect(sealed).not.toContain(Buffer.from('ada@example.com').toString('base64url'));
  });

  it.each([
    '',
    'k1',
    'k1.',
    '.AAAA',
    `k1.${'A'.repeat(37)}`,
    `k1.${'A'.repeat(38)}=`,
    `k1.x.${'A'.repeat(38)}`,
    `${'k'.repeat(17)}.${'A'.repeat(38)}`,
  ])('has not the shape of %j', (text) => expect(parseSealed(text)).toBeUndefined());
});
