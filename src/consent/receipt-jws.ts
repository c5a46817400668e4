import { z } from 'zod';
import { type PublicReceiptKey, type ReceiptKey, verifyingKey } from '../keys/receipt-key.ts';
import { type Receipt, receiptSchema } from './receipt.ts';

/** RFC 8725 §3.11: an explicit type, so that nothing else signed here can pass for a receipt. */
export const RECEIPT_TYPE = 'heed-receipt+jwt';

// RFC 9864 §2.2: fully specified, so that the header cannot choose among curves.
const ALGORITHM = 'Ed25519';

/** Signs a receipt: a compact JWS (RFC 7515 §7.1) that any JOSE library verifies with the published key. */
export async function signReceipt(receipt: Receipt, { privateKey, publicKey }: ReceiptKey): Promise<string> {
  const header = { alg: ALGORITHM, typ: RECEIPT_TYPE, kid: publicKey.kid };
  const signed = `${base64url(header)}.${base64url(receipt)}`;
  const signature = await globalThis.crypto.subtle.sign(ALGORITHM, privateKey, Buffer.from(signed));
  return `${signed}.${Buffer.from(signature).toString('base64url')}`;
}

/**
 * Why a text is no receipt of these keys. `not_a_receipt`: it is something else, or was cut. `wrong_algorithm`: it claims
 * to be signed in another way than receipts are. `unknown_key`: none of the keys signed it. `altered`: one of them signed
 * something else. `unknown_form`: the signature is good, and what it says is not understood by this version.
 */
export type ReceiptRefusal = 'not_a_receipt' | 'wrong_algorithm' | 'unknown_key' | 'altered' | 'unknown_form';

export type ReceiptVerdict =
  | { readonly kind: 'verified'; readonly receipt: Receipt; readonly kid: string }
  | { readonly kind: 'refused'; readonly code: ReceiptRefusal };

// A receipt of hundreds of senders stays far below; stops a huge file before it is decoded.
const RECEIPT_LENGTH_MAX = 262_144;

// 64 octets leave four bits of the last character unused. They must be zero: one receipt has one spelling.
const COMPACT = /^([\w-]+)\.([\w-]+)\.([\w-]{85}[AQgw])$/;

const headerSchema = z.object({
  alg: z.string(),
  typ: z.literal(RECEIPT_TYPE),
  kid: z.string(),
  // RFC 7515 §4.1.11: extensions that are not understood are refused, and none is understood here.
  crit: z.undefined().optional(),
});

/**
 * Verifies a receipt under these keys: the algorithm, the type and the key are allow-listed, and what the header brings
 * along or points to is not looked at (RFC 8725 §3.1, §3.10). A receipt does not expire: it says what was so at `iat`.
 */
export async function verifyReceipt(jws: string, keys: readonly PublicReceiptKey[]): Promise<ReceiptVerdict> {
  if (jws.length > RECEIPT_LENGTH_MAX) return refused('not_a_receipt');
  const [, head, body, signature] = COMPACT.exec(jws) ?? [];
  if (head === undefined || body === undefined || signature === undefined) return refused('not_a_receipt');
  const header = headerSchema.safeParse(jsonOf(head)).data;
  if (header === undefined) return refused('not_a_receipt');
  if (header.alg !== ALGORITHM) return refused('wrong_algorithm');
  const key = keys.find(({ kid }) => kid === header.kid);
  if (key === undefined) return refused('unknown_key');
  const genuine = await globalThis.crypto.subtle.verify(
    ALGORITHM,
    await verifyingKey(key),
    Buffer.from(signature, 'base64url'),
    Buffer.from(`${head}.${body}`),
  );
  if (!genuine) return refused('altered');
  const receipt = receiptSchema.safeParse(jsonOf(body)).data;
  return receipt === undefined ? refused('unknown_form') : { kind: 'verified', receipt, kid: key.kid };
}

function refused(code: ReceiptRefusal): ReceiptVerdict {
  return { kind: 'refused', code };
}

function base64url(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

const strict = new TextDecoder('utf-8', { fatal: true });

/** The JSON in a part of a token, or undefined when it holds none. */
function jsonOf(part: string): unknown {
  try {
    return JSON.parse(strict.decode(Buffer.from(part, 'base64url')));
  } catch {
    return undefined; // the caller's schema refuses it
  }
}
