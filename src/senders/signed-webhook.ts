/*
 * What else than the webhook connector signs and reads webhooks: the operators' own, which tells of trouble. The rest of the
 * connector stays its own business.
 */
export { readAnswer } from './connectors/webhook/answer.ts';
export { type WebhookSecret, webhookSecretSchema } from './connectors/webhook/secret.ts';
export { signWebhook } from './connectors/webhook/sign.ts';
