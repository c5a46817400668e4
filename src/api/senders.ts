import { createRoute, z } from '@hono/zod-openapi';
import { auditBy } from '../access/audit.ts';
import type { BrandDirectory } from '../brands/directory.ts';
import { ladderChangesSchema, ladderSchema } from '../deadline/ladder.ts';
import type { Heed } from '../heed.ts';
import { stateAnswer } from '../propagation/sender-state-answer.ts';
import { readSenderStates } from '../propagation/sender-states.ts';
import { addSender, newSenderSchema } from '../senders/add-sender.ts';
import { changeSender, senderChangesSchema } from '../senders/change-sender.ts';
import { ladderAnswer } from '../senders/ladder-answer.ts';
import { byService, SENDER_KINDS, type Sender } from '../senders/sender.ts';
import { bearer, jsonAnswer, jsonBody, refusals } from './answers.ts';
import { createRouter } from './context.ts';
import { senderStateFields } from './held-schema.ts';
import { Refusal } from './problem.ts';
import { refusedLadder } from './refused-ladder.ts';
import { instant, instantOrNull, instantSchema } from './schemas.ts';

const senderSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    public_name: z.string().openapi({ description: 'What recipients read.' }),
    kind: z.enum(SENDER_KINDS),
    brands: z.array(z.string()),
    created_at: instantSchema,
    retired_at: instantSchema.nullable().openapi({ description: 'Since then it mails nobody.' }),
    ladder: ladderChangesSchema.nullable().openapi({ description: 'What it has changed; null for nothing.' }),
    effective_ladders: z
      .record(z.string(), ladderSchema)
      .openapi({ description: 'When it is late, at risk and held, for each of its brands.' }),
  })
  .openapi('Sender');
const listedSchema = senderSchema.extend(senderStateFields).openapi('ListedSender');
const createdSchema = senderSchema.extend({
  webhook_secret: z.string().optional().openapi({ description: 'Shown once. Standard Webhooks, whsec_…' }),
});

/** `/v1/senders`: the systems that can mail people, and so must know. */
export function senderRoutes(heed: Heed) {
  const router = createRouter();

  router.openapi(
    createRoute({
      method: 'get',
      path: '/v1/senders',
      summary: 'All senders',
      security: bearer,
      responses: {
        200: jsonAnswer(
          'The senders, and apart from them those that were retired.',
          z.object({ senders: z.array(listedSchema), retired: z.array(listedSchema) }),
        ),
        ...refusals,
      },
    }),
    async (c) => {
      const brands = await heed.directory.read();
      const stateOf = await readSenderStates(heed.database, heed.now());
      const { inService, retired } = byService(await heed.senders.read());
      const listed = (sender: Sender) => ({
        ...senderAnswer(sender, brands),
        ...stateAnswer(sender.id, stateOf(sender.id)),
      });
      return c.json({ senders: inService.map(listed), retired: retired.map(listed) }, 200);
    },
  );

  router.openapi(
    createRoute({
      method: 'post',
      path: '/v1/senders',
      summary: 'Add a sender',
      description:
        'Its first deliveries bring it everything that stands for its brands. A feed sender reads /v1/changes with an API key made for it. A manual sender is told by a person: POST /v1/senders/{id}/lists writes what they carry there.',
      security: bearer,
      request: { body: jsonBody(newSenderSchema) },
      responses: { 201: jsonAnswer('The sender.', createdSchema), ...refusals },
    }),
    async (c) => {
      const outcome = await addSender(heed, c.req.valid('json'), auditBy(heed, c.get('apiKey').id));
      switch (outcome.kind) {
        case 'unknown_brands':
          throw new Refusal('unknown_brand', `Add these brands first: ${outcome.brands.join(', ')}.`);
        case 'refused_target':
          throw new Refusal('invalid_request', outcome.fix, [{ path: 'url', message: outcome.code }]);
        case 'exists':
          throw new Refusal('exists', 'There is a sender with this id. Choose another.');
        case 'added': {
          heed.senders.forget();
          heed.wake.ring();
          const { sender, secret } = outcome;
          return c.json(
            {
              ...senderAnswer(sender, await heed.directory.read()),
              ...(secret === undefined ? {} : { webhook_secret: secret }),
            },
            201,
          );
        }
      }
    },
  );

  router.openapi(
    createRoute({
      method: 'patch',
      path: '/v1/senders/{id}',
      summary: 'Change what a sender is called, and when it counts as late',
      description:
        'Recipients read `public_name` where they see who was told; null makes them read the name again. A `ladder` is laid over what was changed before and over its brands’; null takes all its changes back, and one whose steps are out of order is refused.',
      security: bearer,
      request: { params: z.object({ id: z.string() }), body: jsonBody(senderChangesSchema) },
      responses: { 200: jsonAnswer('The sender.', senderSchema), ...refusals },
    }),
    async (c) => {
      const audit = auditBy(heed, c.get('apiKey').id);
      const outcome = await changeSender(heed, c.req.valid('param').id, c.req.valid('json'), audit);
      if (outcome.kind === 'unknown_sender')
        throw new Refusal('not_found', 'GET /v1/senders lists the senders there are.');
      if (outcome.kind === 'refused_ladder') throw refusedLadder(outcome.problems);
      return c.json(senderAnswer(outcome.sender, await heed.directory.read()), 200);
    },
  );
  return router;
}

function senderAnswer(sender: Sender, brands: BrandDirectory) {
  return {
    id: sender.id,
    name: sender.name,
    public_name: sender.publicName,
    kind: sender.kind,
    brands: [...sender.brands],
    created_at: instant(sender.createdAt),
    retired_at: instantOrNull(sender.retiredAt),
    ...ladderAnswer(sender, brands),
  };
}
