import { createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import { type MacKey, macKey } from './mac-key.ts';
import type { RandomBytes } from './random.ts';

/** One key of the ring: a name, and the keys derived from its secret, one for each purpose (RFC 8725 §3.1). */
export interface RingKey {
  readonly id: string;
  /** Signs links, HS256. */
  readonly signing: MacKey;
  /** The same key's bytes, for verifiers that take bytes. */
  readonly signingBytes: Uint8Array;
  /** Seals addresses and secrets, AES-256-GCM. */
  readonly sealing: KeyObject;
  /** What the pair of keys for signed receipts is made of, 32 bytes: see `receipt-key.ts`. */
  readonly receiptSeed: Uint8Array;
}

/** The keys of `HEED_KEYS`: the first signs and seals, all of them verify and open, for ever. */
export interface Keyring {
  readonly current: RingKey;
  /** The key of that id, or undefined. The id usually comes from a token, so it is not to be trusted. */
  find(id: string): RingKey | undefined;
  readonly ids: readonly string[];
}

export type KeyringOutcome =
  | { readonly kind: 'keyring'; readonly keyring: Keyring }
  | { readonly kind: 'refused'; readonly problem: string };

const KEY_ID = /^[A-Za-z0-9_-]{1,16}$/;
const BASE64URL = /^[A-Za-z0-9_-]+$/;
const SECRET_BYTES_MIN = 32; // HS256 wants at least the hash's own length: RFC 7518 §3.2

/**
 * Reads `id:base64url[,id:base64url…]`. A refusal says which key is wrong and how, and repeats nothing of it: what looks
 * like an id is the secret where the id was forgotten.
 */
export function parseKeyring(text: string): KeyringOutcome {
  const keys: RingKey[] = [];
  for (const [index, part] of text.split(',').entries()) {
    const [id = '', secret = '', ...rest] = part.trim().split(':');
    const where = `key ${index + 1}`;
    if (rest.length > 0 || !KEY_ID.test(id)) {
      return refused(`${where} must read id:base64url, with an id of 1 to 16 letters, digits, - or _`);
    }
    const bytes = Buffer.from(secret, 'base64url');
    if (!BASE64URL.test(secret) || bytes.length < SECRET_BYTES_MIN) {
      return refused(
        `${where} must be at least ${SECRET_BYTES_MIN} random bytes in base64url, after its id and a colon`,
      );
    }
    if (keys.some((key) => key.id === id)) return refused(`${where} has the id of an earlier key`);
    keys.push(deriveKey(id, bytes));
  }
  const [current] = keys;
  if (current === undefined) return refused('at least one key is needed');
  return { kind: 'keyring', keyring: ringOf(current, keys) };
}

/** A new key in the form `HEED_KEYS` takes. `now` (epoch ms) names it by its day, so that the newest is plain to see. */
export function generateKey(random: RandomBytes, now: number): string {
  const day = new Date(now).toISOString().slice(0, 10).replaceAll('-', '');
  const suffix = Buffer.from(random(2)).toString('hex');
  return `k${day}${suffix}:${Buffer.from(random(32)).toString('base64url')}`;
}

function deriveKey(id: string, secret: Uint8Array): RingKey {
  const derive = (purpose: string) =>
    new Uint8Array(hkdfSync('sha256', secret, new Uint8Array(0), `heed/${purpose}/v1`, 32));
  const signingBytes = derive('links');
  return {
    id,
    signing: macKey(signingBytes),
    signingBytes,
    sealing: createSecretKey(derive('sealing')),
    receiptSeed: derive('receipts'),
  };
}

function ringOf(current: RingKey, keys: readonly RingKey[]): Keyring {
  const byId = new Map(keys.map((key) => [key.id, key]));
  return { current, find: (id) => byId.get(id), ids: keys.map((key) => key.id) };
}

function refused(problem: string): KeyringOutcome {
  return { kind: 'refused', problem };
}
