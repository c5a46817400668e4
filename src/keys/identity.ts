import { type MacKey, macKey } from './mac-key.ts';

/** The key of recipient ids. It never rotates: another key would make every person a stranger. */
export type IdentityKey = MacKey & { readonly __brand: 'IdentityKey' };

export type IdentityKeyOutcome =
  | { readonly kind: 'key'; readonly key: IdentityKey }
  | { readonly kind: 'refused'; readonly problem: string };

/** Reads `HEED_IDENTITY_KEY`: at least 32 bytes in base64url. The refusal never repeats the value. */
export function parseIdentityKey(text: string): IdentityKeyOutcome {
  const bytes = Buffer.from(text.trim(), 'base64url');
  if (!/^[A-Za-z0-9_-]+$/.test(text.trim()) || bytes.length < 32) {
    return { kind: 'refused', problem: 'must be at least 32 random bytes in base64url' };
  }
  return { kind: 'key', key: macKey(bytes) as IdentityKey }; // the only maker of this brand
}

const ID_BYTES = 16;

/** HMAC-SHA-256 of a text under the identity key, first 128 bits, as 22 characters of base64url. */
export function keyedHash(key: IdentityKey, text: string): string {
  return key.mac(text).toString('base64url', 0, ID_BYTES);
}
