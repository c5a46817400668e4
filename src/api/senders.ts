import { createRoute, z } from '@hono/zod-openapi';
import type { Heed } from '../heed.ts';
import { generateSecret } from '../senders/connectors/webhook/settings.ts';
import { checkTargetUrl } from '../senders/outbound/address-guard.ts';
import { registerSender } from '../senders/registry.ts';
import type { Sender } from '../senders/sender.ts';
import { bearer, jsonAnswer, jsonBody, refusals } from './answers.ts';
import { auditOf } from './brands.ts';
import { createRouter } from './context.ts';
import { Refusal } from './problem.ts';
import { instant, instantSchema, nameSchema, slugSchema } from './schemas.ts';

const senderSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    kind: z.enum(['webhook', 'feed']),
    brands: z.array(z.string()),
    created_at: instantSchema,
  })
  .openapi('Sender');
const createdSchema = senderSchema.extend({
  webhook_secret: z.string().optional().openapi({ description: 'Shown once. Standard Webhooks, whsec_…' }),
});

const shared = {
  id: slugSchema,
  name: nameSchema,
  brands: z.array(slugSchema).min(1, { error: 'Name at least one brand the sender mails for.' }).max(1_000),
};
const newSender = z.discriminatedUnion('kind', [
  z.strictObject({ ...shared, kind: z.literal('webhook'), url: z.string().max(2_048) }),
  z.strictObject({ ...shared, kind: z.literal('feed') }),
]);

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
      request: { body: jsonBody(newSender) },
      responses: { 201: jsonAnswer('The sender.', createdSchema), ...refusals },
    }),
    async (c) => {
      const wanted = c.req.valid('json');
      const directory = await heed.directory.read();
      const unknown = wanted.brands.filter((brand) => !directory.has(brand));
      if (unknown.length > 0)
        throw new Refusal('unknown_brand', `Add these brands first: ${unknown.join(', ')}.`);
      if (wanted.kind === 'webhook') {
        const target = checkTargetUrl(wanted.url, heed.targetPolicy);
        if (target.kind === 'refused') {
          throw new Refusal('invalid_request', target.fix, [{ path: 'url', message: target.code }]);
        }
      }
      const secret = wanted.kind === 'webhook' ? generateSecret(heed.random(32).slice()) : undefined;
      const { now, audit } = auditOf(heed, c.get('apiKey').id, 'sender.create', wanted.id);
      const sender: Sender = {
        id: wanted.id,
        name: wanted.name,
        kind: wanted.kind,
        brands: [...new Set(wanted.brands)],
        settings: wanted.kind === 'webhook' ? { url: wanted.url, secrets: [secret] } : {},
        createdAt: now,
      };
      const outcome = await registerSender(heed.database, sender, { ...heed, audit });
      if (outcome.kind === 'exists')
        throw new Refusal('exists', 'There is a sender with this id. Choose another.');
      heed.senders.forget();
      heed.wake.ring();
      return c.json(
        { ...senderAnswer(sender), ...(secret === undefined ? {} : { webhook_secret: secret }) },
        201,
      );
    },
  );
  return router;
}

function senderAnswer(sender: Sender) {
  return {
    id: sender.id,
    name: sender.name,
    kind: sender.kind,
    brands: [...sender.brands],
    created_at: instant(sender.createdAt),
  };
}
