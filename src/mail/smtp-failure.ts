import { z } from 'zod';
import { type MailOutcome, MEND_MILLIS } from './mail.ts';

const failureSchema = z.object({
  /** nodemailer's own name for it. */
  code: z.string().optional().catch(undefined),
  /** The server's reply code. */
  responseCode: z.number().int().optional().catch(undefined),
  /** What was asked when it failed. */
  command: z.string().optional().catch(undefined),
});

const NAMES: Readonly<Record<string, string>> = {
  EABORT: 'timed_out',
  ETIMEDOUT: 'timed_out',
  EDNS: 'host_unknown',
  ETLS: 'tls_failed',
  EREQUIRETLS: 'tls_failed',
  ESOCKET: 'connection_failed',
  ECONNECTION: 'connection_failed',
};

/**
 * What a failed SMTP session means for the mail. A 5yz reply to the recipient or to the message itself is about this
 * mail, and RFC 5321 §4.2.1 has it not be tried again; one to the greeting, the login or the sender is about the set-up,
 * which an operator can mend. Everything else, 4yz above all, is tried again. Nothing the server wrote is handed on but
 * its number: its text can quote the address.
 */
export function readSmtpFailure(error: unknown): MailOutcome {
  const { code = '', responseCode, command = '' } = failureSchema.catch({}).parse(error);
  if (code === 'EAUTH' || code === 'ENOAUTH' || responseCode === 530 || responseCode === 535) {
    return { kind: 'retry', code: 'auth_failed', afterMillis: MEND_MILLIS };
  }
  if (responseCode !== undefined && responseCode >= 400) {
    const replied = `smtp_${responseCode}`;
    // RFC 5321 §4.2.2: 421 and 503 speak of the session, not of the mail.
    if (responseCode < 500 || responseCode === 503) return { kind: 'retry', code: replied };
    if (command === 'RCPT TO' || command === 'DATA') return { kind: 'refused', code: replied };
    return { kind: 'retry', code: replied, afterMillis: MEND_MILLIS };
  }
  // Without a reply: what the client itself found wrong with the envelope, such as an address the server's extensions
  // do not allow.
  if (code === 'EENVELOPE') return { kind: 'refused', code: 'address_refused' };
  return { kind: 'retry', code: NAMES[code] ?? 'smtp_failed' };
}
