import { createHmac, hash } from 'node:crypto';

/** A key of HMAC-SHA-256, made ready once for many short messages. */
export interface MacKey {
  /** The code of a text, taken as UTF-8: 32 bytes, or the same in base64url. */
  mac(text: string): Buffer;
  macBase64url(text: string): string;
}

const BLOCK_BYTES = 64; // of SHA-256: RFC 2104 §2
const DIGEST_BYTES = 32;
// Longer than any link token. Longer messages are rare here, and go the usual way.
const TEXT_BYTES_MAX = 4_096;
const UTF8_BYTES_PER_UNIT_MAX = 3;

/**
 * Makes the key of its bytes. RFC 2104 §4: the two padded keys are the same for every message, so they are kept, and
 * each code is two plain hashes. That is half of what `createHmac` costs for a message of this size, and a campaign
 * needs six million codes; a test holds the two equal.
 */
export function macKey(bytes: Uint8Array): MacKey {
  const key = Uint8Array.from(bytes);
  const block = Buffer.alloc(BLOCK_BYTES);
  block.set(key.byteLength > BLOCK_BYTES ? hash('sha256', key, 'buffer') : key);
  const inner = Buffer.alloc(BLOCK_BYTES + TEXT_BYTES_MAX);
  const outer = Buffer.alloc(BLOCK_BYTES + DIGEST_BYTES);
  inner.set(block.map((byte) => byte ^ 0x36));
  outer.set(block.map((byte) => byte ^ 0x5c));

  // Digests come as texts of one character a byte (`binary`), because those are cheaper to come by than buffers.
  /** Prepares the outer message; false when the text is too long for it. */
  function hashInner(text: string): boolean {
    if (text.length * UTF8_BYTES_PER_UNIT_MAX > TEXT_BYTES_MAX) return false;
    const length = inner.write(text, BLOCK_BYTES, 'utf8');
    outer.write(hash('sha256', inner.subarray(0, BLOCK_BYTES + length), 'binary'), BLOCK_BYTES, 'latin1');
    return true;
  }

  return {
    mac: (text) =>
      hashInner(text)
        ? Buffer.from(hash('sha256', outer, 'binary'), 'latin1')
        : createHmac('sha256', key).update(text).digest(),
    macBase64url: (text) =>
      hashInner(text)
        ? hash('sha256', outer, 'base64url')
        : createHmac('sha256', key).update(text).digest('base64url'),
  };
}
