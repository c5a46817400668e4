import { createMiddleware } from 'hono/factory';
import { readBody } from '../web/read-body.ts';
import type { ApiEnv } from './context.ts';
import { problem } from './problem.ts';

/** Reads a request's body, at most `bytesMax` of it, and hands it on; a larger one is a problem before anything else. */
export function limitBody(bytesMax: number) {
  return createMiddleware<ApiEnv>(async function readLimitedBody(c, next) {
    const body = await readBody(c.req.raw, bytesMax);
    if (body.kind === 'too_large') {
      return problem(
        c,
        'too_large',
        `Send at most ${bytesMax} bytes, in several requests where there is more.`,
        {
          headers: { connection: 'close' },
        },
      );
    }
    // Where Hono itself keeps a body it has read: validators and handlers find it there.
    Object.assign(c.req.bodyCache, { text: Promise.resolve(body.text) });
    return next();
  });
}
