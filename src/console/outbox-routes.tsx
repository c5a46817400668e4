import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { sharedZone } from '../brands/deadline-zone.ts';
import type { Heed } from '../heed.ts';
import { errorCode } from '../log.ts';
import type { OutgoingMail } from '../mail/mail.ts';
import { listLetters, readCaptured } from '../mail/read-outbox.ts';
import { outgoing } from '../mail/try-letter.ts';
import { renderPage } from '../web/render-page.ts';
import { NotFoundPage } from './door-pages.tsx';
import { BrokenMailPage, MailPage } from './mail-page.tsx';
import { OutboxPage } from './outbox-page.tsx';

// A mail brings its styles with it, and nothing else it brings may do anything: no script, no form, nothing fetched.
const MAIL_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

/**
 * Gives the HTML part of a mail a policy of its own in place of the pages'. To be used before the pages' headers are, so
 * that it has the last word.
 */
export function mailPolicy(): MiddlewareHandler {
  return async function setMailPolicy(c, next) {
    await next();
    if (c.res.ok) c.res.headers.set('content-security-policy', MAIL_POLICY);
  };
}

/** The list of Heed's own mails, and those that were captured. To be mounted behind the sign-in. */
export function createOutboxPages(heed: Heed): Hono {
  const app = new Hono({ strict: false });
  app.get('/console/outbox', async (c) => renderPage(c, await listPage(heed, c.req.query('after'))));
  app.get('/console/outbox/:id', (c) =>
    withMail(heed, c, async (id, mail) =>
      renderPage(c, <MailPage id={id} mail={mail} zone={await zoneOf(heed)} />),
    ),
  );
  app.get('/console/outbox/:id/html', (c) => withMail(heed, c, (_, mail) => c.html(mail.html)));
  return app;
}

async function listPage(heed: Heed, after: string | undefined) {
  return (
    <OutboxPage
      at={heed.now()}
      zone={await zoneOf(heed)}
      page={await listLetters(heed, after)}
      isFirst={after === undefined}
      captures={heed.sendMail === undefined}
    />
  );
}

async function withMail(
  heed: Heed,
  c: Context,
  show: (id: string, mail: OutgoingMail) => Response | Promise<Response>,
): Promise<Response> {
  const id = c.req.param('id') ?? '';
  const captured = await readCaptured(heed, id);
  if (captured === undefined) return renderPage(c, <NotFoundPage />, 404);
  let mail: OutgoingMail;
  try {
    mail = await outgoing(heed, captured.letter, captured.writtenAt);
  } catch (error) {
    heed.log.error('mail.compose_failed', { mail: id, code: errorCode(error) });
    return renderPage(c, <BrokenMailPage />, 500);
  }
  return show(id, mail);
}

async function zoneOf(heed: Heed): Promise<string> {
  return sharedZone(await heed.directory.read());
}
