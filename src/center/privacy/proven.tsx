import type { Context, Hono } from 'hono';
import { brandOf } from '../../consent/scope.ts';
import type { Heed } from '../../heed.ts';
import type { ManageClaims } from '../../links/token.ts';
import { openRequest } from '../../privacy/open-request.ts';
import { renderPage } from '../../web/render-page.ts';
import { createLinkDoor, type Pressed } from '../link-door.tsx';
import { answerDeadLink } from '../trouble/answers.tsx';
import { type Visit, visitOf } from '../visit.ts';
import { maskOf } from '../wording.ts';
import { ReceivedPage } from './after-pages.tsx';
import { requested, sendBack } from './asking.tsx';
import { PrivacyPage } from './page.tsx';
import { readPrivacyForm } from './read-form.ts';
import { tellReceived } from './tell-received.ts';

/** `/d/{token}`: requests about data with a link that was just mailed, and so proves whose they are. */
export function createProvenDoor(heed: Heed): Hono {
  return createLinkDoor<'manage'>(heed, {
    path: '/d/:token',
    powers: ['manage'],
    ownFormsOnly: () => true,
    show: (c, claims) => showProven(heed, c, claims),
    press: (c, claims, pressed) =>
      pressed?.button === 'confirm' ? takeProven(heed, c, { claims, pressed }) : showProven(heed, c, claims),
  });
}

async function showProven(heed: Heed, c: Context, claims: ManageClaims): Promise<Response> {
  const { visit, mask } = await lookAt(heed, c, claims);
  if (visit.brand === undefined) return answerDeadLink(heed, c);
  return renderPage(c, <PrivacyPage visit={visit} brand={visit.brand} mask={mask} />);
}

async function takeProven(
  heed: Heed,
  c: Context,
  { claims, pressed }: { claims: ManageClaims; pressed: Pressed },
): Promise<Response> {
  const { visit, mask } = await lookAt(heed, c, claims);
  const { brand } = visit;
  if (brand === undefined) return answerDeadLink(heed, c);
  const form = readPrivacyForm(pressed.fields, { proven: true });
  const { kind } = form.typed;
  if (kind === undefined) return sendBack(c, { visit, brand, form, mask });
  const { request } = await openRequest(heed, {
    ...requested({ visit, brand, form }, kind),
    recipientId: claims.recipientId,
    addressSealed: claims.addressSealed,
    evidence: { page: 'privacy', power: claims.power, link_issued_at: claims.issuedAt * 1000 },
    confirmed: true,
  });
  await tellReceived(heed, request);
  return renderPage(c, <ReceivedPage visit={visit} request={request} />);
}

async function lookAt(heed: Heed, c: Context, claims: ManageClaims): Promise<{ visit: Visit; mask: string }> {
  const visit = await visitOf(heed, c, { brandId: brandOf(claims.scope), reopens: true });
  return { visit, mask: visit.reader.formats.name(maskOf(heed.keyring, claims)) };
}
