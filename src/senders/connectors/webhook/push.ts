import type { Outbound } from '../../outbound/outbound.ts';
import { type DefinedConnector, defineConnector } from '../define-connector.ts';
import { readAnswer } from './answer.ts';
import { suppressionChangedBody } from './body.ts';
import { webhookSettingsSchema } from './settings.ts';
import { signWebhook } from './sign.ts';

const ITEMS_MAX = 100;
// Standard Webhooks 1.0.0 advises 15 to 30 s.
const TIMEOUT_MILLIS = 20_000;

/**
 * The connector for any system that takes a signed webhook (Standard Webhooks 1.0.0): one POST per batch of at most 100
 * items. Repeating a batch sends the same `webhook-id` and body under a fresh timestamp and signature, so a receiver
 * may tell repeats apart and need not: items are whole states. Sends once; retrying is the caller's business.
 */
export function createWebhookConnector(options: {
  outbound: Outbound;
  timeoutMillis?: number;
}): DefinedConnector {
  const { outbound, timeoutMillis = TIMEOUT_MILLIS } = options;
  return defineConnector({
    kind: 'webhook',
    itemsMax: ITEMS_MAX,
    settingsSchema: webhookSettingsSchema,
    async push({ settings, batchId, now, signal, ...batch }) {
      const body = suppressionChangedBody(batch);
      const signature = signWebhook({ secrets: settings.secrets, id: batchId, nowMillis: now, body });
      const answer = await outbound.post({
        url: settings.url,
        headers: { 'content-type': 'application/json', 'user-agent': 'Heed-Webhook/1', ...signature },
        body,
        timeoutMillis,
        signal,
      });
      return readAnswer({ answer, items: batch.items, now });
    },
  });
}
