import { z } from '@hono/zod-openapi';
import { instantSchema } from './schemas.ts';

/** How a hold looks in a JSON answer; see `heldAnswer`. */
export const heldSchema = z
  .object({
    sender: z.string(),
    reason: z.enum(['deadline', 'backfill', 'brand', 'retired', 'watch_stopped']),
    brand: z.string().openapi({ description: 'Whose mail is held; * for all of the sender.' }),
    since: instantSchema,
    due_at: instantSchema
      .nullable()
      .openapi({ description: 'When what holds it falls due, where that is known.' }),
    lifted_by: z.string().openapi({ description: 'What lifts the hold, in words.' }),
  })
  .openapi('Held');

/** What stands in the answer of a sender beside how far it is; see `stateAnswer`. */
export const senderStateFields = {
  held: z.array(heldSchema).openapi({ description: 'What holds its promotional mail, the gravest first.' }),
  incidents: z
    .array(z.string())
    .openapi({ description: 'The kinds of its open incidents.', example: ['late'] }),
  next_attempt_at: instantSchema
    .nullable()
    .openapi({ description: 'When it is tried again; null where the last delivery went well.' }),
};
