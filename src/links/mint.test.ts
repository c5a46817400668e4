import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normaliseAddress } from '../consent/address.ts';
import { unseal } from '../keys/seal.ts';
import { identityKey, idOf, NOON, POWERS, random, ring, scopeOf } from './link.test-kit.ts';
import { type LinkOrder, type MintedLinks, type MintParts, mintLinks } from './mint.ts';
import { readToken } from './token.ts';

// One of each kind of letter that encodings stumble over.
const anyLetter = fc.constantFrom(...'a Z 0 = é 日 😀 \\ " \u0000 \u0301 \ud800'.split(' '));

const PARTS: MintParts = { keyring: ring, identityKey, random, baseUrl: 'https://stop.example.com' };
const ORDER: LinkOrder = {
  scope: scopeOf('clearview/offers'),
  campaign: 'spring-2026',
  issuedAt: NOON + 999,
};

function minted(address: string, order = ORDER, parts = PARTS): MintedLinks {
  const outcome = mintLinks(parts, order, address);
  if (outcome.kind === 'refused') throw new Error(outcome.code);
  return outcome.links;
}

const tokenOf = (url: string) => url.slice(url.lastIndexOf('/') + 1);
const read = (url: string) => readToken(ring, tokenOf(url), { powers: POWERS, now: NOON });
const line = (links: MintedLinks) => `List-Unsubscribe: ${links.headers['List-Unsubscribe']},`;

/** Everything a URL can be made to show without a key: itself, its parts decoded, and what those hold, decoded. */
function shownBy(url: string): string {
  const parts = tokenOf(url)
    .split('.')
    .map((part) => Buffer.from(part, 'base64url').toString('latin1'));
  const { sub, adr } = JSON.parse(parts[1] ?? '');
  const inner = [sub, String(adr).split('.')[1] ?? ''].map((text) => Buffer.from(text, 'base64url'));
  return [url, ...parts, ...inner.flatMap((bytes) => [bytes.toString('latin1'), bytes.toString('hex')])].join(
    '\n',
  );
}

describe('minted links', () => {
  it('carry the headers of RFC 8058: one https URI, and the one pair', () => {
    const links = minted('ada@example.com');
    expect(links.headers).toEqual({
      'List-Unsubscribe': `<${links.unsubscribe_url}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    });
    expect(links.unsubscribe_url).toMatch(/^https:\/\/stop\.example\.com\/u\/[\w-]+\.[\w-]+\.[\w-]+$/);
    expect(links.preferences_url).toMatch(/^https:\/\/stop\.example\.com\/p\/[\w-]+\.[\w-]+\.[\w-]+$/);
    expect(new URL(links.unsubscribe_url).href).toBe(links.unsubscribe_url);
  });

  it('say whom, what, from which campaign and since when, and hold the address as it was spelled', async () => {
    const links = minted(' "Ada"@Example.com ');
    const unsub = await read(links.unsubscribe_url);
    expect(unsub).toMatchObject({
      power: 'unsub',
      recipientId: idOf('ada@example.com'),
      scope: 'clearview/offers',
      campaign: 'spring-2026',
      issuedAt: NOON / 1000,
    });
    expect(links.recipient_id).toBe(idOf('ada@example.com'));
    expect(unsub && unseal(ring, unsub.addressSealed, unsub.recipientId)).toBe('"Ada"@Example.com');
  });

  it('open the preferences of the whole brand, with another power than the one that stops', async () => {
    const links = minted('ada@example.com');
    expect(await read(links.preferences_url)).toMatchObject({ power: 'prefs', scope: 'clearview' });
    const door = { powers: ['prefs'] as const, now: NOON };
    expect(await readToken(ring, tokenOf(links.unsubscribe_url), door)).toBeUndefined();
  });

  it('carry no campaign where none was given', async () => {
    const claims = await read(
      minted('ada@example.com', { scope: ORDER.scope, issuedAt: NOON }).unsubscribe_url,
    );
    expect(claims).not.toHaveProperty('campaign');
  });

  it('are made of the same person for every spelling, and never the same link twice', () => {
    const links = [' Ada@Example.COM', 'ada@example.com', '"ada"@example.com', 'ada@example.com'].map((one) =>
      minted(one),
    );
    expect(new Set(links.map(({ recipient_id }) => recipient_id)).size).toBe(1);
    expect(new Set(links.map(({ unsubscribe_url }) => unsubscribe_url)).size).toBe(4);
  });

  it('never show the address: not plain, not encoded, not hashed', () => {
    const addresses = [
      'ada.lovelace@example.com',
      'Ada.Lovelace+news@Bücher.example',
      '"ada lovelace"@example.com',
    ];
    for (const given of addresses) {
      const outcome = normaliseAddress(given);
      const forms = [given, given.toLowerCase(), outcome.kind === 'address' ? outcome.address : given];
      const needles = forms.flatMap((form) => [
        form,
        encodeURIComponent(form),
        form.split('@')[0] ?? '',
        ...(['base64url', 'base64', 'hex'] as const).map((encoding) =>
          Buffer.from(form).toString(encoding).replace(/=+$/, '').slice(0, -2),
        ),
        ...['md5', 'sha1', 'sha256', 'sha512'].flatMap((hash) =>
          (['hex', 'base64', 'base64url', 'latin1'] as const).map((encoding) =>
            createHash(hash).update(form).digest().subarray(0, 12).toString(encoding),
          ),
        ),
      ]);
      const links = minted(given);
      for (const url of [links.unsubscribe_url, links.preferences_url]) {
        const shown = shownBy(url);
        expect(needles.filter((needle) => shown.includes(needle))).toEqual([]);
      }
    }
  });

  it.each(['', 'ada', 'Ada <ada@example.com>', 'ada@localhost', 'ada@example.com\r\nBcc: eve@example.com'])(
    'are refused for %j, with what to mend',
    (given) => {
      const outcome = normaliseAddress(given);
      expect(mintLinks(PARTS, ORDER, given)).toEqual({ ...outcome, kind: 'refused' });
      expect(outcome.kind).toBe('not_an_address');
    },
  );
});

describe('the header line', () => {
  const longest = `${'a'.repeat(64)}@${'b'.repeat(59)}.${'c'.repeat(60)}.${'d'.repeat(60)}.example`;

  it('holds the longest address there is, the longest names and the longest campaign', () => {
    const order = {
      ...ORDER,
      scope: scopeOf(`${'b'.repeat(32)}/${'t'.repeat(32)}`),
      campaign: 'c'.repeat(64),
    };
    expect(longest).toHaveLength(254);
    const links = minted(longest, order, {
      ...PARTS,
      baseUrl: 'https://unsubscribe.northlight-group.example',
    });
    expect(line(links).length).toBeLessThanOrEqual(998);
  });

  it('is at most 998 octets, comma included, or the links are refused', () => {
    const baseUrl = fc.nat(900).map((length) => `https://${'x'.repeat(length)}.example`);
    const campaign = fc.string({ unit: anyLetter, maxLength: 64 });
    fc.assert(
      fc.property(baseUrl, campaign, fc.constantFrom('a@b.example', longest), (base, name, address) => {
        const outcome = mintLinks({ ...PARTS, baseUrl: base }, { ...ORDER, campaign: name }, address);
        const length = outcome.kind === 'minted' ? Buffer.byteLength(line(outcome.links)) : 999;
        expect(length <= 998).toBe(outcome.kind === 'minted');
        expect(outcome).not.toMatchObject({ kind: 'refused', code: 'address_too_long' });
      }),
    );
  });

  it('is refused one octet above', () => {
    const room = 998 - line(minted('ada@example.com')).length;
    const withRoom = (extra: number) =>
      mintLinks(
        { ...PARTS, baseUrl: `https://stop${'p'.repeat(room + extra)}.example.com` },
        ORDER,
        'ada@example.com',
      );
    expect(withRoom(0).kind).toBe('minted');
    expect(withRoom(1)).toMatchObject({ kind: 'refused', code: 'link_too_long' });
  });
});
