import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { findSession, isAdminLinkOpen, signIn, signOut } from '../access/admin-session.ts';
import { reasonsBetween } from '../consent/reason.ts';
import type { Heed } from '../heed.ts';
import { errorCode } from '../log.ts';
import { overviewOf } from '../propagation/overview.ts';
import { byService } from '../senders/sender.ts';
import { isOwnForm } from '../web/own-form.ts';
import { pageHeaders } from '../web/page-headers.ts';
import { renderPage } from '../web/render-page.ts';
import {
  BrokenPage,
  DeadLinkPage,
  ForeignFormPage,
  type MailForm,
  NotFoundPage,
  SignedOffPage,
  SignedOutPage,
  SignInPage,
} from './door-pages.tsx';
import { createHandListPages } from './hand-list-routes.tsx';
import { LatencyPage } from './latency-page.tsx';
import { createOutboxPages, mailPolicy } from './outbox-routes.tsx';
import { viewSenders } from './sender-view.ts';
import { clearSessionCookie, sessionCookie, setSessionCookie } from './session-cookie.ts';
import { answerSignInMail } from './sign-in-mail.tsx';

// 30 days, as the heading says.
const REASONS_MILLIS = 30 * 86_400_000;

/** The doors for admins: `/console`, behind a one-time sign-in link. GET and HEAD read; only POST acts. */
export function createConsole(heed: Heed): Hono {
  const https = heed.baseUrl.startsWith('https:');
  const app = new Hono({ strict: false });
  app.use('/console/outbox/:id/html', mailPolicy());
  app.use('/console/*', pageHeaders({ https }), ownFormsOnly(heed.baseUrl));
  if (heed.adminEmails.length > 0) app.post('/console/sign-in', (c) => answerSignInMail(heed, c));
  app.get('/console/sign-in/:secret', (c) => showSignIn(heed, c));
  app.post('/console/sign-in/:secret', (c) => useSignIn(heed, c, { https }));
  app.post('/console/sign-out', (c) => endSession(heed, c, { https }));
  app.use('/console/*', signedInOnly(heed));
  app.get('/console', async (c) => renderPage(c, await latencyPage(heed)));
  app.route('/', createOutboxPages(heed));
  app.route('/', createHandListPages(heed));
  app.all('/console/*', (c) => renderPage(c, <NotFoundPage />, 404));
  app.onError((error, c) => {
    heed.log.error('console.failed', { code: errorCode(error) });
    c.header('retry-after', '30');
    return renderPage(c, <BrokenPage />, 503);
  });
  return app;
}

/** Where nobody is an admin by mail, there is nobody to mail a link to. */
function mailFormOf({ adminEmails }: Heed): MailForm | undefined {
  return adminEmails.length === 0 ? undefined : {};
}

async function showSignIn(heed: Heed, c: Context): Promise<Response> {
  const open = await isAdminLinkOpen(heed.database, c.req.param('secret') ?? '', heed.now());
  return open ? renderPage(c, <SignInPage />) : renderPage(c, <DeadLinkPage form={mailFormOf(heed)} />, 404);
}

async function useSignIn(heed: Heed, c: Context, options: { https: boolean }): Promise<Response> {
  const session = await signIn(heed.database, c.req.param('secret') ?? '', {
    random: heed.random,
    now: heed.now(),
  });
  if (session === undefined) return renderPage(c, <DeadLinkPage form={mailFormOf(heed)} />, 404);
  setSessionCookie(c, session, options);
  return c.redirect('/console', 303);
}

async function endSession(heed: Heed, c: Context, options: { https: boolean }): Promise<Response> {
  const secret = sessionCookie(c);
  if (secret !== undefined) await signOut(heed.database, secret);
  clearSessionCookie(c, options);
  return renderPage(c, <SignedOutPage />);
}

async function latencyPage(heed: Heed) {
  const now = heed.now();
  const brands = await heed.directory.read();
  const { inService, retired } = byService(await heed.senders.read());
  const overviews = await overviewOf(heed.database, inService, now);
  const reasons = await reasonsBetween(heed.database, { from: now - REASONS_MILLIS, to: now + 1 });
  return (
    <LatencyPage
      at={now}
      baseUrl={heed.baseUrl}
      brands={brands}
      senders={viewSenders({ overviews, brands, now })}
      retired={retired}
      reasons={reasons}
    />
  );
}

function ownFormsOnly(baseUrl: string): MiddlewareHandler {
  return async function refuseForeignForms(c, next) {
    const reads = ['GET', 'HEAD', 'OPTIONS'].includes(c.req.method);
    if (reads || isOwnForm(c.req.raw.headers, baseUrl)) return next();
    return renderPage(c, <ForeignFormPage />, 403);
  };
}

function signedInOnly(heed: Heed): MiddlewareHandler {
  return async function requireSession(c, next) {
    const secret = sessionCookie(c);
    const session = secret === undefined ? undefined : await findSession(heed.database, secret, heed.now());
    return session === undefined ? renderPage(c, <SignedOffPage form={mailFormOf(heed)} />, 401) : next();
  };
}
