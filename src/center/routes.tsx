import { Hono } from 'hono';
import type { Heed } from '../heed.ts';
import { pageHeaders } from '../web/page-headers.ts';
import { createConfirmDoor } from './confirm/routes.tsx';
import { createDoor } from './door/routes.tsx';
import { createPreferenceDoor } from './preferences/routes.tsx';
import { createPrivacyDoors } from './privacy/routes.tsx';
import { keepChosenLanguage } from './reader.ts';
import { createReceiptDoor } from './receipt/routes.tsx';
import { createUnsubscribeDoor } from './unsubscribe/routes.tsx';

/** The doors for recipients. GET and HEAD read; only POST acts (RFC 9110 §9.2.1). No cookie but a chosen language. */
export function createCenter(heed: Heed): Hono {
  const center = new Hono({ strict: false });
  const https = heed.baseUrl.startsWith('https:');
  center.use('/b/*', pageHeaders({ https }), async function keepLanguage(c, next) {
    if (c.req.method === 'GET') keepChosenLanguage(c, { https });
    await next();
  });
  for (const door of [
    createUnsubscribeDoor,
    createPreferenceDoor,
    createReceiptDoor,
    createConfirmDoor,
    createDoor,
    createPrivacyDoors,
  ]) {
    center.route('/', door(heed));
  }
  return center;
}
