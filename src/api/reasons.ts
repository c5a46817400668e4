import { createRoute, z } from '@hono/zod-openapi';
import { REASONS, type ReasonCount, reasonSchema, reasonsBetween } from '../consent/reason.ts';
import type { Heed } from '../heed.ts';
import { bearer, jsonAnswer, refusals } from './answers.ts';
import { createRouter } from './context.ts';
import { Refusal } from './problem.ts';
import { instant, instantInput, instantSchema } from './schemas.ts';

const DAY_MILLIS = 86_400_000;
const DAYS_DEFAULT = 30;

const brandSchema = z
  .object({
    brand: z.string(),
    total: z.number().int(),
    reasons: z.array(z.object({ reason: reasonSchema, count: z.number().int() })),
  })
  .openapi('ReasonsOfBrand');

/** `GET /v1/reasons`: why people stopped, counted. It says nothing about anybody in particular. */
export function reasonRoutes(heed: Heed) {
  const router = createRouter();
  router.openapi(
    createRoute({
      method: 'get',
      path: '/v1/reasons',
      summary: 'Why people stopped the mail',
      description:
        'Of those who chose to say. Counts the answers from `from` on and before `to`; a person who answers again counts once, with the last answer. Brands nobody gave a reason to are left out.',
      security: bearer,
      request: {
        query: z.object({
          brand: z.string().max(64).optional(),
          from: instantInput.optional().openapi({ description: `Default: ${DAYS_DEFAULT} days before to.` }),
          to: instantInput.optional().openapi({ description: 'Default: now.' }),
        }),
      },
      responses: {
        200: jsonAnswer(
          'The counts.',
          z.object({ from: instantSchema, to: instantSchema, brands: z.array(brandSchema) }),
        ),
        ...refusals,
      },
    }),
    async (c) => {
      const query = c.req.valid('query');
      const to = query.to === undefined ? heed.now() : Date.parse(query.to);
      const from = query.from === undefined ? to - DAYS_DEFAULT * DAY_MILLIS : Date.parse(query.from);
      if (from > to) {
        throw new Refusal('invalid_request', 'A stretch of time begins before it ends. Swap the two?', [
          { path: 'from', message: 'later than to' },
        ]);
      }
      if (query.brand !== undefined && (await heed.directory.brand(query.brand)) === undefined) {
        throw new Refusal('unknown_brand', 'GET /v1/brands lists the brands.');
      }
      const counts = await reasonsBetween(heed.database, { brand: query.brand, from, to });
      return c.json({ from: instant(from), to: instant(to), brands: byBrand(counts) }, 200);
    },
  );
  return router;
}

function byBrand(counts: readonly ReasonCount[]): z.infer<typeof brandSchema>[] {
  return [...Map.groupBy(counts, ({ brand }) => brand)].map(([brand, own]) => ({
    brand,
    total: own.reduce((sum, { count }) => sum + count, 0),
    reasons: REASONS.map((reason) => ({
      reason,
      count: own.find((one) => one.reason === reason)?.count ?? 0,
    })),
  }));
}
