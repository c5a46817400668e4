import { z } from 'zod';
import { parseRecipientId, type RecipientId } from '../consent/recipient.ts';
import { parseSealed, type Sealed } from '../keys/seal.ts';
import type { PrivacyRequestKind } from '../mail/letter.ts';
import type { PrivacyRequestRow } from '../store/schema.ts';
import { LANGUAGES, type Language } from '../words/language.ts';

/** What may be asked for: 11 CCR 7024 (know), 7022 (delete). */
export const REQUEST_KINDS = ['know', 'delete'] as const satisfies readonly PrivacyRequestKind[];

/**
 * Where a request stands. `unconfirmed`: typed without proof that the address is the person's own; its clocks run all the
 * same. `received`: proven, to be answered. `answered`: closed.
 */
export const REQUEST_STATES = ['unconfirmed', 'received', 'answered'] as const;
export type RequestState = (typeof REQUEST_STATES)[number];

/** How a request came in. */
export const REQUEST_CHANNELS = ['page', 'phone', 'post'] as const;
export type RequestChannel = (typeof REQUEST_CHANNELS)[number];

/** How far back a request to know reaches: Civ. Code 1798.130(a)(2)(B). */
export const LOOK_BACKS = ['all', '12_months'] as const;
export type LookBack = (typeof LOOK_BACKS)[number];

/** How a request was answered. */
export const ANSWER_OUTCOMES = ['complied', 'denied'] as const;
export type AnswerOutcome = (typeof ANSWER_OUTCOMES)[number];

/** What is known of how a request came in. It holds no address: it is kept for 24 months (11 CCR 7101). */
export type RequestEvidence = Readonly<Record<string, string | number | null>>;

/** How and by whom a request was closed. */
export interface RequestAnswer {
  readonly outcome: AnswerOutcome;
  /** The company's own words to the person, or null where there is nothing to add. */
  readonly explanation: string | null;
  /** An API key's id or an admin's name. */
  readonly by: string;
}

/** One person's privacy request to one brand. Times are epoch ms. */
export interface PrivacyRequest {
  readonly id: string;
  readonly brand: string;
  readonly recipientId: RecipientId;
  /** Sealed for the recipient id; null once it was erased. */
  readonly addressSealed: Sealed | null;
  readonly kind: PrivacyRequestKind;
  readonly state: RequestState;
  /** Null for a request to delete. */
  readonly lookBack: LookBack | null;
  readonly language: Language;
  readonly receivedAt: number;
  readonly confirmedAt: number | null;
  /** First forbidden instants: 11 CCR 7021. */
  readonly acknowledgeDueAt: number;
  readonly dueAt: number;
  readonly answeredAt: number | null;
  readonly channel: RequestChannel;
  readonly evidence: RequestEvidence;
  /** True for a request to know beyond two complied with in twelve months (Civ. Code 1798.130(b)): people decide. */
  readonly beyondTwice: boolean;
  /** Null until it is answered. */
  readonly answer: RequestAnswer | null;
}

// The column holds everything that is never searched for.
const recordSchema = z.object({
  given: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
  beyondTwice: z.boolean(),
  answer: z
    .object({
      outcome: z.enum(ANSWER_OUTCOMES),
      explanation: z.string().nullable(),
      by: z.string(),
    })
    .nullable(),
});

const recipientIdSchema = z.string().transform((text, issues) => {
  const id = parseRecipientId(text);
  if (id === undefined) issues.addIssue('not a recipient id');
  return id ?? z.NEVER;
});

const rowSchema = z.object({
  recipient_id: recipientIdSchema,
  kind: z.enum(REQUEST_KINDS),
  state: z.enum(REQUEST_STATES),
  look_back: z.enum(LOOK_BACKS).nullable(),
  language: z.enum(LANGUAGES),
  channel: z.enum(REQUEST_CHANNELS),
});

/** The request of a stored row. Throws for a row this service did not write. */
export function requestOf(row: PrivacyRequestRow): PrivacyRequest {
  const { recipient_id, kind, state, look_back, language, channel } = rowSchema.parse(row);
  const { given, beyondTwice, answer } = recordSchema.parse(JSON.parse(row.evidence_json));
  return {
    id: row.id,
    brand: row.brand,
    recipientId: recipient_id,
    addressSealed: row.address_sealed === null ? null : (parseSealed(row.address_sealed) ?? null),
    kind,
    state,
    lookBack: look_back,
    language,
    receivedAt: row.received_at,
    confirmedAt: row.confirmed_at,
    acknowledgeDueAt: row.acknowledge_due_at,
    dueAt: row.due_at,
    answeredAt: row.answered_at,
    channel,
    evidence: given,
    beyondTwice,
    answer,
  };
}

/** The row a request is stored as; `requestOf` gives it back. */
export function rowOf(request: PrivacyRequest): PrivacyRequestRow {
  return {
    id: request.id,
    brand: request.brand,
    recipient_id: request.recipientId,
    address_sealed: request.addressSealed,
    kind: request.kind,
    state: request.state,
    look_back: request.lookBack,
    language: request.language,
    received_at: request.receivedAt,
    confirmed_at: request.confirmedAt,
    acknowledge_due_at: request.acknowledgeDueAt,
    due_at: request.dueAt,
    answered_at: request.answeredAt,
    channel: request.channel,
    evidence_json: JSON.stringify({
      given: request.evidence,
      beyondTwice: request.beyondTwice,
      answer: request.answer,
    }),
  };
}
