import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { macKey } from './mac-key.ts';

// RFC 4231 §4.2, §4.3, §4.4 and §4.7: known answers, with a key longer than a block among them.
const KNOWN = [
  ['0b'.repeat(20), 'Hi There', 'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7'],
  [
    '4a656665',
    'what do ya want for nothing?',
    '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
  ],
  [
    'aa'.repeat(131),
    'Test Using Larger Than Block-Size Key - Hash Key First',
    '60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54',
  ],
] as const;

describe('a MAC key', () => {
  it.each(KNOWN)('of %s gives the code the RFC knows', (key, text, code) => {
    const made = macKey(Buffer.from(key, 'hex'));
    expect(Buffer.from(made.mac(text)).toString('hex')).toBe(code);
    expect(made.macBase64url(text)).toBe(Buffer.from(code, 'hex').toString('base64url'));
  });

  it('gives what HMAC-SHA-256 gives, for keys and texts of any length and letters, one after the other', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 80 }),
      fc.string({ unit: fc.constantFrom('a', 'é', '日', '😀', '\ud800'), maxLength: 80 }),
      fc.nat(5_000).map((length) => 'a'.repeat(length)),
      fc.nat(2_000).map((length) => '日'.repeat(length)),
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 150 }), fc.array(text, { maxLength: 5 }), (key, texts) => {
        const made = macKey(key);
        for (const one of texts) {
          const expected = createHmac('sha256', key).update(one).digest();
          expect(Buffer.from(made.mac(one))).toEqual(expected);
          expect(made.macBase64url(one)).toBe(expected.toString('base64url'));
        }
      }),
      { numRuns: 40 },
    );
  });

  it('keeps nothing of its bytes that a later change of them could reach', () => {
    const bytes = new Uint8Array(32).fill(1);
    const made = macKey(bytes);
    const before = [made.macBase64url('a'), made.macBase64url('a'.repeat(5_000))];
    bytes.fill(2);
    expect([made.macBase64url('a'), made.macBase64url('a'.repeat(5_000))]).toEqual(before);
  });
});
