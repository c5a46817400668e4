import { createHmac, generateKeyPairSync } from 'node:crypto';
import { type JWTHeaderParameters, SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { aStopLink, END, NEEDS, NOON, POWERS, ring, ringOf, secretOf, TOKENS } from './link.test-kit.ts';
import { type Power, readToken, signToken } from './token.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const HEADER = { alg: 'HS256', typ: 'unsub+jwt', kid: 'k1' } as const;
/** A good value for each claim that some powers need. */
const NEEDED = { exp: END, seq: 7, top: ['a/t'], req: 'prv_7' };

const read = (token: string) => readToken(ring, token, { powers: POWERS, now: NOON });
const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const partsOf = (token: string): [string, string, string] => {
  const [header = '', payload = '', signature = ''] = token.split('.');
  return [header, payload, signature];
};

/** The payload of a good token. */
const PAYLOAD: Record<string, unknown> = JSON.parse(
  Buffer.from(partsOf(TOKENS.unsub)[1], 'base64url').toString('utf8'),
);

/** A JWS with our own key, made by another library, so that only what is wrong with it can be what is refused. */
function signed(
  changes: Record<string, unknown> = {},
  header: JWTHeaderParameters = HEADER,
  key = ring,
): Promise<string> {
  return new SignJWT({ ...PAYLOAD, ...changes }).setProtectedHeader(header).sign(key.current.signingBytes);
}

describe('a token is refused', () => {
  it('unless all is as it should be', async () => {
    expect(await read(await signed())).toMatchObject({ power: 'unsub', recipientId: PAYLOAD['sub'] });
  });

  it('when any one character of it is another', async () => {
    for (const token of [TOKENS.unsub, TOKENS.optin]) {
      for (let place = 0; place < token.length; place++) {
        const here = token.charAt(place);
        const [next, far] = [1, 33].map((by) => ALPHABET.charAt((ALPHABET.indexOf(here) + by) % 64));
        for (const other of [next, far, '.', ' '].filter((character) => character !== here)) {
          expect(await read(`${token.slice(0, place)}${other}${token.slice(place + 1)}`)).toBeUndefined();
        }
      }
    }
  });

  it('when its last character is any other, even one that decodes to the same bytes', async () => {
    const [body, last] = [TOKENS.unsub.slice(0, -1), TOKENS.unsub.slice(-1)];
    for (const other of [...ALPHABET.split(''), '=', '\n', '+', '/']) {
      expect((await read(body + other)) !== undefined).toBe(other === last);
    }
  });

  it('when a character is missing or too many', async () => {
    const token = TOKENS.unsub;
    for (let place = 0; place <= token.length; place++) {
      expect(
        await read(token.slice(0, place) + token.slice(place + 1) + (place === token.length ? 'A' : '')),
      ).toBeUndefined();
      expect(await read(`${token.slice(0, place)}A${token.slice(place)}`)).toBeUndefined();
    }
    for (const around of [
      ` ${token}`,
      `${token} `,
      `${token}\n`,
      `${token}=`,
      `${token}.`,
      `.${token}`,
      '',
      '..',
      'a.b.c',
    ]) {
      expect(await read(around)).toBeUndefined();
    }
  });

  it('when parts of two good tokens are put together', async () => {
    for (const [one, other] of POWERS.flatMap((a) => POWERS.map((b) => [a, b] as const))) {
      if (one === other) continue;
      const [first, second] = [partsOf(TOKENS[one]), partsOf(TOKENS[other])];
      for (const mask of [1, 2, 3, 4, 5, 6]) {
        const mixed = [0, 1, 2].map((part) => (mask & (1 << part) ? first : second)[part]);
        expect(await read(mixed.join('.'))).toBeUndefined();
      }
    }
  });

  it('without a signature, whatever algorithm it claims', async () => {
    const [, payload, signature] = partsOf(TOKENS.unsub);
    for (const alg of ['none', 'None', 'NONE', '', 'HS256']) {
      const header = base64url({ ...HEADER, alg });
      expect(await read(`${header}.${payload}.`)).toBeUndefined();
      expect(await read(`${header}.${payload}`)).toBeUndefined();
    }
    const none = base64url({ ...HEADER, alg: 'none' });
    expect(await read(`${none}.${payload}.${signature}`)).toBeUndefined();
  });

  it('with our key but another algorithm', async () => {
    for (const [alg, hash] of [
      ['HS384', 'sha384'],
      ['HS512', 'sha512'],
      ['none', 'sha256'],
      ['hs256', 'sha256'],
    ] as const) {
      const body = `${base64url({ ...HEADER, alg })}.${partsOf(TOKENS.unsub)[1]}`;
      const mac = createHmac(hash, ring.current.signingBytes).update(body).digest('base64url');
      expect(await read(`${body}.${mac}`)).toBeUndefined();
    }
    for (const alg of ['HS384', 'HS512'])
      expect(await read(await signed({}, { ...HEADER, alg }))).toBeUndefined();
  });

  it('with a key of its own, brought along or pointed to', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const jwk = publicKey.export({ format: 'jwk' });
    const token = (header: JWTHeaderParameters) =>
      new SignJWT(PAYLOAD).setProtectedHeader(header).sign(privateKey);
    for (const brought of [
      {},
      { jwk },
      { jku: 'https://evil.example/jwks.json' },
      { x5u: 'https://evil.example/x' },
    ]) {
      for (const alg of ['RS256', 'PS256'])
        expect(await read(await token({ ...HEADER, ...brought, alg }))).toBeUndefined();
    }
    const foreign = ringOf(`k1:${secretOf(2)}`);
    const oct = { kty: 'oct', k: Buffer.from(foreign.current.signingBytes).toString('base64url') };
    expect(await read(await signed({}, { ...HEADER, jwk: oct }, foreign))).toBeUndefined();
  });

  it('when it was signed by a foreign key, under the same name or another', async () => {
    expect(await read(signToken(ringOf(`k1:${secretOf(2)}`), aStopLink()))).toBeUndefined();
    expect(await read(signToken(ringOf(`k2:${secretOf(1)}`), aStopLink()))).toBeUndefined();
    const sealing = ring.current.sealing.export();
    expect(await read(await new SignJWT(PAYLOAD).setProtectedHeader(HEADER).sign(sealing))).toBeUndefined();
  });

  it('when its key was ours and is gone, however often its header was read before', async () => {
    const asking = { powers: POWERS, now: NOON };
    expect(await readToken(ring, TOKENS.unsub, asking)).toBeDefined();
    for (const without of [`k2:${secretOf(1)}`, `k1:${secretOf(2)}`, `k2:${secretOf(2)},k1:${secretOf(3)}`]) {
      expect(await readToken(ringOf(without), TOKENS.unsub, asking)).toBeUndefined();
    }
    expect(await readToken(ring, TOKENS.unsub, asking)).toBeDefined();
  });

  it.each<[string, Record<string, unknown>]>([
    ['no type', { typ: undefined }],
    ['a general type', { typ: 'JWT' }],
    ['another spelling of its type', { typ: 'application/unsub+jwt' }],
    ['its type in capitals', { typ: 'UNSUB+JWT' }],
    ['the type of a door that is not here', { typ: 'admin+jwt' }],
    ['the type of a signed receipt', { typ: 'heed-receipt+jwt' }],
    ['no key id', { kid: undefined }],
    ['a key id that is none of ours', { kid: 'k9' }],
    ['a key id that is a path', { kid: '../k1' }],
    ['a key id every object has', { kid: '__proto__' }],
    ['a key id that is no text', { kid: 1 }],
    ['a demand it cannot know', { crit: ['b64'], b64: false }],
  ])('with %s in its header', async (_, header) => {
    const full = Object.fromEntries(
      Object.entries({ ...HEADER, ...header }).filter(([, value]) => value !== undefined),
    );
    const body = `${base64url(full)}.${partsOf(TOKENS.unsub)[1]}`;
    const mac = createHmac('sha256', ring.current.signingBytes).update(body).digest('base64url');
    expect(await read(`${body}.${mac}`)).toBeUndefined();
  });

  it.each<[string, Record<string, unknown>]>([
    ['no audience', { aud: undefined }],
    ['another audience', { aud: 'other' }],
    ['no recipient', { sub: undefined }],
    ['an address for a recipient', { sub: 'ada@example.com' }],
    ['no sealed address', { adr: undefined }],
    ['an open address', { adr: 'ada@example.com' }],
    ['no scope', { scp: undefined }],
    ['a scope that is none', { scp: 'a/t/u' }],
    ['a campaign that is no text', { cmp: 5 }],
    ['no time', { iat: undefined }],
    ['a time that is no whole second', { iat: 1.5 }],
    ['an end that has come', { exp: NOON / 1000 }],
  ])('with %s in its claims', async (_, claims) => {
    expect(await read(await signed(claims))).toBeUndefined();
  });

  it.each(POWERS.flatMap((power) => NEEDS[power].map((claim) => [power, claim] as const)))(
    'when it has the power %s and its claim %s is missing',
    async (power, missing) => {
      const payload = Object.fromEntries(NEEDS[power].map((claim) => [claim, NEEDED[claim]]));
      const header = { ...HEADER, typ: `${power}+jwt` };
      expect(await read(await signed(payload, header))).toMatchObject({ power });
      expect(await read(await signed({ ...payload, [missing]: undefined }, header))).toBeUndefined();
    },
  );

  it.each<[Power, string, Record<string, unknown>]>([
    ['manage', 'an end that has come', { exp: NOON / 1000 }],
    ['undo', 'an entry that is no number', { seq: '7', exp: END }],
    ['undo', 'half an entry', { seq: 7.5, exp: END }],
    ['receipt', 'an entry that is no number', { seq: '7' }],
    ['optin', 'no topics', { top: [], exp: END }],
    ['optin', 'a topic that is none', { top: ['a/t', 'A B'], exp: END }],
    ['optin', 'topics that are no list', { top: 'a/t', exp: END }],
    ['optin', 'more topics than may be', { top: Array.from({ length: 21 }, () => 'a/t'), exp: END }],
    ['privacy', 'an empty request', { req: '', exp: END }],
    ['privacy', 'a request that is too long', { req: 'p'.repeat(65), exp: END }],
    ['privacy', 'a request that is a number', { req: 7, exp: END }],
  ])('when it has the power %s and %s', async (power, _, claims) => {
    expect(await read(await signed(claims, { ...HEADER, typ: `${power}+jwt` }))).toBeUndefined();
  });
});
