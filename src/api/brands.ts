import { createRoute, z } from '@hono/zod-openapi';
import { auditStatement } from '../access/audit.ts';
import type { Brand } from '../brands/brand.ts';
import { registerBrand, registerTopic } from '../brands/register.ts';
import { type Topic, topicKindSchema } from '../brands/topic.ts';
import { brandPolicySchema, DEFAULT_BRAND_POLICY } from '../deadline/policy.ts';
import type { Heed } from '../heed.ts';
import { randomId } from '../keys/random.ts';
import { bearer, jsonAnswer, jsonBody, refusals } from './answers.ts';
import { createRouter } from './context.ts';
import { Refusal } from './problem.ts';
import { nameSchema, slugSchema } from './schemas.ts';

const topicSchema = z
  .object({ id: z.string(), name: z.string(), kind: z.string(), basis: z.string().nullable() })
  .openapi('Topic');
const brandSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    postal_address: z.string(),
    policy: brandPolicySchema,
    topics: z.array(topicSchema),
  })
  .openapi('Brand');

const newBrand = z.strictObject({
  id: slugSchema,
  name: nameSchema,
  postal_address: z
    .string()
    .trim()
    .min(1, { error: 'Give the postal address the law wants in every mail.' })
    .max(500),
  policy: brandPolicySchema.default(DEFAULT_BRAND_POLICY),
});
const newTopic = z
  .object({ brand: slugSchema, id: slugSchema, name: nameSchema })
  .and(topicKindSchemaLoose());

function topicKindSchemaLoose() {
  return z.object({
    kind: z.enum(['promotional', 'transactional'], { error: 'kind is promotional or transactional.' }),
    basis: z.string().optional().openapi({ example: 'account' }),
  });
}

/** `/v1/brands` and `/v1/topics`: who mails whom about what. */
export function brandRoutes(heed: Heed) {
  const router = createRouter();

  router.openapi(
    createRoute({
      method: 'get',
      path: '/v1/brands',
      summary: 'All brands with their topics',
      security: bearer,
      responses: { 200: jsonAnswer('The brands.', z.object({ brands: z.array(brandSchema) })), ...refusals },
    }),
    async (c) => {
      const brands = [...(await heed.directory.read()).values()].map(brandAnswer);
      return c.json({ brands }, 200);
    },
  );

  router.openapi(
    createRoute({
      method: 'post',
      path: '/v1/brands',
      summary: 'Add a brand',
      security: bearer,
      request: { body: jsonBody(newBrand) },
      responses: { 201: jsonAnswer('The brand.', brandSchema), ...refusals },
    }),
    async (c) => {
      const { id, name, postal_address: postalAddress, policy } = c.req.valid('json');
      const brand = { id, name, postalAddress, policy };
      const outcome = await registerBrand(
        heed.database,
        brand,
        auditOf(heed, c.get('apiKey').id, 'brand.create', id),
      );
      if (outcome.kind === 'exists')
        throw new Refusal('exists', 'There is a brand with this id. Choose another.');
      heed.directory.forget();
      return c.json(brandAnswer({ ...brand, topics: new Map() }), 201);
    },
  );

  router.openapi(
    createRoute({
      method: 'post',
      path: '/v1/topics',
      summary: 'Add a topic to a brand',
      description: 'A transactional topic names its statutory basis: 15 USC 7702(17)(A).',
      security: bearer,
      request: { body: jsonBody(newTopic) },
      responses: { 201: jsonAnswer('The topic.', topicSchema), ...refusals },
    }),
    async (c) => {
      const { brand, id, name, kind, basis } = c.req.valid('json');
      const parsed = topicKindSchema.safeParse(basis === undefined ? { kind } : { kind, basis });
      if (!parsed.success) {
        const errors = parsed.error.issues.map(({ message }) => ({ path: 'basis', message }));
        throw new Refusal(
          'invalid_request',
          'Say why this mail is transactional, or make it promotional.',
          errors,
        );
      }
      if ((await heed.directory.brand(brand)) === undefined) {
        throw new Refusal('unknown_brand', 'Add the brand first, with POST /v1/brands.');
      }
      const topic: Topic = { brand, id, name, ...parsed.data };
      const audit = auditOf(heed, c.get('apiKey').id, 'topic.create', `${brand}/${id}`);
      const outcome = await registerTopic(heed.database, topic, audit);
      if (outcome.kind === 'exists')
        throw new Refusal('exists', 'The brand has a topic with this id. Choose another.');
      heed.directory.forget();
      return c.json(topicAnswer(topic), 201);
    },
  );
  return router;
}

/** The audit row of a change made by an API key, and the time both are written with. */
export function auditOf(heed: Heed, actor: string, action: string, subject: string) {
  const now = heed.now();
  const entry = { id: randomId('aud', heed.random), at: now, actor, action, subject };
  return { now, audit: auditStatement(heed.database, entry) };
}

function brandAnswer(brand: Brand) {
  return {
    id: brand.id,
    name: brand.name,
    postal_address: brand.postalAddress,
    policy: brand.policy,
    topics: [...brand.topics.values()].map(topicAnswer),
  };
}

function topicAnswer(topic: Topic) {
  return {
    id: topic.id,
    name: topic.name,
    kind: topic.kind,
    basis: topic.kind === 'transactional' ? topic.basis : null,
  };
}
