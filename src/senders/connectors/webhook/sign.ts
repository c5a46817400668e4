import { createHmac, createSecretKey } from 'node:crypto';
import { type WebhookSecret, webhookKey } from './secret.ts';

/** The three headers of Standard Webhooks 1.0.0. */
export type WebhookHeaders = {
  'webhook-id': string;
  'webhook-timestamp': string;
  'webhook-signature': string;
};

/**
 * Signs one attempt (Standard Webhooks 1.0.0, symmetric `v1`: HMAC-SHA256 over `id.timestamp.body`). `nowMillis` is the
 * attempt's own time; the header carries whole seconds. With two secrets there are two signatures, space-delimited,
 * and a receiver may check either. `body` must be the very text that is sent. Throws RangeError for an id with other
 * characters than letters, digits, `_` and `-`: a `.` would let content pass for id.
 */
export function signWebhook(options: {
  secrets: readonly WebhookSecret[];
  id: string;
  nowMillis: number;
  body: string;
}): WebhookHeaders {
  const { secrets, id, nowMillis, body } = options;
  if (!/^[A-Za-z0-9_-]+$/.test(id)) throw new RangeError('a webhook id holds letters, digits, _ and - alone');
  const timestamp = String(Math.floor(nowMillis / 1000));
  const signed = `${id}.${timestamp}.${body}`;
  const signatures = secrets.map((secret) => `v1,${hmacBase64(webhookKey(secret), signed)}`);
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') };
}

function hmacBase64(key: Uint8Array, text: string): string {
  // Node 24 takes ten times as long to accept bytes as a key than to make a key object of them first.
  return createHmac('sha256', createSecretKey(key)).update(text, 'utf8').digest('base64');
}
