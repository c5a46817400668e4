import { type Context, Hono } from 'hono';
import { auditBy } from '../access/audit.ts';
import type { Heed } from '../heed.ts';
import { liftHold, liftHoldSchema } from '../senders/lift-hold.ts';
import { renderPage } from '../web/render-page.ts';
import { adminOf } from './admin-of.ts';
import { guaranteeCopy } from './copy-guarantee.ts';
import { NotFoundPage } from './door-pages.tsx';
import { senderPath } from './paths.ts';
import { readOwnForm } from './read-own-form.ts';
import { SenderPage, type SenderPageProps } from './sender-page.tsx';
import { readSenderPage } from './sender-page-view.ts';

const PATH = '/console/senders/:id';
const NOTHING_TYPED = { typed: {}, errors: [] };

/** One sender, with the form that lifts what holds it. To be mounted behind the sign-in. */
export function createSenderPages(heed: Heed): Hono {
  const app = new Hono({ strict: false });
  app.get(PATH, (c) => {
    const said = c.req.query('done') === 'lifted' ? guaranteeCopy.sender.lifted : undefined;
    return answerSender(heed, c, { form: NOTHING_TYPED, said });
  });
  app.post(PATH, (c) => answerLift(heed, c));
  return app;
}

async function answerSender(
  heed: Heed,
  c: Context,
  more: Omit<SenderPageProps, 'page'>,
  status: 200 | 400 | 409 = 200,
): Promise<Response> {
  const page = await readSenderPage(heed, c.req.param('id') ?? '');
  return page === undefined
    ? renderPage(c, <NotFoundPage />, 404)
    : renderPage(c, <SenderPage page={page} {...more} />, status);
}

async function answerLift(heed: Heed, c: Context): Promise<Response> {
  const id = c.req.param('id') ?? '';
  const { typed, parsed, errors } = await readOwnForm(c, ['name', 'reason'], liftHoldSchema);
  if (parsed === undefined) return answerSender(heed, c, { form: { typed, errors } }, 400);
  const outcome = await liftHold(heed, id, parsed, auditBy(heed, await adminOf(heed, c)));
  switch (outcome.kind) {
    case 'lifted':
      return c.redirect(`${senderPath(id)}?done=lifted`, 303);
    case 'not_held':
      return answerSender(heed, c, { form: NOTHING_TYPED, said: guaranteeCopy.sender.notHeld }, 409);
    case 'unknown_sender':
      return renderPage(c, <NotFoundPage />, 404);
  }
}
