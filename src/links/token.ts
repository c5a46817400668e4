import { z } from 'zod';
import { parseRecipientId, type RecipientId } from '../consent/recipient.ts';
import { parseScope, type Scope } from '../consent/scope.ts';
import type { Keyring, RingKey } from '../keys/keyring.ts';
import { parseSealed, type Sealed } from '../keys/seal.ts';
import { encodeHeader, openJws, signJws } from './jws.ts';

/**
 * What a link lets its bearer do. `unsub`: opt out, nothing else, for ever. `prefs`: one brand's promotional topics.
 * `undo`: take back one entry, within minutes.
 */
export type Power = 'unsub' | 'prefs' | 'undo';

/** What every link says: whom, about what, from which campaign, since when (epoch seconds). */
interface CommonClaims {
  readonly recipientId: RecipientId;
  readonly addressSealed: Sealed;
  readonly scope: Scope;
  readonly campaign?: string | undefined;
  readonly issuedAt: number;
}

/** A link that takes mail away. It never expires. */
export interface StopClaims extends CommonClaims {
  readonly power: Exclude<Power, 'undo'>;
}

/** A link that gives mail back: it names the entry it takes back, and it ends (epoch seconds). */
export interface UndoClaims extends CommonClaims {
  readonly power: 'undo';
  readonly seq: number;
  readonly expiresAt: number;
}

export type LinkClaims = StopClaims | UndoClaims;

// RFC 8725 §3.11: explicit types keep one power's token from being used for another's.
const TYPES = { unsub: 'unsub+jwt', prefs: 'prefs+jwt', undo: 'undo+jwt' } as const satisfies Record<
  Power,
  string
>;
const AUDIENCE = 'heed';
// Longer than any token made here; stops a huge path before it is hashed.
const TOKEN_LENGTH_MAX = 2_048;

const headers = new WeakMap<RingKey, Map<Power, string>>();

/** Signs a link token: a compact JWS, HS256. */
export function signToken(keyring: Keyring, claims: LinkClaims): string {
  return signJws(keyring.current.signing, headerOf(keyring.current, claims.power), {
    aud: AUDIENCE,
    sub: claims.recipientId,
    adr: claims.addressSealed,
    scp: claims.scope,
    cmp: claims.campaign,
    iat: claims.issuedAt,
    ...(claims.power === 'undo' ? { exp: claims.expiresAt, seq: claims.seq } : {}),
  });
}

function headerOf(key: RingKey, power: Power): string {
  const known = headers.get(key) ?? new Map<Power, string>();
  headers.set(key, known);
  const header = known.get(power) ?? encodeHeader({ typ: TYPES[power], kid: key.id });
  known.set(power, header);
  return header;
}

const payloadSchema = z.object({
  aud: z.literal(AUDIENCE),
  sub: z.string(),
  adr: z.string(),
  scp: z.string(),
  cmp: z.string().optional(),
  iat: z.number().int(),
  exp: z.number().int().optional(),
  nbf: z.number().int().optional(),
  seq: z.number().int().optional(),
});

/**
 * Reads a token at `now` (epoch ms) if it carries one of the powers: algorithm, audience and type are allow-listed, and
 * the key id is only a hint (RFC 8725 §3.1, §3.9-3.11). Whatever is wrong with it, the answer is undefined: a caller
 * cannot tell, and so cannot tell others, whether it was forged, foreign, expired or meant for another door.
 */
export async function readToken(
  keyring: Keyring,
  token: string,
  { powers, now }: { powers: readonly Power[]; now: number },
): Promise<LinkClaims | undefined> {
  if (token.length > TOKEN_LENGTH_MAX) return undefined;
  const opened = openJws(token, (kid) => keyring.find(kid)?.signing);
  const power = powers.find((candidate) => TYPES[candidate] === opened?.typ);
  return power === undefined ? undefined : claimsOf(power, opened?.payload, Math.floor(now / 1000));
}

function claimsOf(power: Power, payload: unknown, nowSeconds: number): LinkClaims | undefined {
  const parsed = payloadSchema.safeParse(payload);
  if (!parsed.success) return undefined;
  const { sub, adr, scp, cmp, iat, exp, nbf, seq } = parsed.data;
  if ((exp !== undefined && exp <= nowSeconds) || (nbf !== undefined && nbf > nowSeconds)) return undefined;
  const recipientId = parseRecipientId(sub);
  const addressSealed = parseSealed(adr);
  const scope = parseScope(scp);
  if (recipientId === undefined || addressSealed === undefined || scope === undefined) return undefined;
  const claims = {
    recipientId,
    addressSealed,
    scope,
    issuedAt: iat,
    ...(cmp === undefined ? {} : { campaign: cmp }),
  };
  if (power !== 'undo') return { ...claims, power };
  return seq === undefined || exp === undefined ? undefined : { ...claims, power, seq, expiresAt: exp };
}
