import { createHash } from 'node:crypto';

/**
 * What is stored of a secret that was handed out (API key, sign-in link, session): its SHA-256. Enough for 256 random
 * bits, and looking it up by hash leaks nothing by time.
 */
export function secretHash(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}
