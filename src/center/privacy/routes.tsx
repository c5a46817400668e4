import { type Context, Hono } from 'hono';
import type { Heed } from '../../heed.ts';
import { isOwnForm } from '../../web/own-form.ts';
import { renderPage } from '../../web/render-page.ts';
import { createFormDoor } from '../form-door.tsx';
import { answerForeign, answerNotFound } from '../trouble/answers.tsx';
import { type Visit, visitOf } from '../visit.ts';
import { PrivacyPage } from './page.tsx';
import { createProvenDoor } from './proven.tsx';
import { takeTyped } from './typed.tsx';

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
  app.route('/', createProvenDoor(heed));
  return app;
}

function visitTo(heed: Heed, c: Context): Promise<Visit> {
  return visitOf(heed, c, { brandId: c.req.param('brand'), reopens: true });
}
