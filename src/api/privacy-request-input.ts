import { z } from '@hono/zod-openapi';
import { slugSchema } from '../brands/naming.ts';
import { normaliseAddress } from '../consent/address.ts';
import { recipientId } from '../consent/recipient.ts';
import type { Heed } from '../heed.ts';
import { seal } from '../keys/seal.ts';
import type { NewRequest } from '../privacy/decide-opening.ts';
import { LOOK_BACKS, REQUEST_KINDS } from '../privacy/request.ts';
import { LANGUAGES } from '../words/language.ts';
import { Refusal } from './problem.ts';
import { instantInput } from './schemas.ts';

/** A request as the company's own people took it. */
export const newRequestSchema = z
  .strictObject({
    brand: slugSchema,
    kind: z.enum(REQUEST_KINDS),
    address: z.string().max(1_000),
    channel: z.enum(['phone', 'post']),
    received_at: instantInput.optional().openapi({
      description: 'When the call or letter first reached the company. Default: now.',
    }),
    look_back: z.enum(LOOK_BACKS).optional().openapi({
      description: 'How far back a request to know reaches. Default: all.',
    }),
    language: z.enum(LANGUAGES).optional().openapi({
      description: "The language of the mails to the person. Default: the brand's.",
    }),
    evidence: z
      .strictObject({
        reference: z
          .string()
          .max(200)
          .optional()
          .openapi({ description: 'Your ticket, call or letter number.' }),
        note: z
          .string()
          .max(500)
          .optional()
          .openapi({ description: 'How you checked the person. Without an address: it is kept.' }),
      })
      .default({}),
  })
  .refine(({ kind, look_back }) => kind === 'know' || look_back === undefined, {
    error: 'Only a request to know looks back. Leave it out.',
    path: ['look_back'],
  })
  .openapi('NewPrivacyRequest');

/**
 * What a person asked by phone or post, as it is opened: confirmed by the company's own check, with the key that entered
 * it as evidence. Throws a refusal for an unknown brand, for what is no address and for an impossible time.
 */
export async function newRequestOf(
  heed: Heed,
  given: z.output<typeof newRequestSchema>,
  { apiKeyId, now }: { apiKeyId: string; now: number },
): Promise<NewRequest> {
  const brand = await heed.directory.brand(given.brand);
  if (brand === undefined) throw new Refusal('unknown_brand', 'GET /v1/brands lists the brands.');
  const address = normaliseAddress(given.address);
  if (address.kind === 'not_an_address') {
    throw new Refusal('invalid_request', address.fix, [{ path: 'address', message: address.code }]);
  }
  const id = recipientId(heed.identityKey, address.address);
  const { reference = null, note = null } = given.evidence;
  return {
    brand,
    kind: given.kind,
    recipientId: id,
    addressSealed: seal(heed.keyring, heed.random, address.spelling, id),
    language: given.language ?? brand.profile.language,
    lookBack: given.kind === 'know' ? (given.look_back ?? 'all') : null,
    channel: given.channel,
    evidence: { api_key: apiKeyId, reference, note },
    confirmed: true,
    now,
    receivedAt: receiptOf(given.received_at, now),
  };
}

// Clocks of two machines differ; a receipt from further ahead than this is a mistake.
const SKEW_MILLIS_MAX = 5 * 60_000;
// Civ. Code 1798.198: nobody could ask before the act was in force.
const RECEIVED_MIN = Date.UTC(2020, 0, 1);

function receiptOf(text: string | undefined, now: number): number {
  const receivedAt = text === undefined ? now : Date.parse(text);
  if (receivedAt > now + SKEW_MILLIS_MAX) {
    refuse('This is in the future. Check the clock and the time zone offset.');
  }
  if (receivedAt < RECEIVED_MIN) refuse('This is before 2020, when nobody could ask yet. Check the year.');
  return receivedAt;
}

function refuse(message: string): never {
  throw new Refusal('invalid_request', 'Mend what is listed under errors and send it again.', [
    { path: 'received_at', message },
  ]);
}
