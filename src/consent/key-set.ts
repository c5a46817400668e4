import { z } from 'zod';
import { type PublicReceiptKey, publicReceiptKey } from '../keys/receipt-key.ts';

const keySetSchema = z.object({ keys: z.array(z.unknown()) });

const keySchema = z.object({
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  // 32 octets in base64url, the two unused bits zero.
  x: z.string().regex(/^[\w-]{42}[AEIMQUYcgkosw048]$/),
  use: z.literal('sig').optional(),
  alg: z.literal('Ed25519').optional(),
});

/**
 * The keys of a JSON Web Key Set that can verify receipts. Others are passed over, as RFC 7517 §5 asks. What a key is
 * called there does not matter: its name follows from the key. Undefined when the text is no key set.
 */
export function readKeySet(text: string): readonly PublicReceiptKey[] | undefined {
  const set = keySetSchema.safeParse(jsonOf(text)).data;
  return set?.keys.flatMap((key) => {
    const known = keySchema.safeParse(key).data;
    return known === undefined ? [] : [publicReceiptKey(known.x)];
  });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // the schema refuses it
  }
}
