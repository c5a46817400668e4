import { parseRecipientId } from '../src/consent/recipient.ts';
import { brandOf, parseScope, topicScope } from '../src/consent/scope.ts';
import type { Heed } from '../src/heed.ts';
import { parseSealed } from '../src/keys/seal.ts';
import { MANAGE_MINUTES, OPT_IN_DAYS } from '../src/links/ages.ts';
import { type LinkClaims, type Power, readToken, signToken } from '../src/links/token.ts';
import { TOPICS } from './group.ts';
import type { Links } from './mint.ts';

/** A page to open, and what it is. */
export type Place = readonly [what: string, url: string];

/**
 * A link to each page a recipient may see: some of the person's own mailing, some as Heed would mail them. `baseUrl` is
 * where it all runs.
 */
export async function recipientDoors(
  heed: Heed,
  { unsubscribe_url, preferences_url }: Links,
): Promise<Place[]> {
  const { baseUrl } = heed;
  const person = await claimsIn(heed, preferences_url);
  const brand = brandOf(person.scope);
  const recorded = await lastOptOut(heed);
  return [
    ['Unsubscribe: the link of a mailing', unsubscribe_url],
    ['Preference center: the preference link of the same mailing', preferences_url],
    [
      `Everything of one person: a link Heed mails on request, good for ${MANAGE_MINUTES} minutes`,
      `${baseUrl}/p/${minted(heed, person, 'manage')}`,
    ],
    ['Door without a link: stop by address, or have a link mailed', `${baseUrl}/b/${brand}`],
    ...(recorded === undefined
      ? []
      : [['Receipt: how far an opt-out of just now has come', recorded] as const]),
    ['Opt-in to be confirmed: what a double opt-in mails', `${baseUrl}/c/${minted(heed, person, 'optin')}`],
    ['Privacy door: know, delete, other ways', `${baseUrl}/b/${brand}/privacy`],
    ['A link that was cut in two: it still stops mail', unsubscribe_url.slice(0, -20)],
    ['A page that is not there', `${baseUrl}/nowhere`],
  ];
}

async function claimsIn(heed: Heed, url: string): Promise<LinkClaims> {
  const token = new URL(url).pathname.split('/').at(-1) ?? '';
  const claims = await readToken(heed.keyring, token, { powers: ['prefs'], now: heed.now() });
  if (claims === undefined) throw new Error('The preference link does not open.');
  return claims;
}

function minted(heed: Heed, person: LinkClaims, power: Extract<Power, 'manage' | 'optin'>): string {
  const now = Math.floor(heed.now() / 1000);
  const { recipientId, addressSealed, scope } = person;
  const claims = { recipientId, addressSealed, scope, issuedAt: now };
  if (power === 'manage') {
    return signToken(heed.keyring, { ...claims, power, expiresAt: now + MANAGE_MINUTES * 60 });
  }
  const brand = brandOf(scope);
  const own = TOPICS.filter((topic) => topic.brand === brand && topic.kind === 'promotional');
  const topics = own.map(({ id }) => topicScope(brand, id));
  return signToken(heed.keyring, { ...claims, power, topics, expiresAt: now + OPT_IN_DAYS * 86_400 });
}

/** The receipt page of the newest opt-out. */
async function lastOptOut({ baseUrl, database, keyring, now }: Heed): Promise<string | undefined> {
  const [entry] = await database.all(
    database.build
      .selectFrom('ledger')
      .innerJoin('recipient', 'recipient.no', 'ledger.recipient_no')
      .select(['seq', 'scope', 'recipient_id', 'address_sealed'])
      .where('kind', '=', 'opt_out')
      .orderBy('seq', 'desc')
      .limit(1),
  );
  const recipientId = entry && parseRecipientId(entry.recipient_id);
  const addressSealed = parseSealed(entry?.address_sealed ?? '');
  const scope = parseScope(entry?.scope ?? '');
  if (!entry || !recipientId || !addressSealed || !scope) return undefined;
  const issuedAt = Math.floor(now() / 1000);
  const token = signToken(keyring, {
    power: 'receipt',
    recipientId,
    addressSealed,
    scope,
    issuedAt,
    seq: entry.seq,
  });
  return `${baseUrl}/r/${token}`;
}
