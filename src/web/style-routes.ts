import { Hono } from 'hono';
import { isSlug } from '../brands/naming.ts';
import type { Heed } from '../heed.ts';
import { brandStylesheet } from './brand-stylesheet.ts';
import { stylesheet } from './stylesheet.ts';

/**
 * `/style/{brand}.{hash}.css`: the stylesheets of the brands' pages. One that is asked for by its own name may be kept for
 * ever. By an older name it is answered as it is now, so that a page made a moment before a change has its style; a brand
 * nobody knows has the house's.
 */
export function styleRoutes({ directory }: Pick<Heed, 'directory'>): Hono {
  const router = new Hono({ strict: false });
  router.get('/style/:file', async (c) => {
    const [, id = ''] = /^([^.]+)\.[0-9a-f]{10}\.css$/.exec(c.req.param('file')) ?? [];
    const brand = isSlug(id) ? await directory.brand(id) : undefined;
    const sheet = brand === undefined ? undefined : brandStylesheet(brand);
    return c.body(sheet?.text ?? stylesheet, 200, {
      'content-type': 'text/css; charset=utf-8',
      'x-content-type-options': 'nosniff',
      'cache-control': c.req.path === sheet?.path ? 'public, max-age=31536000, immutable' : 'no-cache',
    });
  });
  return router;
}
