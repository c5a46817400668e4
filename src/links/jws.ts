import { timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { MacKey } from '../keys/mac-key.ts';

/**
 * Compact JWS (RFC 7515) under HS256, synchronous on purpose: a round trip to the crypto thread costs ten times the hash,
 * and a campaign signs two million of these. That jose reads what is signed here, and refuses whatever is refused here,
 * is proven by tests.
 */

/** A protected header as it stands in a token. `kid` names the key and is only a hint. */
export interface JwsHeader {
  readonly typ: string;
  readonly kid: string;
}

/** The encoded protected header: the same for all tokens of one key and type, so it is made once. */
export function encodeHeader({ typ, kid }: JwsHeader): string {
  return base64url(JSON.stringify({ alg: 'HS256', typ, kid }));
}

/** Signs a payload under an encoded header. */
export function signJws(key: MacKey, header: string, payload: unknown): string {
  const signed = `${header}.${base64url(JSON.stringify(payload))}`;
  return `${signed}.${key.macBase64url(signed)}`;
}

/** What a token says, once its signature was found good. */
export interface OpenedJws {
  readonly typ: string;
  /** Whatever JSON was signed. */
  readonly payload: unknown;
}

// RFC 7515 §4.1.11: extensions that are not understood are refused, and none is understood here.
const headerSchema = z.object({
  alg: z.literal('HS256'), // RFC 8725 §3.1: the one algorithm, whatever a token would like
  typ: z.string(),
  kid: z.string(),
  crit: z.undefined().optional(),
});

// 32 octets leave two bits of the last character unused. They must be zero: one token has one spelling.
const COMPACT = /^([\w-]+)\.([\w-]+)\.([\w-]{42}[AEIMQUYcgkosw048])$/;

// Headers that stood in good tokens, as they read. There is one for each key and type, so this stays small by itself:
// what is not signed with a key of ours is never kept.
const readHeaders = new Map<string, JwsHeader>();

/** Opens a token with the key its header names. Undefined for whatever is not a good JWS under a known key. */
export function openJws(token: string, keyOf: (kid: string) => MacKey | undefined): OpenedJws | undefined {
  const [, head, body, signature] = COMPACT.exec(token) ?? [];
  if (head === undefined || body === undefined || signature === undefined) return undefined;
  const header = readHeaders.get(head) ?? headerSchema.safeParse(jsonOf(head)).data;
  if (header === undefined) return undefined;
  const key = keyOf(header.kid);
  if (key === undefined) return undefined;
  const expected = key.mac(`${head}.${body}`);
  if (!timingSafeEqual(expected, Buffer.from(signature, 'base64url'))) return undefined;
  readHeaders.set(head, header);
  return { typ: header.typ, payload: jsonOf(body) };
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

function base64url(text: string): string {
  return Buffer.from(text).toString('base64url');
}
