import { z } from 'zod';
import type { Database } from '../store/database.ts';
import type { Directory } from './directory.ts';
import { nameSchema, slugSchema } from './naming.ts';
import { type Audit, registerTopic } from './register.ts';
import { type Topic, topicKindSchema } from './topic.ts';

/** The action under which a removed topic stands in the audit. */
export const TOPIC_REMOVED = 'topic.delete';

/** What a topic is about and how often it comes: one sentence for its readers, on one line. */
export const descriptionSchema = z
  .string()
  .trim()
  .min(1, { error: 'Say in a sentence what it is about.' })
  .max(200, { error: 'At most 200 characters.' })
  .refine((text) => !/\p{Cc}/u.test(text), { error: 'Write it on one line.' })
  .meta({ example: 'New lenses and offers, about twice a month.' });

/** A topic as it comes in. Whether its kind and its basis go together is judged by `addTopic`. */
export const newTopicSchema = z.strictObject({
  brand: slugSchema,
  id: slugSchema,
  name: nameSchema,
  kind: z.enum(['promotional', 'transactional'], { error: 'kind is promotional or transactional.' }),
  basis: z.string().optional().meta({ example: 'account' }),
  description: descriptionSchema.nullable().optional(),
});

/** A new topic whose shape was checked. */
export type NewTopicInput = z.output<typeof newTopicSchema>;

export type TopicAdded =
  | { readonly kind: 'added'; readonly topic: Topic }
  | { readonly kind: 'exists' | 'unknown_brand' }
  /** A transactional topic without one of the five bases, or a promotional one with a basis: what is wrong, in words. */
  | { readonly kind: 'wrong_basis'; readonly problems: readonly string[] };

// What people stopped under an id must not pass them by as transactional mail: whoever wants such a topic takes a new id.
const COMES_BACK =
  'A topic of this id was removed. It may come back as promotional; a transactional topic takes an id nobody has decided on.';

async function wasRemoved(database: Database, subject: string): Promise<boolean> {
  const removed = database.build
    .selectFrom('audit')
    .select('id')
    .where('subject', '=', subject)
    .where('action', '=', TOPIC_REMOVED)
    .limit(1);
  return (await database.all(removed)).length > 0;
}

/** Adds a topic to a brand, with its audit row. A process that keeps a directory is to forget it afterwards. */
export async function addTopic(
  { database, directory }: { database: Database; directory: Directory },
  { brand, id, name, kind, basis, description = null }: NewTopicInput,
  audit: Audit,
): Promise<TopicAdded> {
  const parsed = topicKindSchema.safeParse(basis === undefined ? { kind } : { kind, basis });
  if (!parsed.success) {
    return { kind: 'wrong_basis', problems: parsed.error.issues.map(({ message }) => message) };
  }
  if ((await directory.brand(brand)) === undefined) return { kind: 'unknown_brand' };
  if (parsed.data.kind === 'transactional' && (await wasRemoved(database, `${brand}/${id}`))) {
    return { kind: 'wrong_basis', problems: [COMES_BACK] };
  }
  const topic: Topic = { brand, id, name, description, ...parsed.data };
  const outcome = await registerTopic(database, topic, audit('topic.create', `${brand}/${id}`));
  return outcome.kind === 'exists' ? { kind: 'exists' } : { kind: 'added', topic };
}
