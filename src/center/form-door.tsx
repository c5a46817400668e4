import type { Context } from 'hono';
import type { Heed } from '../heed.ts';
import { errorCode } from '../log.ts';
import { readBody } from '../web/read-body.ts';
import { BODY_BYTES_MAX } from './link-door.tsx';
import { answerBusy, answerTooLarge } from './trouble/answers.tsx';

/** Takes a form that comes without a token: bounded, and with a page to press again when it could not be saved. */
export function createFormDoor(
  heed: Heed,
  act: (c: Context, fields: URLSearchParams) => Promise<Response>,
): (c: Context) => Promise<Response> {
  return async function takeForm(c) {
    const body = await readBody(c.req.raw, BODY_BYTES_MAX);
    if (body.kind === 'too_large') return answerTooLarge(heed, c);
    const fields = new URLSearchParams(body.text);
    try {
      return await act(c, fields);
    } catch (error) {
      heed.log.error('center.failed', { code: errorCode(error), path: c.req.routePath });
      return answerBusy(heed, c, fields);
    }
  };
}
