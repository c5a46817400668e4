import { z } from '@hono/zod-openapi';
import { maskAddress } from '../consent/recipient.ts';
import type { Keyring } from '../keys/keyring.ts';
import { addressOf } from '../privacy/letters.ts';
import {
  ANSWER_OUTCOMES,
  LOOK_BACKS,
  type PrivacyRequest,
  REQUEST_CHANNELS,
  REQUEST_KINDS,
  REQUEST_STATES,
} from '../privacy/request.ts';
import { LANGUAGES } from '../words/language.ts';
import { instant, instantOrNull, instantSchema } from './schemas.ts';

/** A request as it leaves the API; its address is masked. */
export const requestSchema = z
  .object({
    id: z.string(),
    brand: z.string(),
    kind: z.enum(REQUEST_KINDS),
    state: z.enum(REQUEST_STATES),
    recipient_id: z.string(),
    address: z.string().nullable().openapi({ description: 'Masked.', example: 'j***@example.com' }),
    look_back: z.enum(LOOK_BACKS).nullable(),
    language: z.enum(LANGUAGES),
    channel: z.enum(REQUEST_CHANNELS),
    received_at: instantSchema,
    confirmed_at: instantSchema.nullable(),
    acknowledge_due_at: instantSchema.openapi({ description: 'Receipt is confirmed before this.' }),
    due_at: instantSchema.openapi({
      description: 'It is answered before this: the first forbidden instant.',
    }),
    answered_at: instantSchema.nullable(),
    outcome: z.enum(ANSWER_OUTCOMES).nullable(),
    explanation: z.string().nullable(),
    beyond_twice: z.boolean().openapi({
      description:
        'A request to know after two that were complied with in twelve months: you may refuse it (Civ. Code 1798.130(b)).',
    }),
    evidence: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
  })
  .openapi('PrivacyRequest');

/** A request as the API answers it. */
export function requestAnswer(
  parts: { readonly keyring: Keyring },
  request: PrivacyRequest,
): z.infer<typeof requestSchema> {
  const address = addressOf(parts, request);
  return {
    id: request.id,
    brand: request.brand,
    kind: request.kind,
    state: request.state,
    recipient_id: request.recipientId,
    address: address === undefined ? null : maskAddress(address),
    look_back: request.lookBack,
    language: request.language,
    channel: request.channel,
    received_at: instant(request.receivedAt),
    confirmed_at: instantOrNull(request.confirmedAt),
    acknowledge_due_at: instant(request.acknowledgeDueAt),
    due_at: instant(request.dueAt),
    answered_at: instantOrNull(request.answeredAt),
    outcome: request.answer?.outcome ?? null,
    explanation: request.answer?.explanation ?? null,
    beyond_twice: request.beyondTwice,
    evidence: { ...request.evidence },
  };
}
