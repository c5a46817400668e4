import { createRoute, z } from '@hono/zod-openapi';
import type { Context, TypedResponse } from 'hono';
import type { ApiKey } from '../access/api-key.ts';
import { brandOf } from '../consent/scope.ts';
import type { Heed } from '../heed.ts';
import type { LinkOrder } from '../links/mint.ts';
import { ADDRESSES_PER_MINT, inOrder, type Minter } from '../links/mint-many.ts';
import { mintLines } from '../links/mint-stream.ts';
import { readOrder } from '../links/order.ts';
import { holdFactsOf } from '../senders/held-senders.ts';
import { heldAnswer } from '../senders/held-words.ts';
import { heldIn } from '../senders/hold.ts';
import { textStream } from '../web/text-stream.ts';
import { bearer, jsonBody, refusals } from './answers.ts';
import { type ApiEnv, createRouter } from './context.ts';
import { Refusal } from './problem.ts';

export const LINKS_MAX = 10_000;
const JSON_TYPE = 'application/json';
const NDJSON = 'application/x-ndjson';

const orderFields = {
  scope: z
    .string()
    .openapi({ description: 'What one click stops: brand or brand/topic', example: 'clearview' }),
  campaign: z
    .string()
    .optional()
    .openapi({ description: 'Your reference for this mailing', example: 'spring-2026' }),
};
const request = z.strictObject({
  ...orderFields,
  addresses: z
    .array(z.string().max(1_000))
    .min(1)
    .max(LINKS_MAX, { error: `At most ${LINKS_MAX}; stream more as ${NDJSON}.` }),
});
const linksSchema = z
  .object({
    recipient_id: z.string().optional(),
    unsubscribe_url: z.url().optional(),
    preferences_url: z.url().optional(),
    headers: z.object({ 'List-Unsubscribe': z.string(), 'List-Unsubscribe-Post': z.string() }).optional(),
    error: z.object({ code: z.string(), fix: z.string() }).optional(),
  })
  .openapi('Links');
const answerSchema = z.object({ links: z.array(linksSchema) });
type Answer = z.infer<typeof answerSchema>;

const route = createRoute({
  method: 'post',
  path: '/v1/links',
  summary: 'Mint unsubscribe links, headers and preference links',
  description: `JSON for up to ${LINKS_MAX} addresses. For more, POST ${NDJSON} to /v1/links?scope=…&campaign=… with one {"address": "…"} a line: answers stream back in order, one line each. An address that cannot be used is answered in place. A key that belongs to a sender gets none while that sender is held (\`sender_held\`). Nothing is stored: a link works even for a recipient never seen before.`,
  security: bearer,
  request: { body: jsonBody(request) },
  responses: {
    200: {
      description: 'One element, or one line, per address, in order.',
      content: {
        [JSON_TYPE]: { schema: answerSchema },
        [NDJSON]: { schema: linksSchema.extend({ line: z.number().int() }) },
      },
    },
    ...refusals,
  },
});

/** `POST /v1/links`: links for some as JSON, for millions as NDJSON. */
export function linkRoutes(heed: Heed) {
  const router = createRouter();
  router.use('/v1/links', async (c, next) => (isNdjson(c) ? streamLinks(heed, c) : next()));
  router.openapi(route, async (c) => {
    const { scope, campaign, addresses } = c.req.valid('json');
    const order = await orderOf(heed, c.get('apiKey'), { scope, campaign });
    const text = textStream(jsonText(heed.minter, order, addresses));
    const answer: Response = c.body(text, 200, { 'content-type': JSON_TYPE });
    return answer as Response & TypedResponse<Answer, 200, 'json'>; // what the text reads as
  });
  return router;
}

/** The answer as JSON, piece by piece: ten megabytes are on their way while the rest is minted. */
async function* jsonText(
  minter: Minter,
  order: LinkOrder,
  addresses: readonly string[],
): AsyncGenerator<string> {
  const pieces = Array.from({ length: Math.ceil(addresses.length / ADDRESSES_PER_MINT) }, (_, index) =>
    addresses.slice(index * ADDRESSES_PER_MINT, (index + 1) * ADDRESSES_PER_MINT),
  );
  let before = '{"links":[';
  for await (const members of inOrder(pieces, minter.atOnce, (piece) => minter.mint(order, piece))) {
    yield `${before}{${members.join('},{')}}`;
    before = ',';
  }
  yield ']}';
}

/** True for a body that is to be streamed, and so must not be gathered by a body limit. */
export function isNdjson(c: Context<ApiEnv>): boolean {
  return (c.req.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase() === NDJSON;
}

async function streamLinks(heed: Heed, c: Context<ApiEnv>): Promise<Response> {
  const order = await orderOf(heed, c.get('apiKey'), {
    scope: c.req.query('scope') ?? '',
    campaign: c.req.query('campaign'),
  });
  const lines = mintLines(
    heed.minter,
    order,
    c.req.raw.body ?? new ReadableStream({ start: (body) => body.close() }),
  );
  return c.body(textStream(lines), 200, { 'content-type': NDJSON });
}

/** The order, once it is known that whoever gives it may mail. Nothing is minted before. */
async function orderOf(
  heed: Heed,
  { senderId }: ApiKey,
  given: { scope: string; campaign?: string | undefined },
): Promise<LinkOrder> {
  const outcome = readOrder(await heed.directory.read(), { ...given, now: heed.now() });
  if (outcome.kind === 'refused') {
    throw new Refusal('invalid_request', outcome.fix, [{ path: outcome.field, message: outcome.fix }]);
  }
  // Links are for promotional mail alone, so whatever is ordered here is what a hold is about.
  if (senderId !== null) await requireNoHold(heed, senderId, brandOf(outcome.order.scope));
  return outcome.order;
}

/** One look along a key for each call, and none for keys that belong to no sender. */
async function requireNoHold(heed: Heed, senderId: string, brand: string): Promise<void> {
  const facts = await holdFactsOf(heed.database, senderId);
  if (facts === undefined) {
    throw new Refusal('unknown_sender', 'The sender this key belonged to is gone. Use another key.');
  }
  const held = heldIn(facts, { brand, now: heed.now() });
  if (held === undefined) return;
  const answer = heldAnswer(senderId, held);
  const detail = `No links for promotional mail while the sender is held (${held.reason}). ${answer.lifted_by}`;
  throw new Refusal('sender_held', detail, undefined, answer);
}
