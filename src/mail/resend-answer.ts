import { z } from 'zod';
import { RETRY_MILLIS_MAX } from './backoff.ts';
import { type MailOutcome, MEND_MILLIS } from './mail.ts';

/** What the SDK hands on of an answer. All of it is the vendor's word, or that of whatever stands between. */
export interface ResendAnswer {
  readonly data: unknown;
  readonly error: unknown;
  /** Header names in lower case; null where no answer came. */
  readonly headers: Readonly<Record<string, string>> | null;
}

const takenSchema = z.object({ id: z.string().min(1) });
const errorSchema = z.object({
  name: z.string().optional().catch(undefined),
  statusCode: z.number().nullable().optional().catch(undefined),
});

// resend.com/docs/api-reference/errors. Only an operator can mend these: a key, a domain, a sender line, a base URL.
const TO_BE_MENDED: ReadonlySet<number> = new Set([401, 403, 404, 405]);
const NAME = /^[a-z][a-z0-9_]{0,39}$/;

/**
 * What an answer of Resend means for the mail. The same key with another payload means that an earlier try was taken
 * (a new version of ours may spell the same letter anew); only what Resend says of the mail itself is a refusal, and
 * everything that is not understood is tried again: the key makes that harmless.
 */
export function readResendAnswer({ data, error, headers }: ResendAnswer): MailOutcome {
  if (takenSchema.safeParse(data).success) return { kind: 'sent' };
  const { name, statusCode: status } = errorSchema.catch({}).parse(error);
  if (headers === null) return { kind: 'retry', code: 'unreachable' };
  if (status === undefined || status === null) return { kind: 'retry', code: 'answer_not_understood' };
  const code = name !== undefined && NAME.test(name) ? name : `http_${status}`;
  if (code === 'invalid_idempotent_request') return { kind: 'sent' };
  if (status === 429)
    return { kind: 'retry', code, afterMillis: retryAfter(headers) ?? 1_000, pausesAll: true };
  if (TO_BE_MENDED.has(status) || code === 'invalid_from_address') {
    return { kind: 'retry', code, afterMillis: MEND_MILLIS };
  }
  if (status < 400 || status >= 500 || status === 408 || status === 409) {
    return { kind: 'retry', code, afterMillis: retryAfter(headers) };
  }
  return { kind: 'refused', code };
}

/** RFC 9110 §10.2.3, as seconds, which is what Resend sends; bounded, because a letter's link does not wait. */
function retryAfter(headers: Readonly<Record<string, string>>): number | undefined {
  const text = headers['retry-after']?.trim() ?? '';
  return /^\d{1,9}$/.test(text) ? Math.min(Number(text) * 1_000, RETRY_MILLIS_MAX) : undefined;
}
