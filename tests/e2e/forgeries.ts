import { createHmac } from 'node:crypto';
import { everyPower, keyringOf, mintHere } from './tokens.ts';

/** A token that must open nothing, where it is tried. */
export interface Forgery {
  readonly name: string;
  readonly path: string;
}

const VICTIM = 'victim@example.com';

/** The powers each door takes. */
const DOORS = {
  u: ['unsub', 'undo'],
  p: ['prefs', 'manage'],
  r: ['receipt'],
  c: ['optin', 'privacy'],
  d: ['manage'],
} as const;

/** Every kind of token that is not one of ours for the door it is tried at. */
export async function forgeries(): Promise<Forgery[]> {
  const { unsub } = mintHere(VICTIM);
  const [header = '', payload = '', signature = ''] = unsub.split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
  const sameId = keyringOf(`test:${Buffer.alloc(32, 99).toString('base64url')}`);
  const otherId = keyringOf(`foreign:${Buffer.alloc(32, 99).toString('base64url')}`);
  const none = encoded({ alg: 'none', typ: 'unsub+jwt', kid: 'test' });
  const at = (door: keyof typeof DOORS, name: string, token: string) => ({ name, path: `/${door}/${token}` });
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
    ...(await powersAtOtherDoors()),
    at('u', 'an undo that is over', (await everyPower(VICTIM, -1)).undo),
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

/** Good links of every power, each at the doors it is not for. */
async function powersAtOtherDoors(): Promise<Forgery[]> {
  const tokens = Object.entries(await everyPower(VICTIM));
  return Object.entries(DOORS).flatMap(([door, powers]) =>
    tokens
      .filter(([power]) => !powers.some((taken) => taken === power))
      .map(([power, token]) => ({
        name: `the power ${power} at the door ${door}`,
        path: `/${door}/${token}`,
      })),
  );
}

function flipped(character: string): string {
  return character === 'A' ? 'B' : 'A';
}

// 32 bytes leave two bits of the last character unused, so its neighbour decodes to the same bytes.
function nextTo(signature: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  return alphabet.charAt(alphabet.indexOf(signature.slice(-1)) + 1);
}
