import { createRoute, z } from '@hono/zod-openapi';
import type { ApiKey } from '../access/api-key.ts';
import { brandOf, parseScope, topicOf } from '../consent/scope.ts';
import type { Heed } from '../heed.ts';
import { checkGate, type GateOutcome } from '../senders/gate.ts';
import { heldAnswer } from '../senders/held-words.ts';
import { bearer, jsonAnswer, jsonBody, refusals } from './answers.ts';
import { createRouter } from './context.ts';
import { heldSchema } from './held-schema.ts';
import { Refusal } from './problem.ts';

export const ADDRESSES_MAX = 10_000;

const question = z
  .strictObject({
    topic: z.string().openapi({ description: 'brand/topic', example: 'clearview/offers' }),
    sender: z.string().max(100).optional().openapi({
      description:
        'The sender that is about to mail. A key that belongs to a sender asks for that one anyway.',
      example: 'crm',
    }),
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
      'sender_held',
    ]),
    recipient_id: z.string().nullable(),
  })
  .openapi('GateAnswer');

const checkedSchema = z.object({
  results: z.array(answerSchema),
  held: heldSchema
    .optional()
    .openapi({ description: 'What holds the sender that asks. Absent where nothing does.' }),
  held_senders: z.array(z.string()).optional().openapi({
    description: 'Where no sender was named: those of the brand whose promotional mail is held just now.',
  }),
});

/** `POST /v1/check`: may I mail these addresses about this topic? Asked right before a send. */
export function checkRoutes(heed: Heed) {
  const router = createRouter();
  router.openapi(
    createRoute({
      method: 'post',
      path: '/v1/check',
      summary: 'May I mail these addresses about this topic?',
      description:
        'One result per address, in order. It fails closed: without an answer (503) the answer is no. While the sender is held, promotional mail is refused to every address (`sender_held`), unless the person themselves said no. Transactional topics pass a promotional opt-out and a hold. A topic or a sender nobody registered is an error, never a yes.',
      security: bearer,
      request: { body: jsonBody(question) },
      responses: {
        200: jsonAnswer('One result per address.', checkedSchema),
        ...refusals,
      },
    }),
    async (c) => {
      const { topic: text, address, addresses, sender: named } = c.req.valid('json');
      const scope = parseScope(text);
      const topic = scope && topicOf(scope);
      if (scope === undefined || topic === undefined) throw unknownTopic();
      const sender = senderAsking(c.get('apiKey'), named);
      const outcome = await checkGate(heed, {
        brand: brandOf(scope),
        topic,
        addresses: addresses ?? [address ?? ''],
        sender,
        now: heed.now(),
      });
      if (outcome.kind === 'unknown_topic') throw unknownTopic();
      if (outcome.kind === 'unknown_sender') throw unknownSender();
      return c.json(answerOf(outcome, sender), 200);
    },
  );
  return router;
}

/** Whose mail is asked about. A key that belongs to a sender cannot ask in another's name. */
function senderAsking({ senderId }: ApiKey, named: string | undefined): string | undefined {
  if (senderId !== null && named !== undefined && named !== senderId) {
    throw new Refusal(
      'other_sender',
      'Leave `sender` out: this key asks for the sender it belongs to. Until there is an answer, do not send.',
    );
  }
  return senderId ?? named;
}

function answerOf(
  { answers, held, heldSenders }: Extract<GateOutcome, { kind: 'answered' }>,
  sender = '',
): z.input<typeof checkedSchema> {
  return {
    results: answers.map(({ allowed, reason, recipientId }) => ({
      allowed,
      reason,
      recipient_id: recipientId,
    })),
    ...(held === undefined ? {} : { held: heldAnswer(sender, held) }),
    ...(heldSenders === undefined ? {} : { held_senders: [...heldSenders] }),
  };
}

function unknownSender(): Refusal {
  return new Refusal(
    'unknown_sender',
    'Name a sender as GET /v1/senders lists it. Until there is an answer, do not send.',
  );
}

function unknownTopic(): Refusal {
  return new Refusal(
    'unknown_topic',
    'Write the topic as brand/topic, as it was registered with POST /v1/topics. Until then, do not send.',
  );
}
