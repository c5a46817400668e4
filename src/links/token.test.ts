import fc from 'fast-check';
import { decodeProtectedHeader, jwtVerify } from 'jose';
import { describe, expect, it } from 'vitest';
import { parseRecipientId } from '../consent/recipient.ts';
import { seal } from '../keys/seal.ts';
import {
  anUndoLink,
  aStopLink,
  CLAIMS,
  END,
  ENDLESS,
  NOON,
  POWERS,
  random,
  ring,
  ringOf,
  scopeOf,
  secretOf,
  TOKENS,
} from './link.test-kit.ts';
import { type LinkClaims, type Power, readToken, signToken, TOPICS_MAX } from './token.ts';

const YEAR_MILLIS = 365 * 86_400_000;
const ALL = { powers: POWERS, now: NOON };

// One of each kind of letter that encodings stumble over.
const anyLetter = fc.constantFrom(...'a Z 0 = é 日 😀 \\ " \u0000 \u0301'.split(' '));
const seconds = fc.integer({ min: 0, max: 4_000_000_000 });
const anyScope = fc.constantFrom('*', 'a', 'a/t', `${'x'.repeat(32)}/${'y'.repeat(32)}`).map(scopeOf);
const anyCampaign = fc.string({ unit: fc.oneof(anyLetter, fc.constant('\ud800')), maxLength: 64 });

const anyCommon = fc
  .record({
    id: fc.stringMatching(/^[A-Za-z0-9_-]{22}$/),
    address: fc.string({ unit: anyLetter, maxLength: 80 }),
    scope: anyScope,
    campaign: fc.option(anyCampaign, { nil: undefined }),
    issuedAt: seconds,
  })
  .map(({ id, address, campaign, ...rest }) => {
    const recipientId = parseRecipientId(id) ?? aStopLink().recipientId;
    const addressSealed = seal(ring, random, address, recipientId);
    return { ...rest, recipientId, addressSealed, ...(campaign === undefined ? {} : { campaign }) };
  });
const anyEnd = fc.integer({ min: NOON / 1000 + 1, max: 4_000_000_000 });
const anySeq = fc.integer({ min: 1 });

/** Any claims a link of each power could carry. */
const ANY_CLAIMS: { readonly [P in Power]: fc.Arbitrary<LinkClaims> } = {
  unsub: anyCommon.map((common) => ({ ...common, power: 'unsub' })),
  prefs: anyCommon.map((common) => ({ ...common, power: 'prefs' })),
  manage: fc
    .tuple(anyCommon, anyEnd)
    .map(([common, expiresAt]) => ({ ...common, power: 'manage', expiresAt })),
  undo: fc
    .tuple(anyCommon, anySeq, anyEnd)
    .map(([common, seq, expiresAt]) => ({ ...common, power: 'undo', seq, expiresAt })),
  optin: fc
    .tuple(anyCommon, fc.array(anyScope, { minLength: 1, maxLength: TOPICS_MAX }), anyEnd)
    .map(([common, topics, expiresAt]) => ({ ...common, power: 'optin', topics, expiresAt })),
  receipt: fc.tuple(anyCommon, anySeq).map(([common, seq]) => ({ ...common, power: 'receipt', seq })),
  privacy: fc
    .tuple(anyCommon, fc.string({ unit: anyLetter, minLength: 1, maxLength: 30 }), anyEnd)
    .map(([common, requestId, expiresAt]) => ({ ...common, power: 'privacy', requestId, expiresAt })),
};

describe('a link token', () => {
  it.each(POWERS)('with the power %s reads back as what it was made of, whatever that is', async (power) => {
    await fc.assert(
      fc.asyncProperty(ANY_CLAIMS[power], async (claims) => {
        expect(await readToken(ring, signToken(ring, claims), ALL)).toEqual(claims);
      }),
    );
  });

  it('is a JWS that another library verifies and that names its algorithm, type and key', async () => {
    for (const power of POWERS) {
      const { payload } = await jwtVerify(TOKENS[power], ring.current.signingBytes, {
        algorithms: ['HS256'],
        typ: `${power}+jwt`,
        audience: 'heed',
        currentDate: new Date(NOON),
      });
      expect(decodeProtectedHeader(TOKENS[power])).toEqual({ alg: 'HS256', typ: `${power}+jwt`, kid: 'k1' });
      expect('exp' in payload).toBe(!ENDLESS.includes(power));
    }
  });

  it.each(POWERS.flatMap((power) => POWERS.map((door) => [power, door] as const)))(
    'with the power %s opens the door for %s only if it is the same',
    async (power, door) => {
      const claims = await readToken(ring, TOKENS[power], { powers: [door], now: NOON });
      expect(claims?.power).toBe(power === door ? power : undefined);
    },
  );

  it('opens no door that asks for no power', async () => {
    for (const power of POWERS)
      expect(await readToken(ring, TOKENS[power], { powers: [], now: NOON })).toBeUndefined();
  });

  it('still stops mail after three years, and after thirty', async () => {
    for (const years of [3, 30]) {
      const now = NOON + years * YEAR_MILLIS;
      expect(await readToken(ring, TOKENS.unsub, { powers: ['unsub'], now })).toMatchObject({
        power: 'unsub',
      });
      expect(await readToken(ring, TOKENS.prefs, { powers: ['prefs'], now })).toMatchObject({
        issuedAt: NOON / 1000,
      });
    }
  });

  it('stops mail even where our clock is behind the one that made it', async () => {
    expect(await readToken(ring, TOKENS.unsub, { powers: ['unsub'], now: NOON - YEAR_MILLIS })).toBeDefined();
  });

  it.each(POWERS)('with the power %s is over in the second it names, if it names one', async (power) => {
    const read = (now: number) => readToken(ring, TOKENS[power], { powers: [power], now });
    expect(await read(END * 1000 - 1)).toEqual(CLAIMS[power]);
    for (const now of [END * 1000, END * 1000 + 30 * YEAR_MILLIS]) {
      expect(await read(now)).toEqual(ENDLESS.includes(power) ? CLAIMS[power] : undefined);
    }
  });

  it('reads for ever under a retired key, while the new one signs', async () => {
    const rotated = ringOf(`k2:${secretOf(2)},k1:${secretOf(1)}`);
    expect(await readToken(rotated, TOKENS.unsub, ALL)).toMatchObject({ scope: 'a/t' });
    const later = signToken(rotated, aStopLink());
    expect(decodeProtectedHeader(later).kid).toBe('k2');
    expect(await readToken(rotated, later, ALL)).toMatchObject({ scope: 'a/t' });
    expect(await readToken(ring, later, ALL)).toBeUndefined();
  });

  it('names its own key and type, whichever was signed with before', () => {
    const rings = [ring, ringOf(`k2:${secretOf(2)}`), ring];
    const headers = rings.flatMap((one) =>
      [aStopLink(), anUndoLink()].map((claims) => decodeProtectedHeader(signToken(one, claims))),
    );
    expect(headers.map(({ kid, typ }) => `${kid} ${typ}`)).toEqual([
      'k1 unsub+jwt',
      'k1 undo+jwt',
      'k2 unsub+jwt',
      'k2 undo+jwt',
      'k1 unsub+jwt',
      'k1 undo+jwt',
    ]);
  });

  it('is refused above 4 kB without a look at its signature', async () => {
    const tokenOf = (length: number) => signToken(ring, aStopLink({ campaign: 'c'.repeat(length) }));
    const longest = Array.from({ length: 3_000 }, (_, index) => index).findLast(
      (length) => tokenOf(length).length <= 4_096,
    );
    expect(await readToken(ring, tokenOf(longest ?? 0), ALL)).toBeDefined();
    expect(await readToken(ring, tokenOf((longest ?? 0) + 3), ALL)).toBeUndefined();
    expect(await readToken(ring, 'a'.repeat(5_000_000), ALL)).toBeUndefined();
  });

  it('is read even when all there is to say in it is as long as it may be', async () => {
    const named = ringOf(`${'k'.repeat(16)}:${secretOf(1)}`);
    const { recipientId } = aStopLink();
    const longName = scopeOf(`${'x'.repeat(32)}/${'y'.repeat(32)}`);
    const claims: LinkClaims = {
      power: 'optin',
      recipientId,
      addressSealed: seal(named, random, 'a'.repeat(254), recipientId),
      scope: longName,
      campaign: '\u0000'.repeat(64), // six characters each, in JSON
      issuedAt: NOON / 1000,
      topics: Array.from({ length: TOPICS_MAX }, () => longName),
      expiresAt: END,
    };
    expect(await readToken(named, signToken(named, claims), ALL)).toEqual(claims);
  });
});
