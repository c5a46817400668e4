import { createRoute, z } from '@hono/zod-openapi';
import { auditBy } from '../access/audit.ts';
import { addBrand, newBrandSchema } from '../brands/add-brand.ts';
import { brandAnswer } from '../brands/brand-answer.ts';
import { brandChangesSchema, changeBrand } from '../brands/change-brand.ts';
import type { Heed } from '../heed.ts';
import { bearer, jsonAnswer, jsonBody, refusals } from './answers.ts';
import { brandSchema } from './brand-schemas.ts';
import { createRouter } from './context.ts';
import { Refusal } from './problem.ts';
import { refusedLadder } from './refused-ladder.ts';

/** `/v1/brands`: who mails whom, how their pages look and what they promise there. */
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
      method: 'patch',
      path: '/v1/brands/{id}',
      summary: 'Change a brand',
      description:
        'What is absent stays; null takes away what may be missing. Colours that fail contrast are corrected, and `look` says what is shown. A new policy counts from now on: deadlines that are running stay. A `ladder` is laid over what was changed before, null takes all changes back, and one whose steps are out of order, for the brand or under one of its senders, is refused.',
      security: bearer,
      request: { params: z.object({ id: z.string() }), body: jsonBody(brandChangesSchema) },
      responses: { 200: jsonAnswer('The brand.', brandSchema), ...refusals },
    }),
    async (c) => {
      const audit = auditBy(heed, c.get('apiKey').id);
      const outcome = await changeBrand(heed.database, c.req.valid('param').id, c.req.valid('json'), audit);
      heed.directory.forget();
      if (outcome.kind === 'unknown_brand')
        throw new Refusal('unknown_brand', 'GET /v1/brands lists the brands there are.');
      if (outcome.kind === 'refused_ladder') throw refusedLadder(outcome.problems);
      return c.json(brandAnswer(outcome.brand), 200);
    },
  );
  return router;
}
