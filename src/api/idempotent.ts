import { createMiddleware } from 'hono/factory';
import { abandonUse, beginUse, endUse, IDEMPOTENCY_HOURS, type Use } from '../access/idempotency.ts';
import type { Heed } from '../heed.ts';
import type { ApiEnv } from './context.ts';
import { problem } from './problem.ts';

const KEY = /^[\x21-\x7e]{1,255}$/;

/**
 * Honours `Idempotency-Key`: the first request with a key runs, a repeat within 24 hours gets the same answer, the same
 * key with another request is refused. Comes after the key check and the body limit.
 */
export function idempotent(heed: Heed) {
  return createMiddleware<ApiEnv>(async function runOnce(c, next) {
    const given = c.req.header('idempotency-key');
    if (given === undefined || c.req.method !== 'POST') return next();
    // The draft makes it a quoted structured-field string; bare values are taken too, as everybody sends them.
    const key = given.replace(/^"(.*)"$/, '$1');
    if (!KEY.test(key)) {
      return problem(c, 'invalid_request', 'Idempotency-Key is 1 to 255 visible ASCII characters.', {
        errors: [{ path: 'idempotency-key', message: 'not a usable key' }],
      });
    }
    const request = `${c.req.method} ${c.req.path}\n${await c.req.text()}`;
    const use: Use = { apiKeyId: c.get('apiKey').id, key, request };
    const begun = await beginUse(heed, use, heed.now());
    switch (begun.kind) {
      case 'still_running':
        return problem(c, 'still_running', 'Wait for the first answer, or ask again in a minute.');
      case 'other_request':
        return problem(
          c,
          'other_request',
          `A key stands for one request for ${IDEMPOTENCY_HOURS} hours. Use a new one.`,
        );
      case 'repeat':
        return new Response(begun.answer.body, {
          status: begun.answer.status,
          headers: { 'content-type': 'application/json', 'idempotent-replayed': 'true' },
        });
      case 'first':
        return runFirst();
    }

    async function runFirst(): Promise<void> {
      try {
        await next();
      } finally {
        // A refusal or a failure changed nothing, so the key stays free for the mended request.
        if (c.error !== undefined || c.res.status >= 400) await abandonUse(heed, use);
      }
      if (c.res.status < 400)
        await endUse(heed, use, { status: c.res.status, body: await c.res.clone().text() });
    }
  });
}
