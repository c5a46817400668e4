import type { Context } from 'hono';
import type { Heed } from '../../heed.ts';
import { brandHint } from '../../links/brand-hint.ts';
import { errorCode } from '../../log.ts';
import { renderPage } from '../../web/render-page.ts';
import { blindVisit, type Visit, visitOf } from '../visit.ts';
import { BusyPage, DeadLinkPage, ForeignPage, NotFoundPage, TooLargePage } from './pages.tsx';

/**
 * One answer for every bad token, whatever is wrong with it. The brand a broken link seems to be from chooses the door
 * that is shown, so that the person can stop mail all the same.
 */
export async function answerDeadLink(heed: Heed, c: Context): Promise<Response> {
  return renderPage(c, <DeadLinkPage visit={await calmVisit(heed, c)} />, 404);
}

/** A form that another website sent: shown again, with nothing done. */
export async function answerForeign(heed: Heed, c: Context): Promise<Response> {
  return renderPage(c, <ForeignPage visit={await calmVisit(heed, c)} path={c.req.path} />, 403);
}

export async function answerTooLarge(heed: Heed, c: Context): Promise<Response> {
  // The rest of the body is not read, so the connection cannot be used again.
  c.header('connection', 'close');
  return renderPage(c, <TooLargePage visit={await calmVisit(heed, c)} />, 413);
}

/** Nothing could be saved, or read. What was pressed can be pressed again, with all that was filled in. */
export async function answerBusy(heed: Heed, c: Context, fields?: URLSearchParams): Promise<Response> {
  c.header('retry-after', '30');
  return renderPage(
    c,
    <BusyPage
      visit={await calmVisit(heed, c)}
      fields={c.req.method === 'POST' ? [...(fields ?? [])] : undefined}
    />,
    503,
  );
}

export async function answerNotFound(heed: Heed, c: Context): Promise<Response> {
  return renderPage(c, <NotFoundPage visit={await calmVisit(heed, c)} />, 404);
}

/** A visit that never fails: pages about trouble are shown above all when the database is away. */
async function calmVisit(heed: Heed, c: Context): Promise<Visit> {
  try {
    return await visitOf(heed, c, { brandId: c.req.param('brand') ?? brandHint(c.req.param('token') ?? '') });
  } catch (error) {
    heed.log.error('center.blind', { code: errorCode(error) });
    return blindVisit(c, heed.now()); // this page needs no names
  }
}
