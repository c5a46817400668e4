import { createRoute, z } from '@hono/zod-openapi';
import { auditBy } from '../access/audit.ts';
import { addTopic, newTopicSchema } from '../brands/add-topic.ts';
import { topicAnswer } from '../brands/brand-answer.ts';
import { changeTopic, removeTopic, topicChangesSchema } from '../brands/change-topic.ts';
import type { Heed } from '../heed.ts';
import { bearer, jsonAnswer, jsonBody, refusals } from './answers.ts';
import { topicSchema } from './brand-schemas.ts';
import { createRouter } from './context.ts';
import { Refusal } from './problem.ts';

const placeSchema = z.object({ brand: z.string(), topic: z.string() });

/** `/v1/topics`: the kinds of mail of each brand. */
export function topicRoutes(heed: Heed) {
  const router = createRouter();

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

  router.openapi(
    createRoute({
      method: 'patch',
      path: '/v1/topics/{brand}/{topic}',
      summary: 'Change what people read of a topic',
      description: 'Its kind stays: a topic of another kind is another topic.',
      security: bearer,
      request: { params: placeSchema, body: jsonBody(topicChangesSchema) },
      responses: { 200: jsonAnswer('The topic.', topicSchema), ...refusals },
    }),
    async (c) => {
      const { brand, topic: id } = c.req.valid('param');
      const audit = auditBy(heed, c.get('apiKey').id);
      const outcome = await changeTopic(heed.database, { brand, id }, c.req.valid('json'), audit);
      heed.directory.forget();
      if (outcome.kind === 'unknown_topic') throw unknownTopic();
      return c.json(topicAnswer(outcome.topic), 200);
    },
  );

  router.openapi(
    createRoute({
      method: 'delete',
      path: '/v1/topics/{brand}/{topic}',
      summary: 'Remove a topic',
      description:
        'Every opt-out of it stays for ever, and counts again should a topic with this id be added. Links already mailed go on working.',
      security: bearer,
      request: { params: placeSchema },
      responses: { 204: { description: 'It is removed.' }, ...refusals },
    }),
    async (c) => {
      const { brand, topic: id } = c.req.valid('param');
      const outcome = await removeTopic(heed.database, { brand, id }, auditBy(heed, c.get('apiKey').id));
      heed.directory.forget();
      if (outcome.kind === 'unknown_topic') throw unknownTopic();
      return c.body(null, 204);
    },
  );
  return router;
}

function unknownTopic(): Refusal {
  return new Refusal('unknown_topic', 'GET /v1/brands lists the topics of each brand.');
}
