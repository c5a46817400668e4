import { createRoute, z } from '@hono/zod-openapi';
import { normaliseAddress } from '../consent/address.ts';
import { historyOf } from '../consent/history.ts';
import { parseRecipientId, type RecipientId, recipientId } from '../consent/recipient.ts';
import { EVERYTHING } from '../consent/scope.ts';
import type { Heed } from '../heed.ts';
import { type Told, toldOf } from '../propagation/told.ts';
import type { LedgerRow } from '../store/schema.ts';
import { bearer, jsonAnswer, jsonBody, refusals } from './answers.ts';
import { createRouter } from './context.ts';
import { Refusal } from './problem.ts';
import { instant, instantOrNull, instantSchema } from './schemas.ts';

const toldSchema = z
  .object({
    sender: z.string(),
    status: z.enum(['told', 'waiting', 'parked']),
    told_at: instantSchema.nullable(),
    code: z.string().optional(),
    next_attempt_at: instantSchema.optional(),
  })
  .openapi('Told');

const personSchema = z
  .object({
    recipient_id: z.string(),
    standing: z.array(
      z.object({
        scope: z.string(),
        aspect: z.string(),
        verdict: z.string(),
        until: instantSchema.nullable(),
        seq: z.number().int(),
        requested_at: instantSchema,
        due_at: instantSchema.nullable(),
      }),
    ),
    history: z.array(
      z.object({
        seq: z.number().int(),
        scope: z.string(),
        kind: z.string(),
        channel: z.string(),
        until: instantSchema.nullable(),
        requested_at: instantSchema,
        received_at: instantSchema,
        recorded_at: instantSchema,
        target_at: instantSchema.nullable(),
        due_at: instantSchema.nullable(),
        strict_due_at: instantSchema.nullable(),
        evidence: z.record(z.string(), z.unknown()).nullable(),
        hash: z.string(),
        senders: z.array(toldSchema),
      }),
    ),
  })
  .openapi('Person');

/** `/v1/people`: what one person decided, and when each sender was told. An address never stands in a URL. */
export function peopleRoutes(heed: Heed) {
  const router = createRouter();

  router.openapi(
    createRoute({
      method: 'post',
      path: '/v1/people/lookup',
      summary: 'What a person decided, by address',
      description: 'An address nobody has spoken of answers with empty lists.',
      security: bearer,
      request: { body: jsonBody(z.strictObject({ address: z.string().max(1_000) })) },
      responses: { 200: jsonAnswer('The person.', personSchema), ...refusals },
    }),
    async (c) => {
      const normalised = normaliseAddress(c.req.valid('json').address);
      if (normalised.kind === 'not_an_address') {
        throw new Refusal('invalid_request', normalised.fix, [{ path: 'address', message: normalised.code }]);
      }
      return c.json(await person(heed, recipientId(heed.identityKey, normalised.address)), 200);
    },
  );

  router.openapi(
    createRoute({
      method: 'get',
      path: '/v1/people/{recipient_id}',
      summary: 'What a person decided, by recipient id',
      security: bearer,
      request: { params: z.object({ recipient_id: z.string() }) },
      responses: { 200: jsonAnswer('The person.', personSchema), ...refusals },
    }),
    async (c) => {
      const id = parseRecipientId(c.req.valid('param').recipient_id);
      if (id === undefined) {
        throw new Refusal(
          'not_found',
          'A recipient id has 22 characters; POST /v1/people/lookup finds it by address.',
        );
      }
      return c.json(await person(heed, id), 200);
    },
  );
  return router;
}

async function person(heed: Heed, id: RecipientId): Promise<z.infer<typeof personSchema>> {
  const [standings, history] = await Promise.all([heed.standings([id]), historyOf(heed.database, id)]);
  return {
    recipient_id: id,
    standing: (standings.get(id)?.standings ?? []).map((one) => ({
      scope: one.scope,
      aspect: one.aspect,
      verdict: one.verdict,
      until: instantOrNull(one.until),
      seq: one.seq,
      requested_at: instant(one.requestedAt),
      due_at: instantOrNull(one.dueAt),
    })),
    history: await Promise.all(history.map((entry) => historyEntry(heed, entry))),
  };
}

async function historyEntry(heed: Heed, entry: LedgerRow) {
  return {
    seq: entry.seq,
    scope: entry.scope,
    kind: entry.kind,
    channel: entry.channel,
    until: instantOrNull(entry.until_at),
    requested_at: instant(entry.requested_at),
    received_at: instant(entry.received_at),
    recorded_at: instant(entry.recorded_at),
    target_at: instantOrNull(entry.target_at),
    due_at: instantOrNull(entry.due_at),
    strict_due_at: instantOrNull(entry.strict_due_at),
    evidence: entry.evidence_json === null ? null : evidenceSchema.parse(JSON.parse(entry.evidence_json)),
    hash: entry.hash,
    senders: await sendersTold(heed, entry),
  };
}

const evidenceSchema = z.record(z.string(), z.unknown());

async function sendersTold(heed: Heed, entry: LedgerRow): Promise<z.infer<typeof toldSchema>[]> {
  const concerned = (await heed.senders.read()).filter(
    ({ brands }) => entry.brand === EVERYTHING || brands.includes(entry.brand),
  );
  const all = await Promise.all(
    concerned.map(async (sender) => {
      const told = await toldOf(heed.database, sender, {
        seq: entry.seq,
        recipientId: entry.recipient_id,
        brand: entry.brand,
      });
      // A retired sender mails nobody: what it was not told by then it need not know.
      if (sender.retiredAt !== null && told.kind !== 'told') return [];
      return [{ sender: sender.id, ...toldAnswer(told) }];
    }),
  );
  return all.flat();
}

function toldAnswer(told: Told) {
  switch (told.kind) {
    case 'told':
      return { status: told.kind, told_at: instant(told.at) };
    case 'waiting':
      return { status: told.kind, told_at: null };
    case 'parked':
      return {
        status: told.kind,
        told_at: null,
        code: told.code,
        next_attempt_at: instant(told.nextAttemptAt),
      };
  }
}
