import type { Context } from 'hono';
import { ADMIN_LINK_MINUTES, createAdminLink } from '../access/admin-session.ts';
import { takeAllowance } from '../access/allowance.ts';
import { auditBy } from '../access/audit.ts';
import { type Address, normaliseAddress } from '../consent/address.ts';
import type { Heed } from '../heed.ts';
import { type IdentityKey, keyedHash } from '../keys/identity.ts';
import { clientAddress } from '../web/client-address.ts';
import { inEvenTime } from '../web/even-time.ts';
import { readBody } from '../web/read-body.ts';
import { renderPage } from '../web/render-page.ts';
import { copy } from './copy.ts';
import { SignedOffPage, SignInMailedPage } from './door-pages.tsx';

// The longest address takes three times its length in a form's encoding, and its field has a name.
const BODY_BYTES_MAX = 4_096;
// As for the links of recipients: more than this in an hour is not one admin looking for a mail.
const PER_ADDRESS_HOUR = 3;
const PER_ORIGIN_HOUR = 10;

/**
 * Answers the form that asks for a sign-in link by mail. Whether the address is an admin's, and whether a mail leaves, can
 * be told neither from the answer nor from the time it takes.
 */
export async function answerSignInMail(heed: Heed, c: Context): Promise<Response> {
  const body = await readBody(c.req.raw, BODY_BYTES_MAX);
  const typed = body.kind === 'read' ? (new URLSearchParams(body.text).get('address') ?? '') : '';
  const outcome = normaliseAddress(typed);
  if (outcome.kind === 'not_an_address') {
    const { missing, wrong } = copy.mailForm;
    const form = { typed, error: typed.trim() === '' ? missing : wrong };
    return renderPage(c, <SignedOffPage form={form} />, 400);
  }
  await inEvenTime(heed, () => mailSignInLink(heed, c, outcome.address));
  return renderPage(c, <SignInMailedPage />);
}

/** Mails a link where the address is an admin's; rations before it looks, so that both take the same way. */
async function mailSignInLink(heed: Heed, c: Context, address: Address): Promise<void> {
  const { database, identityKey, adminEmails, baseUrl, random } = heed;
  const origin = clientAddress(c, heed.clientAddressHeader);
  const allowance = await takeAllowance(database, {
    subjects: [
      { key: keyedHash(identityKey, `sign-in link to ${address}`), perHour: PER_ADDRESS_HOUR },
      { key: keyedHash(identityKey, `sign-in link from ${origin}`), perHour: PER_ORIGIN_HOUR },
    ],
    now: heed.now(),
  });
  const to = adminEmails.find((spelling) => isSpelledBy(spelling, address));
  if (allowance === 'exhausted' || to === undefined) return;
  const admin = adminName(identityKey, address);
  const { now, audit } = auditBy(heed, 'console')('admin_link.create', admin);
  // Written first: a row about a link that was never made does no harm, a link without its row would.
  await database.commit([audit]);
  const secret = await createAdminLink(database, admin, { random, now });
  await heed.enqueue(
    {
      kind: 'admin_sign_in',
      // As it is configured, not as somebody typed it.
      to,
      language: 'en',
      brandId: null,
      service: new URL(baseUrl).host,
      url: `${baseUrl}/console/sign-in/${secret}`,
      minutes: ADMIN_LINK_MINUTES,
    },
    { expiresAt: now + ADMIN_LINK_MINUTES * 60_000 },
  );
}

function isSpelledBy(spelling: string, address: Address): boolean {
  const outcome = normaliseAddress(spelling);
  return outcome.kind === 'address' && outcome.address === address;
}

const MARK_LENGTH = 4;

/**
 * Under which name an admin acts who signed in by mail, in the session and in the audit: what stands before the @, which
 * colleagues recognise, and a mark, a few characters of the address's keyed hash, which tells two Adas of different
 * domains apart and stays the same whoever else is an admin. The address itself has no place in the audit.
 */
export function adminName(key: IdentityKey, address: Address): string {
  const local = address.slice(0, address.lastIndexOf('@'));
  return `${local} (${keyedHash(key, `admin ${address}`).slice(0, MARK_LENGTH)})`;
}
