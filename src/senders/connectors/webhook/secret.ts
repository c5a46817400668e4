import { Buffer } from 'node:buffer';
import { z } from 'zod';

const PREFIX = 'whsec_';
const BYTES_MIN = 24;
const BYTES_MAX = 64;

/** A shared secret as Standard Webhooks 1.0.0 writes it: `whsec_` and the base64 of 24 to 64 random bytes. */
export const webhookSecretSchema = z
  .string()
  .refine((text) => secretBytesOf(text) !== undefined, {
    error: `Give a secret that is “${PREFIX}” followed by the base64 of ${BYTES_MIN} to ${BYTES_MAX} random bytes.`,
  })
  .brand<'WebhookSecret'>();

/** A secret known to be well formed; only the schema makes one. */
export type WebhookSecret = z.infer<typeof webhookSecretSchema>;

/** The key inside a secret: 24 to 64 bytes. Throws RangeError for what no schema has passed. */
export function webhookKey(secret: WebhookSecret): Uint8Array {
  const bytes = secretBytesOf(secret);
  if (!bytes) throw new RangeError('not a webhook secret');
  return bytes;
}

/** The secret holding these bytes. Throws RangeError unless there are 24 to 64 of them. */
export function webhookSecret(bytes: Uint8Array): WebhookSecret {
  const secret = webhookSecretSchema.safeParse(PREFIX + Buffer.from(bytes).toString('base64'));
  if (!secret.success) throw new RangeError(`a webhook secret holds ${BYTES_MIN} to ${BYTES_MAX} bytes`);
  return secret.data;
}

function secretBytesOf(text: string): Uint8Array | undefined {
  if (!text.startsWith(PREFIX)) return undefined;
  const encoded = text.slice(PREFIX.length);
  const bytes = Buffer.from(encoded, 'base64');
  // Buffer skips what is not base64; writing it back shows whether anything was skipped. Receivers' libraries are
  // as strict, so a lenient reading here would sign with a key they do not have.
  if (bytes.toString('base64') !== encoded) return undefined;
  return bytes.byteLength >= BYTES_MIN && bytes.byteLength <= BYTES_MAX ? bytes : undefined;
}
