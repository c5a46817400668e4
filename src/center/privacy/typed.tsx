import type { Context } from 'hono';
import type { Brand } from '../../brands/brand.ts';
import { brandScope } from '../../consent/scope.ts';
import type { Heed } from '../../heed.ts';
import { PRIVACY_DAYS } from '../../links/ages.ts';
import { signToken } from '../../links/token.ts';
import { confirmationLetter } from '../../privacy/letters.ts';
import { openRequest } from '../../privacy/open-request.ts';
import type { PrivacyRequest } from '../../privacy/request.ts';
import { inEvenTime } from '../../web/even-time.ts';
import { renderPage } from '../../web/render-page.ts';
import { mayMail } from '../choices-link.tsx';
import { personOf } from '../person.ts';
import type { Visit } from '../visit.ts';
import { CheckInboxPage } from './after-pages.tsx';
import { requested, sendBack } from './asking.tsx';
import { readPrivacyForm } from './read-form.ts';

/**
 * Takes a request with a typed address: it is opened at once, because its clocks run from now, and counts as the person's
 * own after a press in their inbox. The answer is the same, and takes as long, whatever is known of the address.
 */
export async function takeTyped(
  heed: Heed,
  c: Context,
  { visit, brand, fields }: { visit: Visit; brand: Brand; fields: URLSearchParams },
): Promise<Response> {
  const form = readPrivacyForm(fields, { proven: false });
  const {
    person,
    typed: { kind },
  } = form;
  if (person === undefined || kind === undefined) return sendBack(c, { visit, brand, form });
  await inEvenTime(heed, async () => {
    const { request } = await openRequest(heed, {
      ...requested({ visit, brand, form }, kind),
      ...personOf(heed, person),
      evidence: { page: 'privacy', power: null },
      confirmed: false,
    });
    if (request.state === 'unconfirmed' && (await mayMail(heed, c, request))) {
      await mailConfirmation(heed, request, person.spelling);
    }
  });
  return renderPage(c, <CheckInboxPage visit={visit} address={person.spelling} />);
}

async function mailConfirmation(heed: Heed, request: PrivacyRequest, to: string): Promise<void> {
  const { recipientId, addressSealed } = request;
  if (addressSealed === null) return; // erased: there is nobody left to ask
  const now = heed.now();
  const expiresAt = now + PRIVACY_DAYS * 86_400_000;
  const token = signToken(heed.keyring, {
    power: 'privacy',
    recipientId,
    addressSealed,
    scope: brandScope(request.brand),
    issuedAt: Math.floor(now / 1000),
    expiresAt: Math.floor(expiresAt / 1000),
    requestId: request.id,
  });
  const url = `${heed.baseUrl}/c/${token}`;
  const { letter } = confirmationLetter(request, { to, url, days: PRIVACY_DAYS });
  // No id: whoever lost the mail may ask for it again. How often is rationed by `mayMail`.
  await heed.enqueue(letter, { expiresAt });
}
