import { z } from 'zod';
import { LANGUAGES } from '../words/language.ts';
import type { Letter, LetterFacts, LetterFrame, LetterKind, SenderDay, SenderTrouble } from './letter.ts';

type FactsOf<Kind extends LetterKind> = Omit<Extract<LetterFacts, { kind: Kind }>, 'kind'>;

const instant = z.number().int();
const request = z.enum(['know', 'delete']);

const frame: z.ZodType<LetterFrame> = z.object({
  to: z.string(),
  language: z.enum(LANGUAGES),
  brandId: z.string().nullable(),
});

const trouble: z.ZodType<SenderTrouble> = z.object({
  sender: z.string(),
  state: z.string(),
  waiting: z.number(),
  oldestRequestedAt: instant.nullable(),
  dueAt: instant.nullable(),
  code: z.string().nullable(),
  // A letter of an earlier version tells of nothing that is over.
  lastedMillis: z.number().nullable().default(null),
});

const day: z.ZodType<SenderDay> = z.object({
  sender: z.string(),
  told: z.number(),
  p50: z.number().nullable(),
  p99: z.number().nullable(),
  waiting: z.number(),
});

// A kind that is missing here, or a fact that is missing of a kind, does not compile.
const facts: { readonly [Kind in LetterKind]: z.ZodType<FactsOf<Kind>> } = {
  manage_link: z.object({ url: z.string(), minutes: z.number() }),
  opt_in_confirmation: z.object({ url: z.string(), topics: z.array(z.string()), days: z.number() }),
  opt_out_acknowledgement: z.object({
    topics: z.array(z.string()),
    everyBrand: z.boolean(),
    requestedAt: instant,
    dueAt: instant.nullable(),
    receiptUrl: z.string(),
  }),
  privacy_confirmation: z.object({ request, url: z.string(), days: z.number() }),
  privacy_received: z.object({ request, requestId: z.string(), receivedAt: instant, dueAt: instant }),
  privacy_answered: z.object({
    request,
    requestId: z.string(),
    outcome: z.enum(['complied', 'denied']),
    explanation: z.string().nullable(),
  }),
  admin_alert: z.object({ service: z.string(), url: z.string(), trouble }),
  admin_digest: z.object({
    service: z.string(),
    url: z.string(),
    day: z.string(),
    optOuts: z.number(),
    senders: z.array(day),
  }),
  admin_sign_in: z.object({ service: z.string(), url: z.string(), minutes: z.number() }),
};

function letterOf<Kind extends LetterKind>(kind: Kind) {
  return z.object({ kind: z.literal(kind) }).and(facts[kind]);
}

/** A letter as it was stored: whatever it holds beyond what this version knows is left out. */
export const letterSchema: z.ZodType<Letter> = frame.and(
  z.union([
    letterOf('manage_link'),
    letterOf('opt_in_confirmation'),
    letterOf('opt_out_acknowledgement'),
    letterOf('privacy_confirmation'),
    letterOf('privacy_received'),
    letterOf('privacy_answered'),
    letterOf('admin_alert'),
    letterOf('admin_digest'),
    letterOf('admin_sign_in'),
  ]),
);
