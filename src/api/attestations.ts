import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { auditBy } from '../access/audit.ts';
import type { Heed } from '../heed.ts';
import { randomId } from '../keys/random.ts';
import { attestList, listAppliedSchema } from '../propagation/by-hand/attest-list.ts';
import { ATTESTATION_KINDS, type Attestation, attestationsOf } from '../senders/attestation.ts';
import { reinstateSender, retirementSchema, retireSender } from '../senders/retire-sender.ts';
import { bearer, jsonAnswer, jsonBody, refusals } from './answers.ts';
import { type ApiEnv, createRouter } from './context.ts';
import { manualSender, unknownSender } from './hand-lists.ts';
import { attestHoldLifted, holdLiftedInput } from './hold-attestation.ts';
import { Refusal } from './problem.ts';
import { instant, instantInput, instantOrNull, instantSchema } from './schemas.ts';

const request = z.discriminatedUnion('kind', [
  listAppliedSchema.extend({ kind: z.literal('list_applied'), applied_at: instantInput.optional() }),
  holdLiftedInput,
  retirementSchema.extend({ kind: z.literal('retired') }),
  retirementSchema.extend({ kind: z.literal('reinstated') }),
]);
type Given = z.output<typeof request>;
type GivenAs<Kind extends Given['kind']> = Extract<Given, { kind: Kind }>;

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
/** Null where what is attested was so already, and nothing was written. */
const answerSchema = z.object({ attestation: attestationSchema.nullable(), cursor: z.number().int() });

/** `/v1/senders/{id}/attestations`: what named persons answer for. */
export function attestationRoutes(heed: Heed) {
  const router = createRouter();

  router.openapi(
    createRoute({
      method: 'post',
      path: '/v1/senders/{id}/attestations',
      summary: 'Answer for something, in a person’s name',
      description:
        '`list_applied`: a list that was written for the sender is in force there; give the SHA-256 of the file, and `applied_at` unless it was just now. `hold_lifted`: the sender honours every opt-out up to the newest ledger entry by other means, and so may mail although it has not acknowledged all; its holds go, and what it is owed goes on being told to it. `retired`: the system can mail nobody any more. `reinstated`: it is back. All but the first need the scope setup; a key with the scope changes that belongs to the sender may attest its lists.',
      security: bearer,
      request: { params, body: jsonBody(request) },
      responses: {
        201: jsonAnswer('It is recorded.', answerSchema),
        200: jsonAnswer('It was so already: nothing was written.', answerSchema),
        ...refusals,
      },
    }),
    async (c) => {
      const { attestation, cursor } = await attest(heed, c, c.req.valid('param').id, c.req.valid('json'));
      return attestation === undefined
        ? c.json({ attestation: null, cursor }, 200)
        : c.json({ attestation: attestationAnswer(attestation), cursor }, 201);
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
      if (!(await heed.senders.read()).some((sender) => sender.id === id)) throw unknownSender();
      const attestations = (await attestationsOf(heed.database, id)).map(attestationAnswer);
      return c.json({ attestations }, 200);
    },
  );
  return router;
}

interface Attested {
  readonly attestation: Attestation | undefined;
  /** The last entry it speaks of, or where the cursor stands. */
  readonly cursor: number;
}

async function attest(heed: Heed, c: Context<ApiEnv>, id: string, given: Given): Promise<Attested> {
  if (given.kind === 'list_applied') return attestApplied(heed, c, id, given);
  if (!c.get('apiKey').scopes.has('setup')) {
    throw new Refusal('missing_scope', 'This needs a key with the scope "setup".');
  }
  if (given.kind === 'hold_lifted') return attestLifted(heed, c, id, given);
  return attestService(heed, c, id, given);
}

async function attestLifted(
  heed: Heed,
  c: Context<ApiEnv>,
  id: string,
  { name, reason }: GivenAs<'hold_lifted'>,
): Promise<Attested> {
  const attestation = await attestHoldLifted(heed, c.get('apiKey').id, id, { name, reason });
  return { attestation, cursor: attestation.throughSeq };
}

async function attestApplied(
  heed: Heed,
  c: Context<ApiEnv>,
  id: string,
  { name, sha256, applied_at: at }: GivenAs<'list_applied'>,
): Promise<Attested> {
  const sender = await manualSender(heed, id);
  const applied = { name, sha256, appliedAt: at === undefined ? heed.now() : Date.parse(at) };
  const options = { id: randomId('att', heed.random), audit: auditBy(heed, c.get('apiKey').id) };
  const outcome = await attestList(heed.feed, sender, applied, options);
  switch (outcome.kind) {
    case 'attested':
      return { attestation: outcome.attestation, cursor: outcome.list.toSeq };
    case 'already':
      return { attestation: undefined, cursor: outcome.cursorSeq };
    case 'unknown_file':
      throw new Refusal(
        'unknown_file',
        'No list written for this sender has this hash. Give the SHA-256 of the very file that was written: one that was opened and saved again is another file. GET lists them.',
      );
    case 'outdated':
      throw new Refusal(
        'outdated',
        'Since that list was written the sender was given a brand, or is to be told again from further back. Write a new list and apply that.',
      );
    case 'in_future':
      throw wrongTime('That is in the future: attest a list after it was applied.');
    case 'before_written':
      throw wrongTime(`The list was written at ${instant(outcome.writtenAt)}, which is later than that.`);
  }
}

async function attestService(
  heed: Heed,
  c: Context<ApiEnv>,
  id: string,
  { kind, ...given }: GivenAs<'retired' | 'reinstated'>,
): Promise<Attested> {
  const turn = kind === 'retired' ? retireSender : reinstateSender;
  const outcome = await turn(heed, id, given, auditBy(heed, c.get('apiKey').id));
  switch (outcome.kind) {
    case 'done':
      heed.wake.ring();
      return { attestation: outcome.attestation, cursor: outcome.attestation.throughSeq };
    case 'unknown_sender':
      throw unknownSender();
    case 'already':
      throw kind === 'retired'
        ? new Refusal('retired', 'It was retired before. GET attestations says by whom.')
        : new Refusal('in_service', 'It is not retired: there is nothing to take back.');
  }
}

function wrongTime(message: string): Refusal {
  return new Refusal('invalid_request', message, [{ path: 'applied_at', message }]);
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
