import { hash, type webcrypto } from 'node:crypto';
import type { Keyring, RingKey } from './keyring.ts';

/** The public half of a receipt key, as `/.well-known/jwks.json` publishes it (RFC 7517, RFC 8037 §2). */
export interface PublicReceiptKey {
  readonly kty: 'OKP';
  readonly crv: 'Ed25519';
  /** The public key, 32 bytes in base64url. */
  readonly x: string;
  /** The key's RFC 7638 thumbprint: it follows from the key alone, and says nothing of the ring's own names. */
  readonly kid: string;
  readonly use: 'sig';
  /** RFC 9864: the name of the algorithm, where `EdDSA` named a family. */
  readonly alg: 'Ed25519';
}

/** A pair of keys that signs receipts. The private half cannot be read out of it. */
export interface ReceiptKey {
  readonly publicKey: PublicReceiptKey;
  readonly privateKey: webcrypto.CryptoKey;
}

// RFC 8410 §7: an Ed25519 private key in PKCS #8 is this and then its 32 bytes.
const PKCS8_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex');
const ALGORITHM = { name: 'Ed25519' };

// What was made is kept, and not the making of it: on Workers no request may wait on another's promise.
const made = new WeakMap<RingKey, ReceiptKey>();

/** The pair that belongs to a key of the ring: the same for ever, and made when it is first asked for. */
export async function receiptKey(key: RingKey): Promise<ReceiptKey> {
  const known = made.get(key);
  if (known !== undefined) return known;
  const fresh = await pairOf(key.receiptSeed);
  made.set(key, fresh);
  return fresh;
}

/**
 * The public keys of the whole ring, the one that signs first. A key that is kept after a rotation stays among them, and
 * so what it signed verifies for ever.
 */
export async function publicReceiptKeys(keyring: Keyring): Promise<readonly PublicReceiptKey[]> {
  const keys = keyring.ids.flatMap((id) => keyring.find(id) ?? []);
  return (await Promise.all(keys.map(receiptKey))).map(({ publicKey }) => publicKey);
}

/** A public key with what is always said of one, from its 32 bytes in base64url. */
export function publicReceiptKey(x: string): PublicReceiptKey {
  return { kty: 'OKP', crv: 'Ed25519', x, kid: thumbprint(x), use: 'sig', alg: 'Ed25519' };
}

/** The same key, ready to verify with. */
export async function verifyingKey({ kty, crv, x }: PublicReceiptKey): Promise<webcrypto.CryptoKey> {
  return globalThis.crypto.subtle.importKey('jwk', { kty, crv, x }, ALGORITHM, false, ['verify']);
}

async function pairOf(seed: Uint8Array): Promise<ReceiptKey> {
  const pkcs8 = Buffer.concat([PKCS8_HEAD, seed]);
  const { subtle } = globalThis.crypto;
  // Web Crypto gives the public half of a private key only by exporting both.
  const readable = await subtle.importKey('pkcs8', pkcs8, ALGORITHM, true, ['sign']);
  const { x } = await subtle.exportKey('jwk', readable);
  if (x === undefined) throw new Error('the exported key has no public half');
  return {
    publicKey: publicReceiptKey(x),
    privateKey: await subtle.importKey('pkcs8', pkcs8, ALGORITHM, false, ['sign']),
  };
}

/** RFC 7638 §3, with the members RFC 8037 §2 requires, in alphabetical order. */
function thumbprint(x: string): string {
  return hash('sha256', JSON.stringify({ crv: 'Ed25519', kty: 'OKP', x }), 'base64url');
}
