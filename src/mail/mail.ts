/** A mail of Heed's own, ready to leave. Both parts say the same. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

/** What became of a mail. Codes hold no address. */
export type MailOutcome = { readonly kind: 'sent' } | { readonly kind: 'failed'; readonly code: string };

/** A way for mails to leave. Sending the same `idempotencyKey` again sends nothing twice. */
export type SendMail = (mail: Mail, idempotencyKey: string) => Promise<MailOutcome>;
