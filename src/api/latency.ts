import { createRoute, z } from '@hono/zod-openapi';
import type { Heed } from '../heed.ts';
import { overviewOf } from '../propagation/overview.ts';
import { overviewAnswer } from '../propagation/overview-answer.ts';
import { byService, type Sender } from '../senders/sender.ts';
import { bearer, jsonAnswer, refusals } from './answers.ts';
import { createRouter } from './context.ts';
import { senderStateFields } from './held-schema.ts';
import { instant, instantSchema } from './schemas.ts';

const millis = z.number().int().nullable();
const windowSchema = z.object({
  count: z.number().int(),
  p50_ms: millis,
  p95_ms: millis,
  p99_ms: millis,
  max_ms: millis,
  legal_time_used_max: z
    .number()
    .openapi({ description: 'The largest part of the legal time any opt-out used; 1 is all of it.' }),
});
const senderSchema = z
  .object({
    sender: z.string(),
    name: z.string(),
    lag: z.number().int(),
    parked: z.number().int(),
    cursor: z.number().int(),
    last_code: z.string().nullable(),
    last_settled_at: instantSchema.nullable(),
    ...senderStateFields,
    oldest: z
      .object({
        requested_at: instantSchema,
        age_ms: z.number().int(),
        due_at: instantSchema,
        legal_time_used: z.number(),
      })
      .nullable(),
    windows: z.object({ '24h': windowSchema, '7d': windowSchema, '30d': windowSchema }),
  })
  .openapi('SenderLatency');

/** `GET /v1/latency`: how long opt-outs take to reach each sender, and what is still on its way. */
export function latencyRoutes(heed: Heed) {
  const router = createRouter();
  router.openapi(
    createRoute({
      method: 'get',
      path: '/v1/latency',
      summary: 'How long opt-outs take to reach each sender',
      description:
        'Quantiles come from log-bucket histograms: at most 9 % too high, never too low. Times are milliseconds.',
      security: bearer,
      responses: {
        200: jsonAnswer(
          'Every sender; those that were retired apart, with how long it took while they mailed.',
          z.object({ at: instantSchema, senders: z.array(senderSchema), retired: z.array(senderSchema) }),
        ),
        ...refusals,
      },
    }),
    async (c) => {
      const now = heed.now();
      const { inService, retired } = byService(await heed.senders.read());
      const answers = async (senders: readonly Sender[]) =>
        (await overviewOf(heed.database, senders, now)).map((one) => overviewAnswer(one, now));
      return c.json(
        { at: instant(now), senders: await answers(inService), retired: await answers(retired) },
        200,
      );
    },
  );
  return router;
}
