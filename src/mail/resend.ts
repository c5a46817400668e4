import { Resend } from 'resend';
import type { SendMail } from './mail.ts';

export interface ResendOptions {
  readonly apiKey: string;
  /** The sender line, `Name <address>`; its domain is verified at Resend. */
  readonly from: string;
  /** Another server that speaks Resend's API, for tests. */
  readonly baseUrl?: string | undefined;
}

/** Sends through Resend. Every mail says that a machine wrote it (RFC 3834 §5), so that no out-of-office answers it. */
export function createResend({ apiKey, from, baseUrl }: ResendOptions): SendMail {
  const resend = new Resend(apiKey, baseUrl === undefined ? {} : { baseUrl });
  return async ({ to, subject, html, text }, idempotencyKey) => {
    const headers = { 'Auto-Submitted': 'auto-generated' };
    const { error } = await resend.emails.send(
      { from, to, subject, html, text, headers },
      { idempotencyKey },
    );
    return error === null ? { kind: 'sent' } : { kind: 'failed', code: error.name };
  };
}
