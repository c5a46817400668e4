import type { Context } from 'hono';
import { brandOf } from '../../consent/scope.ts';
import type { Heed } from '../../heed.ts';
import type { PrivacyClaims } from '../../links/token.ts';
import { confirmRequest } from '../../privacy/confirm-request.ts';
import { findRequest } from '../../privacy/find-request.ts';
import { ButtonForm } from '../../web/form-kit.tsx';
import { renderPage } from '../../web/render-page.ts';
import { Page } from '../frame.tsx';
import { ReceivedPage } from '../privacy/after-pages.tsx';
import { tellReceived } from '../privacy/tell-received.ts';
import { answerDeadLink } from '../trouble/answers.tsx';
import { brandName, visitOf } from '../visit.ts';
import { maskOf } from '../wording.ts';

/** Asks once more, by a link only the person's own inbox has: 11 CCR 7020(d). */
export async function showPrivacy(heed: Heed, c: Context, claims: PrivacyClaims): Promise<Response> {
  const request = await findRequest(heed, claims.requestId);
  if (request === undefined) return answerDeadLink(heed, c);
  const visit = await visitOf(heed, c, { brandId: brandOf(claims.scope), reopens: true });
  const { privacy } = visit.reader.words;
  const brand = brandName(visit, request.brand);
  const mask = visit.reader.formats.name(maskOf(heed.keyring, claims));
  const asked = request.kind === 'know' ? privacy.confirmKnow : privacy.confirmDelete;
  return renderPage(
    c,
    <Page visit={visit} title={privacy.confirmTitle}>
      <h1>{privacy.confirmTitle}</h1>
      <p class="lead">{asked(brand, mask)}</p>
      <ButtonForm press="confirm" label={privacy.confirmButton} />
    </Page>,
  );
}

/** Confirms a request; pressed again, it says the same. */
export async function confirmPrivacy(heed: Heed, c: Context, claims: PrivacyClaims): Promise<Response> {
  const confirmed = await confirmRequest(heed, { id: claims.requestId, now: heed.now() });
  if (confirmed.kind === 'unknown' || confirmed.kind === 'lapsed') return answerDeadLink(heed, c);
  await tellReceived(heed, confirmed.request);
  const visit = await visitOf(heed, c, { brandId: brandOf(claims.scope), reopens: true });
  return renderPage(c, <ReceivedPage visit={visit} request={confirmed.request} />);
}
