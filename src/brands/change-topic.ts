import { z } from 'zod';
import type { Database, Statement } from '../store/database.ts';
import { descriptionSchema, TOPIC_REMOVED } from './add-topic.ts';
import { readBrand } from './directory.ts';
import { nameSchema } from './naming.ts';
import type { Audit } from './register.ts';
import { somethingToChange } from './something-to-change.ts';
import type { Topic } from './topic.ts';

/** What is to be different about a topic. Its kind and basis stay: they say which mail people have decided on. */
export const topicChangesSchema = somethingToChange(
  z.strictObject({ name: nameSchema.optional(), description: descriptionSchema.nullable().optional() }),
);

export type TopicChanges = z.output<typeof topicChangesSchema>;

/** Which topic: `brand/id`. */
export type TopicPlace = Pick<Topic, 'brand' | 'id'>;

export type TopicChanged =
  | { readonly kind: 'changed'; readonly topic: Topic }
  | { readonly kind: 'unknown_topic' };

/** Changes what people read of a topic, with its audit row. A process that keeps a directory is to forget it afterwards. */
export async function changeTopic(
  database: Database,
  place: TopicPlace,
  changes: TopicChanges,
  audit: Audit,
): Promise<TopicChanged> {
  const topic = (await readBrand(database, place.brand))?.brand.topics.get(place.id);
  if (topic === undefined) return { kind: 'unknown_topic' };
  const { name = topic.name, description = topic.description } = changes;
  const outcome = await database.commit([
    database.build
      .updateTable('topic')
      .set(changes) // what is absent is left as another may have changed it meanwhile
      .where('brand_id', '=', place.brand)
      .where('id', '=', place.id)
      .compile(),
    auditWhileThere(database, place, audit('topic.update', spelled(place))),
  ]);
  return outcome.kind === 'committed'
    ? { kind: 'changed', topic: { ...topic, name, description } }
    : { kind: 'unknown_topic' };
}

/**
 * Removes a topic, with its audit row; of two that remove it at once, one does. Whatever people said of it stays in ledger
 * and standing, and counts again should a topic of that id be added. A process that keeps a directory is to forget it.
 */
export async function removeTopic(
  database: Database,
  place: TopicPlace,
  audit: Audit,
): Promise<{ readonly kind: 'removed' | 'unknown_topic' }> {
  const { build } = database;
  const outcome = await database.commit([
    // Changes nothing, but makes another who removes it wait here, to find it gone a line below.
    build
      .updateTable('topic')
      .set((row) => ({ name: row.ref('name') }))
      .where('brand_id', '=', place.brand)
      .where('id', '=', place.id)
      .compile(),
    auditWhileThere(database, place, audit(TOPIC_REMOVED, spelled(place))),
    build.deleteFrom('topic').where('brand_id', '=', place.brand).where('id', '=', place.id).compile(),
  ]);
  return { kind: outcome.kind === 'committed' ? 'removed' : 'unknown_topic' };
}

/** An audit row whose subject is null, and so refused with all of its commit, where the topic is not there. */
function auditWhileThere({ build }: Database, place: TopicPlace, { entry }: ReturnType<Audit>): Statement {
  return build
    .insertInto('audit')
    .values((row) => ({
      ...entry,
      subject: row
        .selectFrom('topic')
        .select((topic) => topic.val(entry.subject).as('subject'))
        .where('brand_id', '=', place.brand)
        .where('id', '=', place.id),
    }))
    .compile();
}

function spelled({ brand, id }: TopicPlace): string {
  return `${brand}/${id}`;
}
