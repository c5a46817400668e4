import type { Language } from '../words/language.ts';

/** What a privacy request asks for: 11 CCR 7024 (know) or 7022 (delete). */
export type PrivacyRequestKind = 'know' | 'delete';

/**
 * A mail of Heed's own before it is rendered: to whom, in which language, and the facts it tells. Times are epoch ms. It
 * holds an address and often a link, so it is sealed wherever it is stored and never logged.
 */
export type Letter = LetterFrame & LetterFacts;
export type LetterKind = LetterFacts['kind'];
/** The facts of one kind of letter. */
export type FactsOf<K extends LetterKind> = Extract<LetterFacts, { readonly kind: K }>;

export interface LetterFrame {
  readonly to: string;
  readonly language: Language;
  /** Whose look, name and postal address it carries; null for mails of the service itself, which go to admins. */
  readonly brandId: string | null;
}

/** One problem with a sender or with the service itself, for the admins. */
export interface SenderTrouble {
  /** The name of the sender; the service's own where it is about the service. */
  readonly sender: string;
  /** What is wrong, such as `target_missed`; the words of the incident. */
  readonly state: string;
  /** How many wait, and since when and until when the most urgent of them; null where nothing has such a time. */
  readonly waiting: number;
  readonly oldestRequestedAt: number | null;
  readonly dueAt: number | null;
  readonly code: string | null;
  /** How long it lasted, in ms, where it is over; null while it is not. */
  readonly lastedMillis: number | null;
}

/** A sender's day, for the digest; durations in ms. */
export interface SenderDay {
  readonly sender: string;
  readonly told: number;
  readonly p50: number | null;
  readonly p99: number | null;
  readonly waiting: number;
}

export type LetterFacts =
  | { readonly kind: 'manage_link'; readonly url: string; readonly minutes: number }
  | {
      readonly kind: 'opt_in_confirmation';
      readonly url: string;
      readonly topics: readonly string[];
      readonly days: number;
    }
  | {
      readonly kind: 'opt_out_acknowledgement';
      /** Names of the topics; empty for everything promotional of the brand. */
      readonly topics: readonly string[];
      /** True where every brand of the group is meant. */
      readonly everyBrand: boolean;
      readonly requestedAt: number;
      /** The first forbidden instant, or null where no law sets one. */
      readonly dueAt: number | null;
      readonly receiptUrl: string;
    }
  | {
      readonly kind: 'privacy_confirmation';
      readonly request: PrivacyRequestKind;
      readonly url: string;
      readonly days: number;
    }
  | {
      readonly kind: 'privacy_received';
      readonly request: PrivacyRequestKind;
      readonly requestId: string;
      readonly receivedAt: number;
      /** The last instant to answer in. */
      readonly dueAt: number;
    }
  | {
      readonly kind: 'privacy_answered';
      readonly request: PrivacyRequestKind;
      readonly requestId: string;
      readonly outcome: 'complied' | 'denied';
      /** In the company's own words: what was done, or why not; null where there is nothing to add. */
      readonly explanation: string | null;
    }
  | {
      readonly kind: 'admin_alert';
      readonly service: string;
      readonly url: string;
      readonly trouble: SenderTrouble;
    }
  | {
      readonly kind: 'admin_digest';
      readonly service: string;
      readonly url: string;
      /** The day it is about, `2026-11-22`, in UTC. */
      readonly day: string;
      readonly optOuts: number;
      readonly senders: readonly SenderDay[];
    }
  | {
      readonly kind: 'admin_sign_in';
      readonly service: string;
      readonly url: string;
      readonly minutes: number;
    };
