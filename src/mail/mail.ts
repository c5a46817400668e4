import type { Language } from '../words/language.ts';
import type { Letter } from './letter.ts';

/** A letter as it is read. Both parts say the same. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

/** Renders a letter. The same letter always gives the same mail: a repeat must be recognised as one. */
export type Compose = (letter: Letter) => Promise<Mail>;

/** A mail with everything that stands on its envelope, ready to leave. Nothing in it holds a line break but its parts. */
export interface OutgoingMail extends Mail {
  readonly language: Language;
  /** Whose name stands before the sending address; null for the one that was configured with it. */
  readonly fromName: string | null;
  /** Where answers go; null where nobody reads them. */
  readonly replyTo: string | null;
  /** Epoch ms. RFC 5322 §3.6.1: when the letter was ready to be handed over, which a repeat does not change. */
  readonly writtenAt: number;
}

/**
 * What became of a mail. `retry`: nobody can say that it was taken, so it is tried again, not before `afterMillis` where
 * that is known; `pausesAll` is true where the vendor asks for quiet altogether. `refused`: this mail will never be
 * taken. Codes are ours or a vendor's names and hold no address.
 */
export type MailOutcome =
  | { readonly kind: 'sent' }
  | {
      readonly kind: 'retry';
      readonly code: string;
      readonly afterMillis?: number | undefined;
      readonly pausesAll?: boolean | undefined;
    }
  | { readonly kind: 'refused'; readonly code: string };

/**
 * A way for mails to leave. It ends within `SEND_MILLIS_MAX`. Sending the same `idempotencyKey` again sends nothing
 * twice where the vendor honours keys, and is recognisable by its Message-ID elsewhere.
 */
export type SendMail = (mail: OutgoingMail, idempotencyKey: string) => Promise<MailOutcome>;

/** The longest one try may take: a worker that is alive settles well within its lease. */
export const SEND_MILLIS_MAX = 30_000;

/**
 * How long a letter waits at least where only a person can mend the cause, such as a key that was revoked. Short enough
 * that mails leave soon after, long enough not to hammer.
 */
export const MEND_MILLIS = 15 * 60_000;

// RFC 3834 §5: no out-of-office answers what says this of itself. RFC 3282 §2: the language of the text.
/** The header fields every mail has beside those each vendor writes itself. */
export function commonHeaders({ language }: OutgoingMail): Record<string, string> {
  return { 'Auto-Submitted': 'auto-generated', 'Content-Language': language };
}
