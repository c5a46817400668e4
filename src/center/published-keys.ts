import { Hono } from 'hono';
import type { Heed } from '../heed.ts';
import { publicReceiptKeys } from '../keys/receipt-key.ts';
import { ANY_ORIGIN } from './one-click.ts';

/** Where the keys are that verify receipts. */
export const JWKS_PATH = '/.well-known/jwks.json';

const HEADERS = {
  // RFC 7517 §8.5.2
  'content-type': 'application/jwk-set+json',
  // A new key is published the moment it signs, so an hour is how long a verifier may not know it yet.
  'cache-control': 'public, max-age=3600',
  'x-content-type-options': 'nosniff',
  // Anybody may verify, also from a page of their own: there is nothing secret here.
  ...ANY_ORIGIN,
};

/** The public keys under which receipts were and are signed, as a JSON Web Key Set (RFC 7517 §5). */
export function createPublishedKeys({ keyring }: Pick<Heed, 'keyring'>): Hono {
  const published = new Hono({ strict: false });
  published.get(JWKS_PATH, async (c) =>
    c.body(JSON.stringify({ keys: await publicReceiptKeys(keyring) }), 200, HEADERS),
  );
  return published;
}
