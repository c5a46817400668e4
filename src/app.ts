import { type Context, Hono } from 'hono';
import { TrieRouter } from 'hono/router/trie-router';
import { answerReady } from './api/readiness.ts';
import { createApi } from './api/routes.ts';
import { createPublishedKeys } from './center/published-keys.ts';
import { createCenter } from './center/routes.tsx';
import { answerBusy, answerNotFound } from './center/trouble/answers.tsx';
import { createConsole } from './console/routes.tsx';
import type { Heed } from './heed.ts';
import { errorCode } from './log.ts';
import { addPageHeaders, pageHeaderRecord } from './web/page-headers.ts';
import { styleRoutes } from './web/style-routes.ts';
import { stylesheet, stylesheetPath } from './web/stylesheet.ts';

/** Every HTTP door of Heed, the same on Node and on Workers. */
export function createApp(heed: Heed): Hono {
  // Hono's usual router compiles all routes into one expression at the first request: 20 ms of CPU, which every isolate of
  // a Worker would pay. This one needs no compiling, and finds a route in microseconds all the same.
  const app = new Hono({ strict: false, router: new TrieRouter() });
  const record = pageHeaderRecord({ https: heed.baseUrl.startsWith('https:') });
  app.route('/', createCenter(heed));
  app.route('/', createPublishedKeys(heed));
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
  app.get('/readyz', (c) => answerReady(heed, c));
  // People come to pages, programs to everything else: a person who lost their way can still stop mail.
  app.notFound(async (c) =>
    wantsPage(c) ? addPageHeaders(await answerNotFound(heed, c), record) : c.text('Not found.\n', 404),
  );
  app.onError(async (error, c) => {
    heed.log.error('request.failed', { code: errorCode(error) });
    return wantsPage(c)
      ? addPageHeaders(await answerBusy(heed, c), record)
      : c.text('Something is wrong on our side. Nothing was changed.\n', 503, { 'retry-after': '30' });
  });
  return app;
}

function wantsPage(c: Context): boolean {
  return c.req.header('accept')?.includes('text/html') === true;
}
