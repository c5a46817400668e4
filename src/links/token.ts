import { z } from 'zod';
import { parseRecipientId, type RecipientId } from '../consent/recipient.ts';
import { parseScope, type Scope } from '../consent/scope.ts';
import type { Keyring, RingKey } from '../keys/keyring.ts';
import { parseSealed, type Sealed } from '../keys/seal.ts';
import { encodeHeader, openJws, signJws } from './jws.ts';

/**
 * What a link lets its bearer do. `unsub`: opt out, nothing else, for ever. `prefs`: one brand's promotional topics; when
 * it is old, opt out alone. `manage`: everything of this person, for half an hour, because it was just mailed to them.
 * `undo`: take back one entry, within minutes. `optin`: confirm the topics that were asked for. `receipt`: see how far one
 * entry has come. `privacy`: confirm one privacy request.
 */
export type Power = 'unsub' | 'prefs' | 'manage' | 'undo' | 'optin' | 'receipt' | 'privacy';

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
  readonly power: 'unsub' | 'prefs';
}

/** A link that was mailed to the person a moment ago, and so proves who they are (ends: epoch seconds). */
export interface ManageClaims extends CommonClaims {
  readonly power: 'manage';
  readonly expiresAt: number;
}

/** A link that gives mail back: it names the entry it takes back, and it ends (epoch seconds). */
export interface UndoClaims extends CommonClaims {
  readonly power: 'undo';
  readonly seq: number;
  readonly expiresAt: number;
}

/** A link that confirms an opt-in to these topics, asked for when it was issued (ends: epoch seconds). */
export interface OptInClaims extends CommonClaims {
  readonly power: 'optin';
  readonly topics: readonly Scope[];
  readonly expiresAt: number;
}

/** A link to how far one entry has come. It never expires, and changes nothing but the reason somebody gives. */
export interface ReceiptClaims extends CommonClaims {
  readonly power: 'receipt';
  readonly seq: number;
}

/** A link that confirms a privacy request (ends: epoch seconds). */
export interface PrivacyClaims extends CommonClaims {
  readonly power: 'privacy';
  readonly requestId: string;
  readonly expiresAt: number;
}

interface ClaimsByPower {
  readonly unsub: StopClaims;
  readonly prefs: StopClaims;
  readonly manage: ManageClaims;
  readonly undo: UndoClaims;
  readonly optin: OptInClaims;
  readonly receipt: ReceiptClaims;
  readonly privacy: PrivacyClaims;
}

/** The claims a link of one of these powers carries. */
export type ClaimsOf<P extends Power> = ClaimsByPower[P];
export type LinkClaims = ClaimsOf<Power>;

// RFC 8725 §3.11: explicit types keep one power's token from being used for another's.
const TYPES = {
  unsub: 'unsub+jwt',
  prefs: 'prefs+jwt',
  manage: 'manage+jwt',
  undo: 'undo+jwt',
  optin: 'optin+jwt',
  receipt: 'receipt+jwt',
  privacy: 'privacy+jwt',
} as const satisfies Record<Power, string>;
const AUDIENCE = 'heed';
// Longer than any token made here (an opt-in to the most topics, each with the longest name, needs some 3 kB); stops a
// huge path before it is hashed.
const TOKEN_LENGTH_MAX = 4_096;

// A link is mailed, and a URL has its bounds; whoever asks for more is asked to confirm in two goes.
export const TOPICS_MAX = 20;

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
    exp: 'expiresAt' in claims ? claims.expiresAt : undefined,
    seq: 'seq' in claims ? claims.seq : undefined,
    top: 'topics' in claims ? claims.topics : undefined,
    req: 'requestId' in claims ? claims.requestId : undefined,
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
  top: z.array(z.string()).min(1).max(TOPICS_MAX).optional(),
  req: z.string().min(1).max(64).optional(),
});

/**
 * Reads a token at `now` (epoch ms) if it carries one of the powers: algorithm, audience and type are allow-listed, and
 * the key id is only a hint (RFC 8725 §3.1, §3.9-3.11). Whatever is wrong with it, the answer is undefined: a caller
 * cannot tell, and so cannot tell others, whether it was forged, foreign, expired or meant for another door.
 */
export async function readToken<P extends Power>(
  keyring: Keyring,
  token: string,
  { powers, now }: { powers: readonly P[]; now: number },
): Promise<ClaimsOf<P> | undefined> {
  if (token.length > TOKEN_LENGTH_MAX) return undefined;
  const opened = openJws(token, (kid) => keyring.find(kid)?.signing);
  const power = powers.find((candidate) => TYPES[candidate] === opened?.typ);
  if (power === undefined) return undefined;
  // The claims are those of the power the token's type names, which is one of `powers`.
  return claimsOf(power, opened?.payload, Math.floor(now / 1000)) as ClaimsOf<P> | undefined;
}

function claimsOf(power: Power, payload: unknown, nowSeconds: number): LinkClaims | undefined {
  const parsed = payloadSchema.safeParse(payload);
  if (!parsed.success) return undefined;
  const { sub, adr, scp, cmp, iat, exp, nbf } = parsed.data;
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
  return withPower(power, claims, parsed.data);
}

/** The claims of one power, or undefined where what that power needs is missing. */
function withPower(
  power: Power,
  claims: CommonClaims,
  { exp: expiresAt, seq, top, req: requestId }: z.infer<typeof payloadSchema>,
): LinkClaims | undefined {
  switch (power) {
    case 'unsub':
    case 'prefs':
      return { ...claims, power };
    case 'receipt':
      return seq === undefined ? undefined : { ...claims, power, seq };
    case 'manage':
      return expiresAt === undefined ? undefined : { ...claims, power, expiresAt };
    case 'undo':
      return seq === undefined || expiresAt === undefined ? undefined : { ...claims, power, seq, expiresAt };
    case 'privacy':
      return requestId === undefined || expiresAt === undefined
        ? undefined
        : { ...claims, power, requestId, expiresAt };
    case 'optin': {
      const topics = (top ?? []).flatMap((text) => parseScope(text) ?? []);
      return topics.length === 0 || topics.length !== top?.length || expiresAt === undefined
        ? undefined
        : { ...claims, power, topics, expiresAt };
    }
  }
}
