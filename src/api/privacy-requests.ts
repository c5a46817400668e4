import { createRoute, z } from '@hono/zod-openapi';
import type { Heed } from '../heed.ts';
import { answerRequest } from '../privacy/answer-request.ts';
import { listRequests, parseCursor, REQUESTS_MAX, spellCursor } from '../privacy/find-request.ts';
import { addressOf, answeredLetter, type RequestLetter, receivedLetter } from '../privacy/letters.ts';
import { openRequest } from '../privacy/open-request.ts';
import { ANSWER_OUTCOMES, type PrivacyRequest, REQUEST_STATES } from '../privacy/request.ts';
import { bearer, jsonAnswer, jsonBody, refusals } from './answers.ts';
import { createRouter } from './context.ts';
import { requestAnswer, requestSchema } from './privacy-request-answer.ts';
import { newRequestOf, newRequestSchema } from './privacy-request-input.ts';
import { Refusal } from './problem.ts';

const takenSchema = z
  .object({
    status: z.enum(['opened', 'confirmed', 'already']).openapi({
      description:
        'opened: a new request. confirmed: one was open and unconfirmed, and your check proved it. already: one is open; nothing was added.',
    }),
    request: requestSchema,
  })
  .openapi('PrivacyRequestTaken');

const answerSchema = z
  .strictObject({
    outcome: z.enum(ANSWER_OUTCOMES),
    explanation: z
      .string()
      .trim()
      .min(1)
      .max(2_000)
      .optional()
      .openapi({ description: 'Told to the person as it is. A denial needs one.' }),
  })
  .refine(({ outcome, explanation }) => outcome === 'complied' || explanation !== undefined, {
    error: 'Say why: 11 CCR 7022(f) wants the reasons of a denial.',
    path: ['explanation'],
  });

const pageSchema = z
  .object({ requests: z.array(requestSchema), next: z.string().nullable() })
  .openapi('PrivacyRequests');

/** `/v1/privacy-requests`: requests to know and to delete; those by phone and post are entered here. */
export function privacyRequestRoutes(heed: Heed) {
  const router = createRouter();

  router.openapi(
    createRoute({
      method: 'get',
      path: '/v1/privacy-requests',
      summary: 'Privacy requests of one state, the one due first at the head',
      security: bearer,
      request: {
        query: z.object({
          state: z.enum(REQUEST_STATES).default('received').openapi({
            description: 'unconfirmed: waits for its person. received: waits for you. answered: closed.',
          }),
          after: z.string().max(64).optional().openapi({ description: 'The `next` of the page before.' }),
          limit: z.coerce.number({ error: 'A whole number.' }).int().min(1).max(REQUESTS_MAX).default(50),
        }),
      },
      responses: { 200: jsonAnswer('A page of requests.', pageSchema), ...refusals },
    }),
    async (c) => {
      const { state, after: spelled, limit } = c.req.valid('query');
      const after = spelled === undefined ? undefined : parseCursor(spelled);
      if (spelled !== undefined && after === undefined) {
        throw new Refusal('invalid_request', 'Take `after` from the `next` of the page before.', [
          { path: 'after', message: 'not a place in this list' },
        ]);
      }
      const { requests, next } = await listRequests(heed, { state, after, limit });
      const answers = requests.map((request) => requestAnswer(heed, request));
      return c.json({ requests: answers, next: next === null ? null : spellCursor(next) }, 200);
    },
  );

  router.openapi(
    createRoute({
      method: 'post',
      path: '/v1/privacy-requests',
      summary: 'Enter a privacy request taken by phone or post',
      description:
        'You have checked that the person is who they say (11 CCR 7060), so it counts as confirmed. The clocks run from received_at: 10 business days to confirm receipt, which a mail to the person does, and 45 calendar days to answer (11 CCR 7021). While one request of the same person, brand and kind is open, a repeat opens no other; an earlier received_at moves its clocks to earlier.',
      security: bearer,
      request: { body: jsonBody(newRequestSchema) },
      responses: {
        200: jsonAnswer('The request that was open already.', takenSchema),
        201: jsonAnswer('The new request.', takenSchema),
        ...refusals,
      },
    }),
    async (c) => {
      const asked = await newRequestOf(heed, c.req.valid('json'), {
        apiKeyId: c.get('apiKey').id,
        now: heed.now(),
      });
      const { kind, request } = await openRequest(heed, asked);
      // Also for a repeat: the first attempt may have ended before the letter was handed over.
      await send(request, receivedLetter);
      return c.json({ status: kind, request: requestAnswer(heed, request) }, kind === 'opened' ? 201 : 200);
    },
  );

  router.openapi(
    createRoute({
      method: 'post',
      path: '/v1/privacy-requests/{id}/answer',
      summary: 'Close a privacy request',
      description:
        'The person is told by mail. The same answer again changes nothing; another one is refused. An unconfirmed request can only be denied.',
      security: bearer,
      request: { params: z.object({ id: z.string() }), body: jsonBody(answerSchema) },
      responses: { 200: jsonAnswer('The closed request.', requestSchema), ...refusals },
    }),
    async (c) => {
      const { outcome, explanation } = c.req.valid('json');
      const answered = await answerRequest(heed, {
        id: c.req.valid('param').id,
        outcome,
        explanation: explanation ?? null,
        by: c.get('apiKey').id,
        now: heed.now(),
      });
      switch (answered.kind) {
        case 'unknown':
          throw new Refusal('not_found', 'GET /v1/privacy-requests lists the requests.');
        case 'unconfirmed':
          throw new Refusal(
            'unconfirmed',
            'Nobody has proven that the address is theirs. Deny it, or check the person yourself and enter the request with POST /v1/privacy-requests.',
          );
        case 'other_outcome':
          throw new Refusal('answered', 'The first answer stands. Open a new request to answer otherwise.');
        case 'answered':
        case 'already':
          await send(answered.request, answeredLetter);
          return c.json(requestAnswer(heed, answered.request), 200);
      }
    },
  );
  return router;

  /** Hands a letter to the outbox, which sends the same one once. Without an address there is nobody to write to. */
  async function send(
    request: PrivacyRequest,
    letterOf: (request: PrivacyRequest, frame: { to: string }) => RequestLetter | undefined,
  ): Promise<void> {
    const to = addressOf(heed, request);
    const made = to === undefined ? undefined : letterOf(request, { to });
    if (made !== undefined) await heed.enqueue(made.letter, { id: made.id });
  }
}
