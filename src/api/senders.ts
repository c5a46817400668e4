import { createRoute, z } from '@hono/zod-openapi';
import { auditBy } from '../access/audit.ts';
import type { Heed } from '../heed.ts';
import { setSenderBrands } from '../propagation/set-sender-brands.ts';
import { addSender, newSenderSchema } from '../senders/add-sender.ts';
import { changeSender, senderChangesSchema } from '../senders/change-sender.ts';
import { SENDER_KINDS, type Sender } from '../senders/sender.ts';
import { bearer, jsonAnswer, jsonBody, refusals } from './answers.ts';
import { createRouter } from './context.ts';
import { Refusal } from './problem.ts';
import { instant, instantSchema } from './schemas.ts';

const senderSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    public_name: z.string().openapi({ description: 'What recipients read.' }),
    kind: z.enum(SENDER_KINDS),
    brands: z.array(z.string()),
    created_at: instantSchema,
  })
  .openapi('Sender');
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
        200: jsonAnswer('The senders.', z.object({ senders: z.array(senderSchema) })),
        ...refusals,
      },
    }),
    async (c) => c.json({ senders: (await heed.senders.read()).map(senderAnswer) }, 200),
  );

  router.openapi(
    createRoute({
      method: 'post',
      path: '/v1/senders',
      summary: 'Add a sender',
      description:
        'Its first deliveries bring it everything that stands for its brands. A feed sender reads /v1/changes with an API key made for it.',
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
            { ...senderAnswer(sender), ...(secret === undefined ? {} : { webhook_secret: secret }) },
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
      summary: 'Change what a sender is called, and for which brands it mails',
      description:
        'Recipients read `public_name` where they see who was told; null makes them read the name again. `brands` are all it mails for from now on. A brand it is given is told it from the beginning, and it is held for this brand until it has acknowledged that; of one it loses nothing is owed any more. A feed is moved back for a new brand: it fetches again from where it is told to go on.',
      security: bearer,
      request: { params: z.object({ id: z.string() }), body: jsonBody(senderChangesSchema) },
      responses: { 200: jsonAnswer('The sender.', senderSchema), ...refusals },
    }),
    async (c) => {
      const audit = auditBy(heed, c.get('apiKey').id);
      const { id } = c.req.valid('param');
      const { brands, ...names } = c.req.valid('json');
      if (brands !== undefined) await setBrands(heed, id, brands, audit);
      if (Object.keys(names).length > 0) await changeSender(heed, id, names, audit);
      heed.senders.forget();
      const sender = (await heed.senders.read()).find((one) => one.id === id);
      if (sender === undefined) throw new Refusal('not_found', NO_SENDER);
      return c.json(senderAnswer(sender), 200);
    },
  );
  return router;
}

const NO_SENDER = 'GET /v1/senders lists the senders there are.';

async function setBrands(
  heed: Heed,
  id: string,
  brands: readonly string[],
  audit: ReturnType<typeof auditBy>,
): Promise<void> {
  const outcome = await setSenderBrands(heed, id, brands, audit);
  switch (outcome.kind) {
    case 'unknown_sender':
      throw new Refusal('not_found', NO_SENDER);
    case 'unknown_brands':
      throw new Refusal('unknown_brand', `Add these brands first: ${outcome.brands.join(', ')}.`);
    case 'no_brand':
      throw new Refusal('invalid_request', 'A sender mails for one brand at least.');
    case 'set':
      heed.wake.ring();
  }
}

function senderAnswer(sender: Sender) {
  return {
    id: sender.id,
    name: sender.name,
    public_name: sender.publicName,
    kind: sender.kind,
    brands: [...sender.brands],
    created_at: instant(sender.createdAt),
  };
}
