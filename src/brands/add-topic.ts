import { z } from 'zod';
import type { Database } from '../store/database.ts';
import type { Directory } from './directory.ts';
import { nameSchema, slugSchema } from './naming.ts';
import { type Audit, registerTopic } from './register.ts';
import { type Topic, topicKindSchema } from './topic.ts';

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
  const topic: Topic = { brand, id, name, description, ...parsed.data };
  const outcome = await registerTopic(database, topic, audit('topic.create', `${brand}/${id}`));
  return outcome.kind === 'exists' ? { kind: 'exists' } : { kind: 'added', topic };
}
