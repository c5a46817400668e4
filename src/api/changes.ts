import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Heed } from '../heed.ts';
import { acknowledgeFeed, type FeedPage, type NeverServed, serveFeed } from '../propagation/feed.ts';
import type { Sender, SenderKind } from '../senders/sender.ts';
import { bearer, jsonAnswer, jsonBody, refusals } from './answers.ts';
import { type ApiEnv, createRouter } from './context.ts';
import { Refusal } from './problem.ts';
import { instantSchema } from './schemas.ts';

const permission = z.enum(['suppressed', 'allowed']);
const itemSchema = z
  .object({
    seq: z.number().int(),
    address: z.string(),
    address_sha256: z.string(),
    promotional: z.record(z.string(), permission),
    topics: z.record(z.string(), permission),
    undeliverable: z.boolean(),
    requested_at: instantSchema,
    due_at: instantSchema.nullable(),
  })
  .openapi('ChangeItem');
const pageSchema = z
  .object({ items: z.array(itemSchema), next: z.number().int(), more: z.boolean() })
  .openapi('Changes');

const WAIT_SECONDS_MAX = 60;
// Entries another process wrote ring no bell here; this often they are looked for.
const LOOK_MILLIS = 1_000;

const count = (max: number) => z.coerce.number({ error: 'A whole number.' }).int().min(0).max(max);

/** `/v1/changes` and `/v1/acks`: the feed, for senders that fetch for themselves. */
export function changeRoutes(heed: Heed) {
  const router = createRouter();

  router.openapi(
    createRoute({
      method: 'get',
      path: '/v1/changes',
      summary: 'What your sender must know after a position',
      description:
        'Items carry whole states, so applying one twice is harmless. Asking with a later `after` acknowledges everything up to it; so does POST /v1/acks. With `wait`, an empty answer is held back until there is news.',
      security: bearer,
      request: {
        query: z.object({
          after: count(Number.MAX_SAFE_INTEGER)
            .default(0)
            .openapi({ description: 'The `next` of the page applied last.' }),
          limit: count(1_000).min(1).default(100),
          wait: count(WAIT_SECONDS_MAX).default(0).openapi({ description: 'Seconds.' }),
        }),
      },
      responses: { 200: jsonAnswer('The next page.', pageSchema), ...refusals },
    }),
    async (c) => {
      const { after, limit, wait } = c.req.valid('query');
      const sender = await feedSender(heed, c);
      await acknowledge(heed, sender, after);
      const page = await pageWithin(heed, sender, {
        after,
        limit,
        waitMillis: wait * 1_000,
        signal: c.req.raw.signal,
      });
      return c.json({ ...page, items: [...page.items] }, 200);
    },
  );

  router.openapi(
    createRoute({
      method: 'post',
      path: '/v1/acks',
      summary: 'Say how far your sender has applied the feed',
      security: bearer,
      request: { body: jsonBody(z.strictObject({ seq: z.number().int().min(0) })) },
      responses: {
        200: jsonAnswer('Where the cursor stands.', z.object({ cursor: z.number().int() })),
        ...refusals,
      },
    }),
    async (c) => {
      const cursor = await acknowledge(heed, await feedSender(heed, c), c.req.valid('json').seq);
      return c.json({ cursor }, 200);
    },
  );
  return router;
}

async function feedSender(heed: Heed, c: Context<ApiEnv>): Promise<Sender> {
  const { senderId } = c.get('apiKey');
  const sender = (await heed.senders.read()).find(({ id }) => id === senderId);
  if (sender === undefined) {
    throw new Refusal(
      'missing_scope',
      'This key belongs to no sender. Make one: `heed keys create --sender ID --scopes changes`.',
    );
  }
  if (sender.retiredAt !== null) {
    throw new Refusal('retired', 'This sender was retired: it mails nobody, and is told nothing any more.');
  }
  if (sender.kind !== 'feed')
    throw new Refusal('missing_scope', `${TOLD_OTHERWISE[sender.kind]} The feed is for feed senders.`);
  return sender;
}

const TOLD_OTHERWISE: Readonly<Record<Exclude<SenderKind, 'feed'>, string>> = {
  webhook: 'This key belongs to a webhook sender: its changes are pushed.',
  manual:
    'This key belongs to a sender that is told by hand: POST /v1/senders/{id}/lists writes its list, and POST /v1/senders/{id}/attestations says that it was applied.',
};

async function acknowledge(heed: Heed, sender: Sender, seq: number): Promise<number> {
  const outcome = await acknowledgeFeed(heed.feed, sender, seq);
  if (outcome.kind === 'acknowledged') return outcome.cursorSeq;
  throw neverServed(outcome);
}

function neverServed({ servedSeq, cursorSeq }: NeverServed): Refusal {
  return new Refusal(
    'never_served',
    `This sender was served up to ${servedSeq}: what was never fetched cannot be acknowledged, and what is to be told again is fetched again. Go on with after=${cursorSeq}.`,
  );
}

async function pageWithin(
  heed: Heed,
  sender: Sender,
  options: { after: number; limit: number; waitMillis: number; signal: AbortSignal },
): Promise<FeedPage> {
  const until = heed.now() + options.waitMillis;
  for (;;) {
    const served = await serveFeed(heed.feed, sender, options);
    if (served.kind === 'never_served') throw neverServed(served);
    const { page } = served;
    const left = until - heed.now();
    if (page.next > options.after || left <= 0 || options.signal.aborted) return page;
    await heed.wake.wait(Math.min(left, LOOK_MILLIS), options.signal);
  }
}
