import { createRoute, z } from '@hono/zod-openapi';
import { auditBy } from '../access/audit.ts';
import type { Heed } from '../heed.ts';
import { explainBreach, explanationSchema } from '../watch/explain.ts';
import { incidentAnswer } from '../watch/incident.ts';
import { findIncident, listIncidents } from '../watch/incident-list.ts';
import { INCIDENT_KINDS } from '../watch/kinds.ts';
import { bearer, jsonAnswer, jsonBody, refusals } from './answers.ts';
import { createRouter } from './context.ts';
import { Refusal } from './problem.ts';
import { instantSchema } from './schemas.ts';

const incidentSchema = z
  .object({
    id: z.string(),
    sender: z.string().nullable().openapi({ description: 'Null for what concerns the service itself.' }),
    kind: z.enum(INCIDENT_KINDS),
    state: z.enum(['open', 'closed']),
    opened_at: instantSchema,
    seq: z.number().int().openapi({ description: 'The ledger entry that waited longest; 0 for none.' }),
    requested_at: instantSchema.nullable(),
    due_at: instantSchema.nullable(),
    waiting: z.number().int(),
    code: z.string().nullable(),
    recovered_at: instantSchema.nullable(),
    closed_at: instantSchema.nullable(),
    lasted_ms: z.number().int().openapi({ description: 'Until it recovered, or until now.' }),
    explained_by: z.string().nullable(),
    explanation: z.string().nullable(),
    wants_explanation: z.boolean(),
  })
  .openapi('Incident');

const LIMIT_MAX = 200;

/** `/v1/incidents`: what people are told of, open ones first, and the words a breach is closed with. */
export function incidentRoutes(heed: Heed) {
  const router = createRouter();

  router.openapi(
    createRoute({
      method: 'get',
      path: '/v1/incidents',
      summary: 'Incidents, the open ones first',
      description:
        'An incident is opened once and closes when what was wrong is over; a breach, only when a named person has also written why it happened.',
      security: bearer,
      request: {
        query: z.object({
          state: z.enum(['open', 'all']).default('open'),
          sender: z.string().max(100).optional(),
          after: z.string().max(300).optional().openapi({ description: 'The `next` of the page before.' }),
          limit: z.coerce.number({ error: 'A whole number.' }).int().min(1).max(LIMIT_MAX).default(50),
        }),
      },
      responses: {
        200: jsonAnswer(
          'A page of them.',
          z.object({ incidents: z.array(incidentSchema), next: z.string().nullable() }),
        ),
        ...refusals,
      },
    }),
    async (c) => {
      const { incidents, next } = await listIncidents(heed.database, c.req.valid('query'));
      const now = heed.now();
      return c.json({ incidents: incidents.map((one) => incidentAnswer(one, now)), next }, 200);
    },
  );

  router.openapi(
    createRoute({
      method: 'get',
      path: '/v1/incidents/{id}',
      summary: 'One incident',
      security: bearer,
      request: { params: z.object({ id: z.string() }) },
      responses: { 200: jsonAnswer('The incident.', incidentSchema), ...refusals },
    }),
    async (c) => {
      const incident = await findIncident(heed.database, c.req.valid('param').id);
      if (incident === undefined) throw unknownIncident();
      return c.json(incidentAnswer(incident, heed.now()), 200);
    },
  );

  router.openapi(
    createRoute({
      method: 'post',
      path: '/v1/incidents/{id}/explanation',
      summary: 'Explain a breach',
      description:
        'A named person writes why an opt-out was late. The breach closes with that, or once the sender has caught up. What was written is not changed any more.',
      security: bearer,
      request: { params: z.object({ id: z.string() }), body: jsonBody(explanationSchema) },
      responses: { 200: jsonAnswer('The incident.', incidentSchema), ...refusals },
    }),
    async (c) => {
      const audit = auditBy(heed, c.get('apiKey').id);
      const outcome = await explainBreach(heed.database, c.req.valid('param').id, c.req.valid('json'), audit);
      switch (outcome.kind) {
        case 'explained':
          return c.json(incidentAnswer(outcome.incident, heed.now()), 200);
        case 'unknown_incident':
          throw unknownIncident();
        case 'not_a_breach':
          throw new Refusal('not_a_breach', 'This incident closes by itself once what was wrong is over.');
        case 'explained_already':
          throw new Refusal('explained', 'GET the incident to read who explained it, and how.');
      }
    },
  );
  return router;
}

function unknownIncident(): Refusal {
  return new Refusal('not_found', 'GET /v1/incidents?state=all lists the incidents there were.');
}
