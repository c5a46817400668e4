import { z } from 'zod';
import { type WebhookSecret, webhookSecret, webhookSecretSchema } from './secret.ts';

// Standard Webhooks asks for 24 to 64 bytes; 32 is as much as SHA-256 gives back.
const SECRET_BYTES = 32;

/**
 * What a webhook sender needs. `secrets`: the current one first; while a secret is being replaced the old one second,
 * and every request is signed with both. Where the URL may lead is judged by `checkTargetUrl`, whose policy is not
 * known here.
 */
export const webhookSettingsSchema = z.strictObject({
  url: z
    .string()
    .max(2048)
    .refine((text) => /^https?:\/\//i.test(text) && URL.canParse(text), {
      error: 'Give a whole web address, for example https://mail.example.com/hooks/heed.',
    }),
  secrets: z
    .array(webhookSecretSchema)
    .min(1)
    .max(2)
    .refine((secrets) => new Set(secrets).size === secrets.length, { error: 'Give two different secrets.' })
    .meta({ sensitive: true }),
});

/** Parsed settings of a webhook sender. */
export type WebhookSettings = z.infer<typeof webhookSettingsSchema>;

/** A new secret out of 32 random bytes, which the caller draws. Throws RangeError for any other number of bytes. */
export function generateSecret(randomBytes: Uint8Array): WebhookSecret {
  if (randomBytes.byteLength !== SECRET_BYTES) {
    throw new RangeError(`a new secret is made of ${SECRET_BYTES} random bytes`);
  }
  return webhookSecret(randomBytes);
}
