import { hash } from 'node:crypto';
import { type IdentityKey, keyedHash } from '../keys/identity.ts';
import type { Address } from './address.ts';

/** A person, known by the keyed hash of the normalised address: 22 characters of base64url. */
export type RecipientId = string & { readonly __brand: 'RecipientId' };

const RECIPIENT_ID = /^[A-Za-z0-9_-]{22}$/;

/** The recipient id of an address. The same address always gives the same id, and nobody without the key can tell. */
export function recipientId(key: IdentityKey, address: Address): RecipientId {
  return keyedHash(key, address) as RecipientId; // one of the two makers of this brand
}

/** Takes a text from outside as a recipient id when it has the shape of one. */
export function parseRecipientId(text: string): RecipientId | undefined {
  return RECIPIENT_ID.test(text) ? (text as RecipientId) : undefined;
}

/** SHA-256 of the normalised address in lower-case hex, as suppression lists are exchanged. */
export function addressSha256(address: Address): string {
  return hash('sha256', address, 'hex');
}

/** What a page may show of an address: its first character and its domain, `j***@example.com`. */
export function maskAddress(spelling: string): string {
  const at = spelling.lastIndexOf('@');
  const [first = ''] = spelling.slice(0, at);
  return `${first}***${spelling.slice(at)}`;
}
