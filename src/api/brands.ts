import { createRoute, z } from '@hono/zod-openapi';
import { auditBy } from '../access/audit.ts';
import { addBrand, newBrandSchema } from '../brands/add-brand.ts';
import { addTopic, newTopicSchema } from '../brands/add-topic.ts';
import type { Brand } from '../brands/brand.ts';
import type { Topic } from '../brands/topic.ts';
import { brandPolicySchema } from '../deadline/policy.ts';
import type { Heed } from '../heed.ts';
import { bearer, jsonAnswer, jsonBody, refusals } from './answers.ts';
import { createRouter } from './context.ts';
import { Refusal } from './problem.ts';

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
      request: { body: jsonBody(newBrandSchema) },
      responses: { 201: jsonAnswer('The brand.', brandSchema), ...refusals },
    }),
    async (c) => {
      const outcome = await addBrand(heed.database, c.req.valid('json'), auditBy(heed, c.get('apiKey').id));
      if (outcome.kind === 'exists')
        throw new Refusal('exists', 'There is a brand with this id. Choose another.');
      heed.directory.forget();
      return c.json(brandAnswer(outcome.brand), 201);
    },
  );

  router.openapi(
    createRoute({
      method: 'post',
      path: '/v1/topics',
      summary: 'Add a topic to a brand',
      description: 'A transactional topic names its statutory basis: 15 USC 7702(17)(A).',
      security: bearer,
      request: { body: jsonBody(newTopicSchema) },
      responses: { 201: jsonAnswer('The topic.', topicSchema), ...refusals },
    }),
    async (c) => {
      const outcome = await addTopic(heed, c.req.valid('json'), auditBy(heed, c.get('apiKey').id));
      switch (outcome.kind) {
        case 'wrong_basis': {
          const errors = outcome.problems.map((message) => ({ path: 'basis', message }));
          throw new Refusal(
            'invalid_request',
            'Say why this mail is transactional, or make it promotional.',
            errors,
          );
        }
        case 'unknown_brand':
          throw new Refusal('unknown_brand', 'Add the brand first, with POST /v1/brands.');
        case 'exists':
          throw new Refusal('exists', 'The brand has a topic with this id. Choose another.');
        case 'added':
          heed.directory.forget();
          return c.json(topicAnswer(outcome.topic), 201);
      }
    },
  );
  return router;
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
