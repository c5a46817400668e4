import { createRoute, z } from '@hono/zod-openapi';
import { auditBy } from '../access/audit.ts';
import type { Heed } from '../heed.ts';
import { randomId } from '../keys/random.ts';
import { type HandList, handListsOf } from '../propagation/by-hand/hand-list.ts';
import { beginList } from '../propagation/by-hand/write-list.ts';
import { findManualSender } from '../senders/manual-sender.ts';
import type { Sender } from '../senders/sender.ts';
import { listFile } from '../web/list-file.ts';
import { bearer, jsonAnswer, refusals } from './answers.ts';
import { createRouter } from './context.ts';
import { Refusal } from './problem.ts';
import { instant, instantSchema } from './schemas.ts';

const listSchema = z
  .object({
    id: z.string(),
    from_seq: z.number().int(),
    to_seq: z.number().int(),
    sha256: z.string(),
    items: z.number().int().openapi({ description: 'How many people it holds.' }),
    written_at: instantSchema,
    written_by: z.string(),
  })
  .openapi('HandList');
const params = z.object({ id: z.string() });

/** `/v1/senders/{id}/lists`: what a person carries to a system that can neither be called nor ask. */
export function handListRoutes(heed: Heed) {
  const router = createRouter();

  router.openapi(
    createRoute({
      method: 'post',
      path: '/v1/senders/{id}/lists',
      summary: 'Write the list of everything a sender that is told by hand has to apply',
      description:
        'Answers the file itself, as CSV: everybody concerned since the last list that was attested, once each, with their whole state. It is not kept. A file of up to a megabyte comes with its hash in Repr-Digest (RFC 9530); a longer one is streamed, and GET lists its hash. Apply it, then attest it. 204 where nothing waits. The key needs the scope setup, or changes and to belong to the sender.',
      security: bearer,
      request: { params },
      responses: {
        201: { description: 'The file.', content: { 'text/csv': { schema: z.string() } } },
        204: { description: 'Nothing waits for this sender.' },
        ...refusals,
      },
    }),
    async (c) => {
      const sender = await manualSender(heed, c.req.valid('param').id);
      const options = { id: randomId('lst', heed.random), audit: auditBy(heed, c.get('apiKey').id) };
      const list = await beginList(heed.feed, sender, options);
      return list.kind === 'nothing_waits' ? c.body(null, 204) : listFile(list, sender, { status: 201 });
    },
  );

  router.openapi(
    createRoute({
      method: 'get',
      path: '/v1/senders/{id}/lists',
      summary: 'The lists written for a sender that is told by hand',
      description: 'The last hundred, the newest first.',
      security: bearer,
      request: { params },
      responses: { 200: jsonAnswer('The lists.', z.object({ lists: z.array(listSchema) })), ...refusals },
    }),
    async (c) => {
      const { id } = c.req.valid('param');
      const found = await findManualSender(heed.senders, id);
      if (found.kind === 'unknown_sender') throw unknownSender();
      return c.json({ lists: (await handListsOf(heed.database, id)).map(listAnswer) }, 200);
    },
  );
  return router;
}

/** The sender of that id, where it is told by hand and in service. Throws the refusal that fits, else. */
export async function manualSender(heed: Heed, id: string): Promise<Sender> {
  const found = await findManualSender(heed.senders, id);
  switch (found.kind) {
    case 'manual':
      return found.sender;
    case 'unknown_sender':
      throw unknownSender();
    case 'retired':
      throw new Refusal('retired', 'It mails nobody, and is told nothing any more.');
    case 'other_kind':
      throw new Refusal(
        'other_kind',
        found.of === 'feed'
          ? 'This sender fetches its changes: GET /v1/changes. Lists are for senders of the kind manual.'
          : 'This sender is called with its changes. Lists are for senders of the kind manual.',
      );
  }
}

/** For a path that names a sender there is not. */
export function unknownSender(): Refusal {
  return new Refusal('not_found', 'GET /v1/senders lists the senders there are.');
}

function listAnswer(list: HandList) {
  return {
    id: list.id,
    from_seq: list.fromSeq,
    to_seq: list.toSeq,
    sha256: list.sha256,
    items: list.items,
    written_at: instant(list.writtenAt),
    written_by: list.writtenBy,
  };
}
