import { createRoute, z } from '@hono/zod-openapi';
import { auditBy } from '../access/audit.ts';
import { normaliseAddress } from '../consent/address.ts';
import { recipientId } from '../consent/recipient.ts';
import type { Heed } from '../heed.ts';
import { replayAnswer } from '../propagation/replay-answer.ts';
import { replayOf, replaysOf } from '../propagation/replay-list.ts';
import { type ReplayWish, startReplay } from '../propagation/start-replay.ts';
import { REPLAY_KINDS } from '../senders/new-replay.ts';
import type { Sender } from '../senders/sender.ts';
import { bearer, jsonAnswer, jsonBody, refusals } from './answers.ts';
import { createRouter } from './context.ts';
import { Refusal } from './problem.ts';
import { instantSchema } from './schemas.ts';

/** How far a replay has come, as every answer shows it. */
export const replaySchema = z
  .object({
    id: z.string(),
    kind: z.enum(REPLAY_KINDS),
    brand: z.string().openapi({ description: "'*' for all the sender's brands." }),
    recipient_id: z.string().nullable(),
    from_seq: z.number().int(),
    to_seq: z.number().int(),
    position: z.number().int(),
    entries_done: z.number().int(),
    entries_left: z.number().int(),
    people_told: z.number().int(),
    due_at: instantSchema.nullable(),
    requested_by: z.string(),
    created_at: instantSchema,
    finished_at: instantSchema.nullable(),
  })
  .openapi('Replay');

const wishSchema = z.union(
  [z.strictObject({ from_seq: z.number().int().min(0) }), z.strictObject({ address: z.string().max(1_000) })],
  { error: 'Give from_seq, to tell everything after that entry again, or address, to tell of one person.' },
);

const LISTED_MAX = 100;

/** `/v1/senders/{id}/replays`: telling a sender again, and how far it has come. */
export function replayRoutes(heed: Heed) {
  const router = createRouter();
  const params = z.object({ id: z.string() });

  router.openapi(
    createRoute({
      method: 'get',
      path: '/v1/senders/{id}/replays',
      summary: 'What a sender is being told again, or for the first time since it is new',
      description: 'The newest first, at most 100.',
      security: bearer,
      request: { params },
      responses: {
        200: jsonAnswer('The replays.', z.object({ replays: z.array(replaySchema) })),
        ...refusals,
      },
    }),
    async (c) => {
      const sender = await senderNamed(heed, c.req.valid('param').id);
      const replays = await replaysOf(heed.database, sender.id, { limit: LISTED_MAX });
      return c.json({ replays: replays.map(replayAnswer) }, 200);
    },
  );

  router.openapi(
    createRoute({
      method: 'post',
      path: '/v1/senders/{id}/replays',
      summary: 'Tell a sender again',
      description:
        'Everything after an entry, each person once, or the whole state of one person. A webhook sender is sent it in turn with what is new; a feed is moved back and fetches it again. While the same is under way, it is answered with that.',
      security: bearer,
      request: { params, body: jsonBody(wishSchema) },
      responses: { 201: jsonAnswer('The replay.', replaySchema), ...refusals },
    }),
    async (c) => {
      const sender = await senderNamed(heed, c.req.valid('param').id);
      const wish = wishOf(heed, c.req.valid('json'));
      const outcome = await startReplay(heed, sender, wish, auditBy(heed, c.get('apiKey').id));
      switch (outcome.kind) {
        case 'retired':
          throw new Refusal('invalid_request', 'This sender was retired: it is told nothing any more.');
        case 'not_told_yet':
          throw new Refusal(
            'invalid_request',
            'This sender was told nothing of the kind yet. What there is to tell is on its way to it.',
          );
        case 'started':
        case 'open': {
          heed.wake.ring();
          const replay = await replayOf(heed.database, sender.id, outcome.id);
          if (replay === undefined) throw new Error(`the replay ${outcome.id} is gone`);
          return c.json(replayAnswer(replay), 201);
        }
      }
    },
  );
  return router;
}

async function senderNamed(heed: Heed, id: string): Promise<Sender> {
  heed.senders.forget();
  const sender = (await heed.senders.read()).find((one) => one.id === id);
  if (sender === undefined) throw new Refusal('not_found', 'GET /v1/senders lists the senders there are.');
  return sender;
}

function wishOf(heed: Heed, given: z.output<typeof wishSchema>): ReplayWish {
  if ('from_seq' in given) return { kind: 'replay', fromSeq: given.from_seq };
  const normalised = normaliseAddress(given.address);
  if (normalised.kind === 'not_an_address') {
    throw new Refusal('invalid_request', normalised.fix, [{ path: 'address', message: normalised.code }]);
  }
  return { kind: 'person', recipientId: recipientId(heed.identityKey, normalised.address) };
}
