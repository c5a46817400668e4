import { type Context, Hono } from 'hono';
import type { Brand } from '../../brands/brand.ts';
import { brandOf, brandScope } from '../../consent/scope.ts';
import type { Heed } from '../../heed.ts';
import { PRIVACY_DAYS } from '../../links/ages.ts';
import { type ManageClaims, signToken } from '../../links/token.ts';
import { confirmationLetter } from '../../privacy/letters.ts';
import { openRequest } from '../../privacy/open-request.ts';
import type { PrivacyRequest } from '../../privacy/request.ts';
import { inEvenTime } from '../../web/even-time.ts';
import { isOwnForm } from '../../web/own-form.ts';
import { renderPage } from '../../web/render-page.ts';
import { mayMail } from '../choices-link.tsx';
import { createFormDoor } from '../form-door.tsx';
import { createLinkDoor, type Pressed } from '../link-door.tsx';
import { personOf } from '../person.ts';
import { answerDeadLink, answerForeign, answerNotFound } from '../trouble/answers.tsx';
import { type Visit, visitOf } from '../visit.ts';
import { maskOf } from '../wording.ts';
import { CheckInboxPage, ReceivedPage } from './after-pages.tsx';
import { PrivacyPage } from './page.tsx';
import { type PrivacyForm, readPrivacyForm } from './read-form.ts';
import { tellReceived } from './tell-received.ts';

/**
 * The doors for requests about data: `/b/{brand}/privacy`, where an address is typed and then confirmed by mail, and
 * `/d/{token}` with a link that was mailed a moment ago and so needs no confirming. Nothing else is asked of anybody.
 */
export function createPrivacyDoors(heed: Heed): Hono {
  const app = new Hono({ strict: false });
  app.get('/b/:brand/privacy', async (c) => {
    const visit = await visitTo(heed, c);
    return visit.brand === undefined
      ? answerNotFound(heed, c)
      : renderPage(c, <PrivacyPage visit={visit} brand={visit.brand} />);
  });
  app.post(
    '/b/:brand/privacy',
    createFormDoor(heed, async (c, fields) => {
      const visit = await visitTo(heed, c);
      if (visit.brand === undefined) return answerNotFound(heed, c);
      if (!isOwnForm(c.req.raw.headers, heed.baseUrl)) return answerForeign(heed, c);
      return takeTyped(heed, c, { visit, brand: visit.brand, fields });
    }),
  );
  app.route('/', provenDoor(heed));
  return app;
}

function visitTo(heed: Heed, c: Context): Promise<Visit> {
  return visitOf(heed, c, { brandId: c.req.param('brand'), reopens: true });
}

interface Asking {
  readonly visit: Visit;
  readonly brand: Brand;
  readonly fields: URLSearchParams;
}

async function takeTyped(heed: Heed, c: Context, { visit, brand, fields }: Asking): Promise<Response> {
  const form = readPrivacyForm(fields, { proven: false });
  const { person, typed } = form;
  if (person === undefined || typed.kind === undefined) return sendBack(c, { visit, brand, form });
  await inEvenTime(heed, async () => {
    const { request } = await openRequest(heed, {
      ...requested({ visit, brand, form, kind: typed.kind ?? 'know' }),
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

function sendBack(
  c: Context,
  { visit, brand, form, mask }: { visit: Visit; brand: Brand; form: PrivacyForm; mask?: string },
) {
  const { typed, mistakes } = form;
  return renderPage(
    c,
    <PrivacyPage visit={visit} brand={brand} mask={mask} typed={typed} mistakes={mistakes} />,
    400,
  );
}

function requested({
  visit,
  brand,
  form,
  kind,
}: {
  visit: Visit;
  brand: Brand;
  form: PrivacyForm;
  kind: PrivacyRequest['kind'];
}) {
  return {
    brand,
    kind,
    lookBack: kind === 'know' ? form.typed.lookBack : null,
    language: visit.reader.language,
    channel: 'page',
    now: visit.now,
  } as const;
}

async function mailConfirmation(heed: Heed, request: PrivacyRequest, to: string): Promise<void> {
  const now = heed.now();
  const expiresAt = now + PRIVACY_DAYS * 86_400_000;
  const token = signToken(heed.keyring, {
    power: 'privacy',
    recipientId: request.recipientId,
    addressSealed: personSeal(request),
    scope: brandScope(request.brand),
    issuedAt: Math.floor(now / 1000),
    expiresAt: Math.floor(expiresAt / 1000),
    requestId: request.id,
  });
  const { letter } = confirmationLetter(request, {
    to,
    url: `${heed.baseUrl}/c/${token}`,
    days: PRIVACY_DAYS,
  });
  // No id: whoever lost the mail may ask for it again. How often is rationed by `mayMail`.
  await heed.enqueue(letter, { expiresAt });
}

function personSeal({ addressSealed }: PrivacyRequest) {
  if (addressSealed === null) throw new Error('an open request has lost its address');
  return addressSealed;
}

function provenDoor(heed: Heed): Hono {
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
  const visit = await visitOf(heed, c, { brandId: brandOf(claims.scope), reopens: true });
  if (visit.brand === undefined) return answerDeadLink(heed, c);
  const mask = visit.reader.formats.name(maskOf(heed.keyring, claims));
  return renderPage(c, <PrivacyPage visit={visit} brand={visit.brand} mask={mask} />);
}

async function takeProven(
  heed: Heed,
  c: Context,
  { claims, pressed }: { claims: ManageClaims; pressed: Pressed },
): Promise<Response> {
  const visit = await visitOf(heed, c, { brandId: brandOf(claims.scope), reopens: true });
  const { brand } = visit;
  if (brand === undefined) return answerDeadLink(heed, c);
  const form = readPrivacyForm(pressed.fields, { proven: true });
  const { kind } = form.typed;
  if (kind === undefined) {
    return sendBack(c, { visit, brand, form, mask: visit.reader.formats.name(maskOf(heed.keyring, claims)) });
  }
  const { request } = await openRequest(heed, {
    ...requested({ visit, brand, form, kind }),
    recipientId: claims.recipientId,
    addressSealed: claims.addressSealed,
    evidence: { page: 'privacy', power: claims.power, link_issued_at: claims.issuedAt * 1000 },
    confirmed: true,
  });
  await tellReceived(heed, request);
  return renderPage(c, <ReceivedPage visit={visit} request={request} />);
}
