import { createHmac } from 'node:crypto';
import { readToken, signToken } from '../../src/links/token.ts';
import { keyringOf, mintHere } from './tokens.ts';

/** A token that must open nothing, where it is tried. */
export interface Forgery {
  readonly name: string;
  readonly path: string;
}

const VICTIM = 'victim@example.com';

/** Every kind of token that is not one of ours for the door it is tried at. */
export async function forgeries(): Promise<Forgery[]> {
  const { unsub, prefs } = mintHere(VICTIM);
  const [header = '', payload = '', signature = ''] = unsub.split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
  const sameId = keyringOf(`test:${Buffer.alloc(32, 99).toString('base64url')}`);
  const otherId = keyringOf(`foreign:${Buffer.alloc(32, 99).toString('base64url')}`);
  const none = encoded({ alg: 'none', typ: 'unsub+jwt', kid: 'test' });
  const at = (door: 'u' | 'p', name: string, token: string) => ({ name, path: `/${door}/${token}` });
  return [
    at('u', 'no token at all', 'abc'),
    at('u', 'a payload changed', `${header}.${encoded({ ...claims, scp: '*' })}.${signature}`),
    at('u', 'a header changed', `${encoded({ alg: 'HS256', typ: 'unsub+jwt' })}.${payload}.${signature}`),
    at('u', 'a signature changed', `${header}.${payload}.${signature.replace(/^./, flipped)}`),
    at(
      'u',
      'a signature spelled another way',
      `${header}.${payload}.${signature.slice(0, -1)}${nextTo(signature)}`,
    ),
    at('u', 'no signature', `${header}.${payload}.`),
    at('u', 'a foreign key under our key id', mintHere(VICTIM, sameId).unsub),
    at('u', 'a foreign key under its own id', mintHere(VICTIM, otherId).unsub),
    at('u', 'alg none without a signature', `${none}.${payload}.`),
    at('u', 'alg none with a signature', `${none}.${payload}.${signature}`),
    at(
      'u',
      'another algorithm, signed with our key',
      signedBy({ alg: 'HS512', typ: 'unsub+jwt' }, payload, 'sha512'),
    ),
    at('u', 'no type, signed with our key', signedBy({ alg: 'HS256' }, payload)),
    at('u', 'the type of a plain JWT, signed with our key', signedBy({ alg: 'HS256', typ: 'JWT' }, payload)),
    at(
      'u',
      'another audience, signed with our key',
      signedBy(OURS, encoded({ ...claims, aud: 'elsewhere' })),
    ),
    at('u', 'no recipient, signed with our key', signedBy(OURS, encoded({ ...claims, sub: undefined }))),
    at('u', 'the power of a preference link', prefs),
    at('p', 'the power of an unsubscribe link', unsub),
    at('u', 'an undo that is over', await expiredUndo(unsub)),
    at('p', 'an undo at the preference door', await expiredUndo(unsub)),
    at('u', 'a token without end', `${header}.${payload}${'A'.repeat(6_000)}.${signature}`),
    at('u', 'bytes that are no text', '%ff%fe'),
    at('u', 'an address for a token', 'victim%40example.com'),
    at('u', 'a recipient id for a token', mintHere(VICTIM).recipientId),
  ];
}

const OURS = { alg: 'HS256', typ: 'unsub+jwt' };

function encoded(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function signedBy(header: Record<string, string>, payload: string, hash = 'sha256'): string {
  const key = keyringOf().current;
  const signed = `${encoded({ ...header, kid: key.id })}.${payload}`;
  return `${signed}.${createHmac(hash, key.signingBytes).update(signed).digest('base64url')}`;
}

async function expiredUndo(unsub: string): Promise<string> {
  const claims = await readToken(keyringOf(), unsub, { powers: ['unsub'], now: Date.now() });
  if (claims === undefined) throw new Error('the link it is made from is not read');
  const issuedAt = claims.issuedAt - 3_600;
  return signToken(keyringOf(), { ...claims, power: 'undo', seq: 1, issuedAt, expiresAt: issuedAt + 900 });
}

function flipped(character: string): string {
  return character === 'A' ? 'B' : 'A';
}

// 32 bytes leave two bits of the last character unused, so its neighbour decodes to the same bytes.
function nextTo(signature: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  return alphabet.charAt(alphabet.indexOf(signature.slice(-1)) + 1);
}
