import type { Database, Statement } from '../store/database.ts';
import type { Schema } from '../store/schema.ts';
import type { Brand } from './brand.ts';
import { rowOf } from './directory.ts';
import type { Topic } from './topic.ts';

/** A brand before it has topics. */
export type NewBrand = Omit<Brand, 'topics'>;

/** A change's audit row and the time both are written with. */
export interface Audited {
  /** Epoch ms. */
  readonly now: number;
  readonly audit: Statement;
}

/**
 * The audit row of an action (dotted, as in `brand.create`) on a subject, in the name of whoever acts: ready to be
 * written, and as the `entry` it is made of, for changes that may find nothing to change.
 */
export type Audit = (action: string, subject: string) => Audited & { readonly entry: Schema['audit'] };

export type Registered = { readonly kind: 'registered' } | { readonly kind: 'exists' };

/** Adds a brand, with the audit row that comes with it. An id that is taken is left as it is and answered `exists`. */
export async function registerBrand(
  database: Database,
  brand: NewBrand,
  { now, audit }: Audited,
): Promise<Registered> {
  const insert = database.build.insertInto('brand').values({ ...rowOf(brand), created_at: now });
  return registered(await database.commit([insert.compile(), audit]));
}

/** Adds a topic to a brand that exists; the caller has looked. An id that is taken is left and answered `exists`. */
export async function registerTopic(
  database: Database,
  topic: Topic,
  { now, audit }: Audited,
): Promise<Registered> {
  const insert = database.build.insertInto('topic').values({
    brand_id: topic.brand,
    id: topic.id,
    name: topic.name,
    kind: topic.kind,
    basis: topic.kind === 'transactional' ? topic.basis : null,
    description: topic.description,
    created_at: now,
  });
  return registered(await database.commit([insert.compile(), audit]));
}

function registered(outcome: Awaited<ReturnType<Database['commit']>>): Registered {
  return outcome.kind === 'committed' ? { kind: 'registered' } : { kind: 'exists' };
}
