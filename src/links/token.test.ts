import fc from 'fast-check';
import { decodeProtectedHeader, jwtVerify } from 'jose';
import { describe, expect, it } from 'vitest';
import { parseRecipientId } from '../consent/recipient.ts';
import { seal } from '../keys/seal.ts';
import {
  anUndoLink,
  aStopLink,
  NOON,
  POWERS,
  random,
  ring,
  ringOf,
  scopeOf,
  secretOf,
  TOKENS,
} from './link.test-kit.ts';
import { type LinkClaims, readToken, signToken } from './token.ts';

const YEAR_MILLIS = 365 * 86_400_000;
const ALL = { powers: POWERS, now: NOON };

// One of each kind of letter that encodings stumble over.
const anyLetter = fc.constantFrom(...'a Z 0 = é 日 😀 \\ " \u0000 \u0301'.split(' '));
const seconds = fc.integer({ min: 0, max: 4_000_000_000 });
const anyStopOrUndo: fc.Arbitrary<LinkClaims> = fc
  .record({
    power: fc.constantFrom(...POWERS),
    id: fc.stringMatching(/^[A-Za-z0-9_-]{22}$/),
    address: fc.string({ unit: anyLetter, maxLength: 80 }),
    scope: fc.constantFrom('*', 'a', 'a/t', `${'x'.repeat(32)}/${'y'.repeat(32)}`),
    campaign: fc.option(fc.string({ unit: fc.oneof(anyLetter, fc.constant('\ud800')), maxLength: 64 }), {
      nil: undefined,
    }),
    issuedAt: seconds,
    seq: fc.integer({ min: 1 }),
    expiresAt: fc.integer({ min: NOON / 1000 + 1, max: 4_000_000_000 }),
  })
  .map(({ power, id, address, scope, campaign, issuedAt, seq, expiresAt }) => {
    const recipientId = parseRecipientId(id) ?? aStopLink().recipientId;
    const addressSealed = seal(ring, random, address, recipientId);
    const campaigned = campaign === undefined ? {} : { campaign };
    const common = { recipientId, addressSealed, scope: scopeOf(scope), issuedAt, ...campaigned };
    return power === 'undo' ? { ...common, power, seq, expiresAt } : { ...common, power };
  });

describe('a link token', () => {
  it('reads back as what it was made of, whatever that is', async () => {
    await fc.assert(
      fc.asyncProperty(anyStopOrUndo, async (claims) => {
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
      expect('exp' in payload).toBe(power === 'undo');
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

  it('gives nothing back from the second its minutes are over', async () => {
    const end = NOON + 900_000;
    const read = (now: number) => readToken(ring, TOKENS.undo, { powers: ['undo'], now });
    expect(await read(end - 1)).toMatchObject({ seq: 7 });
    expect(await read(end)).toBeUndefined();
    expect(await read(end + YEAR_MILLIS)).toBeUndefined();
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

  it('is refused above 2 kB without a look at its signature', async () => {
    const tokenOf = (length: number) => signToken(ring, aStopLink({ campaign: 'c'.repeat(length) }));
    const longest = Array.from({ length: 1_500 }, (_, index) => index).findLast(
      (length) => tokenOf(length).length <= 2_048,
    );
    expect(await readToken(ring, tokenOf(longest ?? 0), ALL)).toBeDefined();
    expect(await readToken(ring, tokenOf((longest ?? 0) + 3), ALL)).toBeUndefined();
    expect(await readToken(ring, 'a'.repeat(5_000_000), ALL)).toBeUndefined();
  });
});
