import { normaliseAddress } from '../consent/address.ts';
import { type RecipientId, recipientId } from '../consent/recipient.ts';
import { parseScope, type Scope } from '../consent/scope.ts';
import { type IdentityKey, parseIdentityKey } from '../keys/identity.ts';
import { type Keyring, parseKeyring } from '../keys/keyring.ts';
import { createRandomBytes } from '../keys/random.ts';
import { seal } from '../keys/seal.ts';
import { type ClaimsOf, type Power, type StopClaims, signToken, type UndoClaims } from './token.ts';

/** A Monday noon in UTC. */
export const NOON = Date.UTC(2026, 5, 1, 12);

/** Test data, not a secret: 32 times the same byte. */
export function secretOf(byte: number): string {
  return Buffer.alloc(32, byte).toString('base64url');
}

export function ringOf(text: string): Keyring {
  const outcome = parseKeyring(text);
  if (outcome.kind === 'refused') throw new Error(outcome.problem);
  return outcome.keyring;
}

export const ring = ringOf(`k1:${secretOf(1)}`);
export const identityKey = anIdentityKey();
export const random = createRandomBytes();

function anIdentityKey(): IdentityKey {
  const outcome = parseIdentityKey(secretOf(9));
  if (outcome.kind === 'refused') throw new Error(outcome.problem);
  return outcome.key;
}

export function scopeOf(text: string): Scope {
  const scope = parseScope(text);
  if (scope === undefined) throw new Error(`${text} is no scope`);
  return scope;
}

export function idOf(spelling: string): RecipientId {
  const outcome = normaliseAddress(spelling);
  if (outcome.kind === 'not_an_address') throw new Error(outcome.code);
  return recipientId(identityKey, outcome.address);
}

export function aStopLink(said: Partial<StopClaims> = {}): StopClaims {
  const id = idOf('ada@example.com');
  return {
    power: 'unsub',
    recipientId: id,
    addressSealed: seal(ring, random, 'ada@example.com', id),
    scope: scopeOf('a/t'),
    issuedAt: NOON / 1000,
    ...said,
  };
}

export function anUndoLink(said: Partial<UndoClaims> = {}): UndoClaims {
  return { ...aStopLink(), power: 'undo', seq: 7, expiresAt: NOON / 1000 + 900, ...said };
}

const common = { ...aStopLink(), power: undefined };

/** The second in which every link of the kit that ends is over: 15 minutes after noon. */
export const END = NOON / 1000 + 900;

/** A link of each power, good at noon. */
export const CLAIMS: { readonly [P in Power]: ClaimsOf<P> } = {
  unsub: aStopLink(),
  prefs: aStopLink({ power: 'prefs', scope: scopeOf('a') }),
  manage: { ...common, power: 'manage', expiresAt: END },
  undo: anUndoLink(),
  optin: { ...common, power: 'optin', topics: [scopeOf('a/t')], expiresAt: END },
  receipt: { ...common, power: 'receipt', seq: 7 },
  privacy: { ...common, power: 'privacy', requestId: 'prv_7', expiresAt: END },
};

/** The token of each of these links. */
export const TOKENS: Readonly<Record<Power, string>> = {
  unsub: signToken(ring, CLAIMS.unsub),
  prefs: signToken(ring, CLAIMS.prefs),
  manage: signToken(ring, CLAIMS.manage),
  undo: signToken(ring, CLAIMS.undo),
  optin: signToken(ring, CLAIMS.optin),
  receipt: signToken(ring, CLAIMS.receipt),
  privacy: signToken(ring, CLAIMS.privacy),
};

export const POWERS = [
  'unsub',
  'prefs',
  'manage',
  'undo',
  'optin',
  'receipt',
  'privacy',
] as const satisfies readonly Power[];

/** The powers whose links never end; all the others do. */
export const ENDLESS: readonly Power[] = ['unsub', 'prefs', 'receipt'];

/** The claims each power needs beside those every link has, as a token names them. */
export const NEEDS: Readonly<Record<Power, readonly ('exp' | 'seq' | 'top' | 'req')[]>> = {
  unsub: [],
  prefs: [],
  manage: ['exp'],
  undo: ['seq', 'exp'],
  optin: ['top', 'exp'],
  receipt: ['seq'],
  privacy: ['req', 'exp'],
};
