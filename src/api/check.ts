import { createRoute, z } from '@hono/zod-openapi';
import { brandOf, parseScope, topicOf } from '../consent/scope.ts';
import type { Heed } from '../heed.ts';
import { checkGate } from '../senders/gate.ts';
import { bearer, jsonAnswer, jsonBody, refusals } from './answers.ts';
import { createRouter } from './context.ts';
import { Refusal } from './problem.ts';

export const ADDRESSES_MAX = 10_000;

const question = z
  .strictObject({
    topic: z.string().openapi({ description: 'brand/topic', example: 'clearview/offers' }),
    address: z.string().max(1_000).optional(),
    addresses: z
      .array(z.string().max(1_000))
      .min(1)
      .max(ADDRESSES_MAX, { error: `At most ${ADDRESSES_MAX}.` })
      .optional(),
  })
  .refine(({ address, addresses }) => (address === undefined) !== (addresses === undefined), {
    error: 'Give either address or addresses.',
    path: ['addresses'],
  });

const answerSchema = z
  .object({
    allowed: z.boolean(),
    reason: z.enum([
      'no_objection',
      'transactional',
      'opted_out',
      'paused',
      'undeliverable',
      'not_an_address',
    ]),
    recipient_id: z.string().nullable(),
  })
  .openapi('GateAnswer');

/** `POST /v1/check`: may I mail these addresses about this topic? Asked right before a send. */
export function checkRoutes(heed: Heed) {
  const router = createRouter();
  router.openapi(
    createRoute({
      method: 'post',
      path: '/v1/check',
      summary: 'May I mail these addresses about this topic?',
      description:
        'One result per address, in order. It fails closed: without an answer (503) the answer is no. Transactional topics pass a promotional opt-out. A topic nobody registered is an error, never a yes.',
      security: bearer,
      request: { body: jsonBody(question) },
      responses: {
        200: jsonAnswer('One result per address.', z.object({ results: z.array(answerSchema) })),
        ...refusals,
      },
    }),
    async (c) => {
      const { topic: text, address, addresses } = c.req.valid('json');
      const scope = parseScope(text);
      const topic = scope && topicOf(scope);
      if (scope === undefined || topic === undefined) throw unknownTopic();
      const outcome = await checkGate(heed, {
        brand: brandOf(scope),
        topic,
        addresses: addresses ?? [address ?? ''],
        now: heed.now(),
      });
      if (outcome.kind === 'unknown_topic') throw unknownTopic();
      const results = outcome.answers.map(({ allowed, reason, recipientId }) => ({
        allowed,
        reason,
        recipient_id: recipientId,
      }));
      return c.json({ results }, 200);
    },
  );
  return router;
}

function unknownTopic(): Refusal {
  return new Refusal(
    'unknown_topic',
    'Write the topic as brand/topic, as it was registered with POST /v1/topics. Until then, do not send.',
  );
}
