import { createCipheriv, createDecipheriv } from 'node:crypto';
import type { Keyring } from './keyring.ts';
import type { RandomBytes } from './random.ts';

const IV_BYTES = 12; // NIST SP 800-38D §8.2: the length GCM is made for
const TAG_BYTES = 16;

/** Text only this service can read, as `keyId.base64url(iv, ciphertext, tag)`. */
export type Sealed = string & { readonly __brand: 'Sealed' };

/**
 * Seals a text with AES-256-GCM under the ring's current key. `context` (a recipient id, a sender id) is bound in: what
 * was sealed for one cannot be passed off as another's.
 */
export function seal(keyring: Keyring, random: RandomBytes, text: string, context: string): Sealed {
  const iv = random(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', keyring.current.sealing, iv);
  cipher.setAAD(Buffer.from(context));
  const body = cipher.update(text, 'utf8');
  cipher.final();
  const bytes = Buffer.concat([iv, body, cipher.getAuthTag()]);
  return `${keyring.current.id}.${bytes.toString('base64url')}` as Sealed; // the only maker, with parseSealed
}

const SEALED = /^[A-Za-z0-9_-]{1,16}\.[A-Za-z0-9_-]{38,}$/;

/** Takes a text of the right shape as sealed; whether it opens is found out by opening. */
export function parseSealed(text: string): Sealed | undefined {
  return SEALED.test(text) ? (text as Sealed) : undefined;
}

/** The id of the key a text was sealed with: whether the ring still has it tells what is lost from what is damaged. */
export function sealKeyId(sealed: Sealed): string {
  return sealed.slice(0, sealed.indexOf('.'));
}

/** The text that was sealed, or undefined when the key is unknown, the context another, or a bit has changed. */
export function unseal(keyring: Keyring, sealed: Sealed, context: string): string | undefined {
  const keyId = sealKeyId(sealed);
  const key = keyring.find(keyId);
  const bytes = Buffer.from(sealed.slice(keyId.length + 1), 'base64url');
  if (key === undefined || bytes.length < IV_BYTES + TAG_BYTES) return undefined;
  const decipher = createDecipheriv('aes-256-gcm', key.sealing, bytes.subarray(0, IV_BYTES));
  decipher.setAAD(Buffer.from(context));
  decipher.setAuthTag(bytes.subarray(bytes.length - TAG_BYTES));
  try {
    const body = decipher.update(bytes.subarray(IV_BYTES, bytes.length - TAG_BYTES));
    decipher.final(); // checks the tag and throws; GCM is a stream cipher and has no last block to give
    return body.toString('utf8');
  } catch {
    return undefined; // GCM says only that it does not open, and there is no more to know
  }
}
