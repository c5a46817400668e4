import { describe, expect, it } from 'vitest';
import { parseIdentityKey } from '../keys/identity.ts';
import { type Address, normaliseAddress } from './address.ts';
import { addressSha256, maskAddress, parseRecipientId, recipientId } from './recipient.ts';

function keyOf(byte: number) {
  const outcome = parseIdentityKey(Buffer.alloc(32, byte).toString('base64url'));
  if (outcome.kind === 'refused') throw new Error(outcome.problem);
  return outcome.key;
}

function addressOf(given: string): Address {
  const outcome = normaliseAddress(given);
  if (outcome.kind === 'not_an_address') throw new Error(outcome.code);
  return outcome.address;
}

describe('a recipient', () => {
  it('is known by an id that takes the key to make, and never changes under it', () => {
    const ada = addressOf('ada@example.com');
    expect(recipientId(keyOf(1), ada)).toBe('zQd5pu4gkqiNtpsNVo3W6Q');
    expect(recipientId(keyOf(1), ada)).not.toBe(recipientId(keyOf(2), ada));
    expect(recipientId(keyOf(1), ada)).not.toBe(recipientId(keyOf(1), addressOf('bob@example.com')));
  });

  it('has an id that is no unkeyed hash of the address, whole or cut', () => {
    const ada = addressOf('ada@example.com');
    const hex = Buffer.from(recipientId(keyOf(1), ada), 'base64url').toString('hex');
    expect(addressSha256(ada).startsWith(hex)).toBe(false);
  });

  it.each([
    '',
    'short',
    'zQd5pu4gkqiNtpsNVo3W6',
    'zQd5pu4gkqiNtpsNVo3W6QQ',
    'zQd5pu4gkqiNtpsNVo3W6\n',
    'ada@example.com',
  ])('is not taken from %j', (text) => expect(parseRecipientId(text)).toBeUndefined());

  it('is taken from an id', () => {
    expect(parseRecipientId('zQd5pu4gkqiNtpsNVo3W6Q')).toBe('zQd5pu4gkqiNtpsNVo3W6Q');
  });

  it('is exchanged as SHA-256 of the normalised address, so spelling does not break a match', () => {
    const known = 'b4c9a289323b21a01c3e940f150eb9b8c542587f1abfd8f0e1cc1ffc5e475514';
    expect(addressSha256(addressOf(' User@Example.com '))).toBe(known);
  });

  it('is shown by one character and the domain', () => {
    expect(maskAddress('jane.doe@example.com')).toBe('j***@example.com');
    expect(maskAddress('"ada@home"@example.com')).toBe('"***@example.com');
    expect(maskAddress('𐐨ada@example.com')).toBe('𐐨***@example.com');
  });
});
