import { Hono } from 'hono';
import { createApi } from './api/routes.ts';
import { createCenter } from './center/routes.tsx';
import { createConsole } from './console/routes.tsx';
import type { Heed } from './heed.ts';
import { errorCode } from './log.ts';
import { styleRoutes } from './web/style-routes.ts';
import { stylesheet, stylesheetPath } from './web/stylesheet.ts';

/** Every HTTP door of Heed, the same on Node and on Workers. */
export function createApp(heed: Heed): Hono {
  const app = new Hono({ strict: false });
  app.route('/', createCenter(heed));
  app.route('/', createConsole(heed));
  app.route('/', createApi(heed));
  app.route('/', styleRoutes(heed));
  app.get(stylesheetPath, (c) =>
    c.body(stylesheet, 200, {
      'content-type': 'text/css; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
    }),
  );
  app.get('/healthz', (c) => c.text('ok\n'));
  app.get('/readyz', async (c) => {
    await heed.database.all(heed.database.build.selectFrom('migration').select('id').limit(1));
    return c.text('ready\n');
  });
  app.notFound((c) => c.text('Not found.\n', 404));
  app.onError((error, c) => {
    heed.log.error('request.failed', { code: errorCode(error) });
    return c.text('Something is wrong on our side. Nothing was changed.\n', 503, { 'retry-after': '30' });
  });
  return app;
}
