import { generateKeyPairSync, sign } from 'node:crypto';
import fc from 'fast-check';
import { compactVerify, createLocalJWKSet, decodeProtectedHeader, jwtVerify, SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { publicReceiptKeys, receiptKey } from '../keys/receipt-key.ts';
import { aReceipt, ringOf } from './receipt.test-kit.ts';
import { type ReceiptRefusal, signReceipt, verifyReceipt } from './receipt-jws.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

const key = await receiptKey(ringOf(1).current);
const keys = [key.publicKey];
const receipt = aReceipt();
const JWS = await signReceipt(receipt, key);
const [HEAD = '', BODY = '', SIGNATURE = ''] = JWS.split('.');

const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A JWS signed with our own key, whatever it says. */
async function signed(header: object, body = BODY): Promise<string> {
  const text = `${encoded(header)}.${body}`;
  const signature = await crypto.subtle.sign('Ed25519', key.privateKey, Buffer.from(text));
  return `${text}.${Buffer.from(signature).toString('base64url')}`;
}

const OURS = { alg: 'Ed25519', typ: 'heed-receipt+jwt', kid: key.publicKey.kid };

async function codeOf(jws: string, under = keys): Promise<ReceiptRefusal | undefined> {
  const verdict = await verifyReceipt(jws, under);
  return verdict.kind === 'refused' ? verdict.code : undefined;
}

describe('a signed receipt', () => {
  it('verifies under the published keys and says what was signed', async () => {
    const verdict = { kind: 'verified', receipt, kid: key.publicKey.kid };
    expect(await verifyReceipt(JWS, keys)).toEqual(verdict);
    expect(decodeProtectedHeader(JWS)).toEqual(OURS);
  });

  it('is verified by another library with nothing but the published key set', async () => {
    const set = createLocalJWKSet({
      keys: (await publicReceiptKeys(ringOf(2, 1))).map((one) => ({ ...one })),
    });
    const { payload } = await jwtVerify(JWS, set, {
      typ: 'heed-receipt+jwt',
      issuer: 'https://mail.example.com',
      algorithms: ['Ed25519'],
    });
    expect(payload).toEqual(receipt);
    const changed = `${HEAD}.${encoded({ ...receipt, iat: 1 })}.${SIGNATURE}`;
    await expect(compactVerify(changed, set)).rejects.toThrow('signature verification failed');
  });

  it('is read here when another library signed it with our key', async () => {
    const theirs = await new SignJWT({ ...receipt }).setProtectedHeader(OURS).sign(key.privateKey);
    expect(await verifyReceipt(theirs, keys)).toMatchObject({ kind: 'verified', receipt });
  });

  it('verifies after a rotation, while the new key signs, for as long as the old one is kept', async () => {
    const rotated = ringOf(2, 1);
    const fresh = await signReceipt(receipt, await receiptKey(rotated.current));
    const both = await publicReceiptKeys(rotated);
    for (const jws of [JWS, fresh]) expect(await verifyReceipt(jws, both)).toMatchObject({ receipt });
    expect(await codeOf(fresh)).toBe('unknown_key');
    expect(await codeOf(JWS, [...(await publicReceiptKeys(ringOf(2)))])).toBe('unknown_key');
  });

  it('says whatever it was made of, in any letters', async () => {
    const name = fc.string({
      unit: fc.constantFrom('a', 'é', '日', '😀', '"', '\\', '\u0000'),
      maxLength: 40,
    });
    await fc.assert(
      fc.asyncProperty(name, fc.integer({ min: 0, max: 4e12 }), async (brandName, issuedAt) => {
        const one = aReceipt({ brandName, issuedAt });
        expect(await verifyReceipt(await signReceipt(one, key), keys)).toMatchObject({ receipt: one });
      }),
    );
  });
});

describe('a receipt is refused', () => {
  it('when any one character of it is another', async () => {
    const places = fc.integer({ min: 0, max: JWS.length - 1 });
    const others = fc.constantFrom(...ALPHABET.split(''), '.', '=', ' ', '\n', 'é');
    await fc.assert(
      fc.asyncProperty(places, others, async (place, other) => {
        fc.pre(JWS.charAt(place) !== other);
        expect(await codeOf(`${JWS.slice(0, place)}${other}${JWS.slice(place + 1)}`)).toBeDefined();
      }),
      { numRuns: 3_000 },
    );
  });

  it('when its last character is any other, even one that decodes to the same bytes', async () => {
    for (const other of [...ALPHABET.split(''), '=', '\n']) {
      expect((await codeOf(JWS.slice(0, -1) + other)) === undefined).toBe(JWS.endsWith(other));
    }
  });

  it('when a character is missing or too many, wherever that is', async () => {
    for (let place = 0; place < JWS.length; place += 7) {
      expect(await codeOf(JWS.slice(0, place) + JWS.slice(place + 1))).toBeDefined();
      expect(await codeOf(`${JWS.slice(0, place)}A${JWS.slice(place)}`)).toBeDefined();
      expect(await codeOf(JWS.slice(0, place))).toBe('not_a_receipt');
    }
  });

  it.each<[string, ReceiptRefusal, () => string | Promise<string>]>([
    ['empty', 'not_a_receipt', () => ''],
    ['some text', 'not_a_receipt', () => 'Jane asked us to stop.'],
    ['endless', 'not_a_receipt', () => `${HEAD}.${'A'.repeat(300_000)}.${SIGNATURE}`],
    ['without a signature', 'not_a_receipt', () => `${HEAD}.${BODY}.`],
    ['changed in what it says', 'altered', () => `${HEAD}.${encoded({ ...receipt, iat: 1 })}.${SIGNATURE}`],
    ['given the signature of another', 'altered', () => `${HEAD}.${BODY}.${'A'.repeat(86)}`],
    ['of another type', 'not_a_receipt', () => signed({ ...OURS, typ: 'receipt+jwt' })],
    ['of no type', 'not_a_receipt', () => signed({ ...OURS, typ: undefined })],
    ['of no key', 'not_a_receipt', () => signed({ ...OURS, kid: undefined })],
    [
      'in demand of what it cannot have',
      'not_a_receipt',
      () => signed({ ...OURS, crit: ['b64'], b64: false }),
    ],
    ['not signed, by its own word', 'wrong_algorithm', () => signed({ ...OURS, alg: 'none' })],
    ['signed in a family of ways', 'wrong_algorithm', () => signed({ ...OURS, alg: 'EdDSA' })],
    [
      'signed by a shared secret, by its own word',
      'wrong_algorithm',
      () => signed({ ...OURS, alg: 'HS256' }),
    ],
    ['under a key nobody has', 'unknown_key', () => signed({ ...OURS, kid: 'k1' })],
    ['in a form nobody knows', 'unknown_form', () => signed(OURS, encoded({ ...receipt, decision: 'stop' }))],
    ['issued at no time', 'unknown_form', () => signed(OURS, encoded({ ...receipt, iat: 2 ** 50 }))],
    [
      'dated with more than a date',
      'unknown_form',
      () => {
        const decision = { ...receipt.decision, due_at: '2026-06-15T12:00:00.000Z (or never)' };
        return signed(OURS, encoded({ ...receipt, decision }));
      },
    ],
    ['no claims at all', 'unknown_form', () => signed(OURS, 'AAAA')],
  ])('when it is %s', async (_, code, made) => {
    expect(await codeOf(await made())).toBe(code);
  });

  it('when somebody else signed it, even under the name of our key or with a key brought along', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    const jwk = publicKey.export({ format: 'jwk' });
    for (const header of [OURS, { ...OURS, jwk }, { ...OURS, jku: 'https://evil.example/jwks.json' }]) {
      const text = `${encoded(header)}.${BODY}`;
      const forged = `${text}.${sign(null, Buffer.from(text), privateKey).toString('base64url')}`;
      expect(await codeOf(forged)).toBe('altered');
    }
  });

  it('when there is no key to verify it with', async () => {
    expect(await codeOf(JWS, [])).toBe('unknown_key');
  });
});
