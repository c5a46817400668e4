import type { Context } from 'hono';
import type { FC } from 'hono/jsx';
import { takeAllowance } from '../access/allowance.ts';
import { brandOf, brandScope } from '../consent/scope.ts';
import type { Heed } from '../heed.ts';
import { keyedHash } from '../keys/identity.ts';
import { unseal } from '../keys/seal.ts';
import { MANAGE_MINUTES } from '../links/ages.ts';
import { type LinkClaims, signToken } from '../links/token.ts';
import { clientAddress } from '../web/client-address.ts';
import { renderPage } from '../web/render-page.ts';
import { Page } from './frame.tsx';
import { type Visit, visitOf } from './visit.ts';
import { maskOf } from './wording.ts';

/** Whom a mail goes to: what a link of theirs needs, and the address in clear. */
export interface Addressee extends Pick<LinkClaims, 'recipientId' | 'addressSealed'> {
  readonly spelling: string;
}

// Who asks for a link three times an hour has a full inbox; whoever asks for ten from one place is not one person.
const PER_ADDRESS_HOUR = 3;
const PER_ORIGIN_HOUR = 10;

/**
 * True when one more mail may go to this address at the wish of whoever asks from there. An opt-out is never asked
 * this: it needs no mail.
 */
export async function mayMail(
  heed: Heed,
  c: Context,
  { recipientId }: Pick<Addressee, 'recipientId'>,
): Promise<boolean> {
  const origin = clientAddress(c, heed.clientAddressHeader);
  const outcome = await takeAllowance(heed.database, {
    subjects: [
      { key: keyedHash(heed.identityKey, `mail to ${recipientId}`), perHour: PER_ADDRESS_HOUR },
      { key: keyedHash(heed.identityKey, `mail from ${origin}`), perHour: PER_ORIGIN_HOUR },
    ],
    now: heed.now(),
  });
  return outcome === 'granted';
}

/** Mails a link that opens everything of one person, unless there were too many this hour. Says nothing either way. */
export async function sendChoicesLink(
  heed: Heed,
  c: Context,
  { visit, to }: { visit: Visit; to: Addressee },
): Promise<void> {
  if (visit.brand === undefined || !(await mayMail(heed, c, to))) return;
  const expiresAt = visit.now + MANAGE_MINUTES * 60_000;
  const token = signToken(heed.keyring, {
    power: 'manage',
    recipientId: to.recipientId,
    addressSealed: to.addressSealed,
    scope: brandScope(visit.brand.id),
    issuedAt: Math.floor(visit.now / 1000),
    expiresAt: Math.floor(expiresAt / 1000),
  });
  const { language } = visit.reader;
  const facts = { kind: 'manage_link', url: `${heed.baseUrl}/p/${token}`, minutes: MANAGE_MINUTES } as const;
  await heed.enqueue({ to: to.spelling, language, brandId: visit.brand.id, ...facts }, { expiresAt });
}

/** Mails a link to the address another link was made for: nobody types what is known (WCAG 2.2 SC 3.3.7). */
export async function mailChoicesLink(heed: Heed, c: Context, claims: LinkClaims): Promise<Response> {
  const visit = await visitOf(heed, c, { brandId: brandOf(claims.scope) });
  const spelling = unseal(heed.keyring, claims.addressSealed, claims.recipientId);
  if (spelling !== undefined) {
    await sendChoicesLink(heed, c, { visit, to: { ...claims, spelling } });
  }
  return renderPage(c, <LinkMailedPage visit={visit} address={maskOf(heed.keyring, claims)} />);
}

/** The same page whether a mail leaves or not. */
export const LinkMailedPage: FC<{ visit: Visit; address: string }> = ({ visit, address }) => {
  const { words, formats } = visit.reader;
  const { linkMailed } = words;
  return (
    <Page visit={visit} title={linkMailed.title}>
      <h1>{linkMailed.title}</h1>
      <p class="lead">{linkMailed.lead(formats.name(address), formats.count(MANAGE_MINUTES))}</p>
      <p>{linkMailed.note}</p>
    </Page>
  );
};
