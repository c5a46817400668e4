import type { Language } from '../words/language.ts';

/** A mail of Heed's own, ready to leave. Both parts say the same. */
export interface Mail {
  readonly to: string;
  /** The name the reader sees as the sender; without one, that of the configured address stands. One line. */
  readonly fromName?: string | undefined;
  /** Where an answer goes; without one, to the configured address. */
  readonly replyTo?: string | undefined;
  /** What it is written in, for `Content-Language`. */
  readonly language: Language;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

/** What became of a mail. Codes hold no address. */
export type MailOutcome = { readonly kind: 'sent' } | { readonly kind: 'failed'; readonly code: string };

/** A way for mails to leave. Sending the same `idempotencyKey` again sends nothing twice. */
export type SendMail = (mail: Mail, idempotencyKey: string) => Promise<MailOutcome>;
