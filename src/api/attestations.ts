import { createRoute, z } from '@hono/zod-openapi';
import type { Heed } from '../heed.ts';
import { ATTESTATION_KINDS, type Attestation, attestationsOf } from '../senders/attestation.ts';
import { bearer, jsonAnswer, jsonBody, refusals } from './answers.ts';
import { createRouter } from './context.ts';
import { attestHoldLifted, holdLiftedInput } from './hold-attestation.ts';
import { Refusal } from './problem.ts';
import { instant, instantOrNull, instantSchema } from './schemas.ts';

const attestationSchema = z
  .object({
    id: z.string(),
    sender: z.string(),
    kind: z.enum(ATTESTATION_KINDS),
    name: z.string(),
    reason: z.string(),
    through_seq: z.number().int(),
    file_sha256: z.string().nullable(),
    applied_at: instantSchema.nullable(),
    actor: z.string(),
    at: instantSchema,
  })
  .openapi('Attestation');
const params = z.object({ id: z.string() });

/** `/v1/senders/{id}/attestations`: what named persons answer for. */
export function attestationRoutes(heed: Heed) {
  const router = createRouter();

  router.openapi(
    createRoute({
      method: 'post',
      path: '/v1/senders/{id}/attestations',
      summary: 'Answer for something, in a person’s name',
      description:
        '`hold_lifted`: a named person answers for it that the sender honours every opt-out up to the newest ledger entry by other means, and so may mail although it has not acknowledged all. Its holds go; what it is owed goes on being told to it.',
      security: bearer,
      request: { params, body: jsonBody(holdLiftedInput) },
      responses: {
        201: jsonAnswer(
          'It is recorded.',
          z.object({ attestation: attestationSchema, cursor: z.number().int() }),
        ),
        ...refusals,
      },
    }),
    async (c) => {
      const { kind: _, ...given } = c.req.valid('json');
      const attestation = await attestHoldLifted(heed, c.get('apiKey').id, c.req.valid('param').id, given);
      return c.json({ attestation: attestationAnswer(attestation), cursor: attestation.throughSeq }, 201);
    },
  );

  router.openapi(
    createRoute({
      method: 'get',
      path: '/v1/senders/{id}/attestations',
      summary: 'What was answered for',
      description: 'The last hundred, the newest first.',
      security: bearer,
      request: { params },
      responses: {
        200: jsonAnswer('The attestations.', z.object({ attestations: z.array(attestationSchema) })),
        ...refusals,
      },
    }),
    async (c) => {
      const { id } = c.req.valid('param');
      if (!(await heed.senders.read()).some((sender) => sender.id === id)) {
        throw new Refusal('not_found', 'GET /v1/senders lists the senders there are.');
      }
      const attestations = (await attestationsOf(heed.database, id)).map(attestationAnswer);
      return c.json({ attestations }, 200);
    },
  );
  return router;
}

function attestationAnswer(one: Attestation) {
  return {
    id: one.id,
    sender: one.senderId,
    kind: one.kind,
    name: one.name,
    reason: one.reason,
    through_seq: one.throughSeq,
    file_sha256: one.fileSha256,
    applied_at: instantOrNull(one.appliedAt),
    actor: one.actor,
    at: instant(one.at),
  };
}
