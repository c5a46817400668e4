import { Resend } from 'resend';
import { commonHeaders, SEND_MILLIS_MAX, type SendMail } from './mail.ts';
import { parseMailbox, spellMailbox } from './mailbox.ts';
import { readResendAnswer } from './resend-answer.ts';

export interface ResendOptions {
  readonly apiKey: string;
  /** The sender line, `Name <address>`; its domain is verified at Resend. A brand's own name goes before the address. */
  readonly from: string;
  /** Another server that speaks Resend's API. */
  readonly baseUrl?: string | undefined;
}

const BASE_URL = 'https://api.resend.com';

/** Sends through Resend, which keeps idempotency keys for a day. Throws at once when `from` is no sender line. */
export function createResend({ apiKey, from, baseUrl = BASE_URL }: ResendOptions): SendMail {
  const sender = parseMailbox(from);
  if (sender === undefined) throw new Error('the sender line is no address');
  const resend = new Resend(apiKey, { baseUrl });
  return async (mail, idempotencyKey) => {
    const { to, subject, html, text, fromName, replyTo } = mail;
    const payload = {
      from: spellMailbox({ ...sender, name: fromName ?? sender.name }),
      to: [to],
      subject,
      html,
      text,
      headers: commonHeaders(mail),
      ...(replyTo === null ? {} : { replyTo }),
    };
    const signal = AbortSignal.timeout(SEND_MILLIS_MAX);
    return readResendAnswer(await resend.emails.send(payload, { idempotencyKey, signal }));
  };
}
