import { createRoute, z } from '@hono/zod-openapi';
import type { BrandDirectory } from '../brands/directory.ts';
import { normaliseAddress } from '../consent/address.ts';
import type { Verdicted } from '../consent/decide.ts';
import { CHANNELS, type Decision } from '../consent/decision.ts';
import { recipientId } from '../consent/recipient.ts';
import { brandOf, EVERYTHING, parseScope, type Scope, topicOf } from '../consent/scope.ts';
import type { Heed } from '../heed.ts';
import { seal } from '../keys/seal.ts';
import { bearer, jsonAnswer, jsonBody, refusals } from './answers.ts';
import { createRouter } from './context.ts';
import { instantInput, instantOrNull, instantSchema } from './schemas.ts';

export const DECISIONS_MAX = 10_000;
// Clocks of two machines differ; a request from further ahead than this is a mistake.
const SKEW_MILLIS_MAX = 5 * 60_000;

const evidenceSchema = z.strictObject({
  reference: z.string().max(200).optional().openapi({ description: 'Your ticket, call or letter number.' }),
  wording: z.string().max(500).optional().openapi({ description: 'The words the person saw or was read.' }),
  note: z.string().max(500).optional(),
});

// Each row is judged alone, so that one bad row does not stop the rest.
const rowSchema = z
  .strictObject({
    address: z.string().max(1_000),
    scope: z
      .string()
      .openapi({ description: '*, brand, or brand/topic; undeliverable is always *', example: 'clearview' }),
    kind: z.enum(['opt_out', 'opt_in', 'undeliverable']).default('opt_out'),
    channel: z.enum(CHANNELS).default('api'),
    requested_at: instantInput.optional().openapi({ description: 'When the person said so. Default: now.' }),
    received_at: instantInput
      .optional()
      .openapi({ description: 'When it first reached the company. Default: requested_at.' }),
    evidence: evidenceSchema.default({}),
  })
  .refine(
    ({ kind, evidence }) =>
      kind !== 'opt_in' || (evidence.wording !== undefined && evidence.reference !== undefined),
    {
      error:
        "An opt-in is the person's own word: give evidence.wording (what they agreed to) and evidence.reference (where it is kept).",
      path: ['evidence'],
    },
  );
type Row = z.infer<typeof rowSchema>;

const request = z.strictObject({
  decisions: z
    .array(z.unknown())
    .min(1)
    .max(DECISIONS_MAX, { error: `At most ${DECISIONS_MAX} at once.` })
    .openapi({ type: 'array', items: { $ref: '#/components/schemas/Decision' } }),
});

const resultSchema = z
  .object({
    status: z.enum(['recorded', 'already', 'stale', 'refused']),
    recipient_id: z.string().optional(),
    seq: z.number().int().optional(),
    due_at: instantSchema.nullable().optional(),
    code: z.string().optional(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  })
  .openapi('DecisionResult');
type Result = z.infer<typeof resultSchema>;

/** `POST /v1/decisions`: what people said to your own systems, by phone, by post, or to an old tool. */
export function decisionRoutes(heed: Heed) {
  const router = createRouter();
  router.openAPIRegistry.register('Decision', rowSchema);
  router.openapi(
    createRoute({
      method: 'post',
      path: '/v1/decisions',
      summary: 'Record opt-outs from your own systems',
      description:
        'One result per decision, in order; a bad row is answered in place and does not stop the rest. All good rows are durable when this answers. Saying the same again changes nothing and keeps the first deadline. The deadline counts from received_at, or from requested_at where the law says so.',
      security: bearer,
      request: { body: jsonBody(request) },
      responses: {
        200: jsonAnswer('One result per decision.', z.object({ results: z.array(resultSchema) })),
        ...refusals,
      },
    }),
    async (c) => {
      const { decisions } = c.req.valid('json');
      const directory = await heed.directory.read();
      const now = heed.now();
      const read = decisions.map((row) =>
        readRow(heed, row, { directory, now, apiKeyId: c.get('apiKey').id }),
      );
      const good = read.flatMap((row) => (row.kind === 'decision' ? [row.decision] : []));
      const outcomes = (await heed.append(good))[Symbol.iterator]();
      const results = read.map(
        (row): Result =>
          row.kind === 'decision' ? resultOf(row.decision, outcomes.next().value) : row.result,
      );
      return c.json({ results }, 200);
    },
  );
  return router;
}

type Read =
  | { readonly kind: 'decision'; readonly decision: Decision }
  | { readonly kind: 'refused'; readonly result: Result };

interface RowContext {
  readonly directory: BrandDirectory;
  readonly now: number;
  readonly apiKeyId: string;
}

function readRow(heed: Heed, given: unknown, { directory, now, apiKeyId }: RowContext): Read {
  const parsed = rowSchema.safeParse(given);
  if (!parsed.success) {
    return refused(
      'invalid_row',
      parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })),
    );
  }
  const row = parsed.data;
  const address = normaliseAddress(row.address);
  if (address.kind === 'not_an_address')
    return refused(address.code, [{ path: 'address', message: address.fix }]);
  // An address that does not arrive arrives for no brand.
  const scope = row.kind === 'undeliverable' ? EVERYTHING : knownScope(row.scope, directory);
  if (scope === undefined) {
    return refused('unknown_scope', [
      {
        path: 'scope',
        message: 'Write *, a brand, or brand/topic of a promotional topic that is registered.',
      },
    ]);
  }
  const moment = momentOf(row, now);
  if (moment.kind === 'refused')
    return refused('impossible_time', [{ path: moment.path, message: moment.fix }]);
  const id = recipientId(heed.identityKey, address.address);
  return {
    kind: 'decision',
    decision: {
      kind: row.kind,
      recipientId: id,
      addressSealed: seal(heed.keyring, heed.random, address.spelling, id),
      scope,
      requestedAt: moment.requestedAt,
      receivedAt: moment.receivedAt,
      channel: row.channel,
      evidence: {
        api_key: apiKeyId,
        reference: row.evidence.reference ?? null,
        wording: row.evidence.wording ?? null,
        note: row.evidence.note ?? null,
      },
    },
  };
}

/** A scope that exists and can be decided on. Transactional topics cannot: they are no promotion to stop. */
function knownScope(text: string, directory: BrandDirectory): Scope | undefined {
  const scope = parseScope(text);
  if (scope === undefined || scope === EVERYTHING) return scope;
  const brand = directory.get(brandOf(scope));
  const topic = topicOf(scope);
  if (brand === undefined) return undefined;
  return topic === undefined || brand.topics.get(topic)?.kind === 'promotional' ? scope : undefined;
}

type Moment =
  | { readonly kind: 'moment'; readonly requestedAt: number; readonly receivedAt: number }
  | { readonly kind: 'refused'; readonly path: string; readonly fix: string };

function momentOf(row: Row, now: number): Moment {
  const requestedAt = row.requested_at === undefined ? now : Date.parse(row.requested_at);
  const receivedAt = row.received_at === undefined ? requestedAt : Date.parse(row.received_at);
  const horizon = now + SKEW_MILLIS_MAX;
  if (requestedAt > horizon || receivedAt > horizon) {
    const path = requestedAt > horizon ? 'requested_at' : 'received_at';
    return { kind: 'refused', path, fix: 'This is in the future. Check the clock and the time zone offset.' };
  }
  if (receivedAt < requestedAt) {
    return {
      kind: 'refused',
      path: 'received_at',
      fix: 'Nothing is received before it is requested. Swap the two?',
    };
  }
  // What is a little ahead of our clock happened now.
  return { kind: 'moment', requestedAt: Math.min(requestedAt, now), receivedAt: Math.min(receivedAt, now) };
}

function refused(code: string, errors: { path: string; message: string }[]): Read {
  return { kind: 'refused', result: { status: 'refused', code, errors } };
}

function resultOf(decision: Decision, outcome: Verdicted | undefined): Result {
  if (outcome === undefined) throw new Error('a decision came back without an outcome');
  const dueAt = outcome.kind === 'stale' ? null : outcome.dueAt;
  return {
    status: outcome.kind,
    recipient_id: decision.recipientId,
    seq: outcome.seq,
    due_at: instantOrNull(dueAt),
  };
}
