import { randomFillSync } from 'node:crypto';

/** Answers that many random bytes. An argument wherever randomness is needed, so tests can fix it. */
export type RandomBytes = (length: number) => Uint8Array;

const POOL_BYTES = 8_192;

/**
 * A source of cryptographic randomness that draws from the system in blocks: one call per sealed address would cost
 * more than the sealing. Every byte is handed out once.
 */
export function createRandomBytes(): RandomBytes {
  let pool = new Uint8Array(0);
  let used = 0;
  return (length) => {
    if (length > POOL_BYTES) return randomFillSync(new Uint8Array(length));
    if (used + length > pool.length) {
      pool = randomFillSync(new Uint8Array(POOL_BYTES));
      used = 0;
    }
    const bytes = pool.subarray(used, used + length);
    used += length;
    return bytes;
  };
}

/** A fresh identifier of 96 random bits, as 16 characters of base64url, after a readable prefix. */
export function randomId(prefix: string, random: RandomBytes): string {
  return `${prefix}_${Buffer.from(random(12)).toString('base64url')}`;
}

/** A fresh secret of 256 random bits, as 43 characters of base64url. */
export function randomSecret(random: RandomBytes): string {
  return Buffer.from(random(32)).toString('base64url');
}
