import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { displayName, isOneAddress, parseMailbox, spellMailbox } from './mailbox.ts';
import { oneLine } from './printable.ts';

describe('a sender line', () => {
  it.each([
    ['heed@example.com', { name: null, address: 'heed@example.com' }],
    [' Heed <heed@example.com> ', { name: 'Heed', address: 'heed@example.com' }],
    ['<heed@example.com>', { name: null, address: 'heed@example.com' }],
    ['"Park, Ada \\"A.\\"" <ada@example.com>', { name: 'Park, Ada "A."', address: 'ada@example.com' }],
    ['ルーペ <heed@例え.jp>', { name: 'ルーペ', address: 'heed@例え.jp' }],
  ])('%s is read', (text, mailbox) => {
    expect(parseMailbox(text)).toEqual(mailbox);
  });

  it.each([
    '',
    'Heed',
    'Heed <>',
    'Heed <heed@example.com',
    'Heed <a@example.com, b@example.com>',
    'a@example.com,b@example.com',
    'Heed\r\nBcc: all@example.com <heed@example.com>',
    'Heed <heed@example.com\n>',
  ])('%j is refused', (text) => {
    expect(parseMailbox(text)).toBeUndefined();
  });

  it('that was spelled is read as it was, whatever the name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const mailbox = { name: displayName(text), address: 'heed@example.com' };
        expect(parseMailbox(spellMailbox(mailbox))).toEqual(mailbox);
      }),
    );
  });
});

describe('a name before an address', () => {
  it.each([
    'Clearview\r\nBcc: everyone@example.com',
    'Clearview\u2028Bcc: everyone@example.com',
    'Clearview\0\u0085 Bcc: everyone@example.com',
  ])('%j stays in its line', (text) => {
    expect(displayName(text)).toBe('Clearview Bcc: everyone@example.com');
  });

  it('is none where nothing can be seen of it', () => {
    expect([displayName(null), displayName(''), displayName(' \r\n ')]).toEqual([null, null, null]);
  });

  it('can neither end its quotes nor begin another line, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const line = spellMailbox({ name: displayName(text), address: 'a@b.example' });
        expect(line).toMatch(/^("(?:[^"\\\r\n]|\\.)*" <a@b\.example>|a@b\.example)$/u);
        expect(oneLine(text)).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
      }),
    );
  });
});

describe('an address', () => {
  it.each(['jane@example.com', 'jané@exämple.com', '"jane, doe"@example.com', "o'hara+x@example.com"])(
    '%s is one',
    (text) => expect(isOneAddress(text)).toBe(true),
  );

  it.each([
    'jane',
    'jane@',
    '@example.com',
    'jane@example.com, bob@example.com',
    'jane@example.com bob@example.com',
    'Jane <jane@example.com>',
    'jane@example.com\r\nbcc: bob@example.com',
    '"jane\n"@example.com',
    'jane@bob@example.com',
    `${'j'.repeat(400)}@example.com`,
  ])('%j is not one', (text) => expect(isOneAddress(text)).toBe(false));
});
