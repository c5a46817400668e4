import type { Heed } from '../heed.ts';
import { EXPOSITION_TYPE, exposition } from '../watch/exposition.ts';
import { readMetrics } from '../watch/read-metrics.ts';
import { createRouter } from './context.ts';

/** `GET /metrics`: what Prometheus scrapes, with a key that has the scope `latency`. No address, only ids and numbers. */
export function metricsRoutes(heed: Heed) {
  const router = createRouter();
  router.get('/metrics', async (c) =>
    c.body(exposition(await readMetrics(heed.database, heed.now())), 200, {
      'content-type': EXPOSITION_TYPE,
      'cache-control': 'no-store',
    }),
  );
  return router;
}
