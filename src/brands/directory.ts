import { z } from 'zod';
import { brandPolicySchema } from '../deadline/policy.ts';
import type { Database } from '../store/database.ts';
import type { Brand } from './brand.ts';
import { brandProfileSchema } from './profile.ts';
import { type Topic, topicKindSchema } from './topic.ts';

/** All brands with their topics, as last read. */
export type BrandDirectory = ReadonlyMap<string, Brand>;

/** Reads every brand and topic. There are tens of them, so they are read whole. */
export async function readDirectory(database: Database): Promise<BrandDirectory> {
  const brands = await database.all(
    database.build
      .selectFrom('brand')
      .select(['id', 'name', 'postal_address', 'policy_json', 'profile_json'])
      .orderBy('id')
      .limit(10_000),
  );
  const topics = await database.all(
    database.build
      .selectFrom('topic')
      .select(['brand_id', 'id', 'name', 'kind', 'basis', 'description'])
      .orderBy('id')
      .limit(100_000),
  );
  return new Map(
    brands.map((row) => [
      row.id,
      {
        id: row.id,
        name: row.name,
        postalAddress: row.postal_address,
        policy: brandPolicySchema.parse(JSON.parse(row.policy_json)),
        profile: brandProfileSchema.parse(JSON.parse(row.profile_json)),
        topics: new Map(
          topics.filter((topic) => topic.brand_id === row.id).map((topic) => [topic.id, topicOf(topic)]),
        ),
      },
    ]),
  );
}

const topicRow = z.object({
  brand_id: z.string(),
  id: z.string(),
  name: z.string(),
  description: z.string().nullable(),
});

function topicOf(row: { kind: string; basis: string | null }): Topic {
  const { brand_id: brand, id, name, description } = topicRow.parse(row);
  const kind = topicKindSchema.parse(
    row.basis === null ? { kind: row.kind } : { kind: row.kind, basis: row.basis },
  );
  return { brand, id, name, description, ...kind };
}

/** The directory as a process keeps it: read again when it is old, when told to, or when an unknown brand is asked for. */
export interface Directory {
  /** The directory, at most `DIRECTORY_MILLIS_MAX` old. Throws when it was never read and the database cannot answer. */
  read(): Promise<BrandDirectory>;
  /** One brand; looks again before it says there is none. */
  brand(id: string): Promise<Brand | undefined>;
  /** Forgets what was read, after a change by this process. */
  forget(): void;
}

// Another process may add a topic: its senders wait this long at most before the gate knows it.
const DIRECTORY_MILLIS_MAX = 5_000;

/** Keeps the directory in memory for a few seconds, because every link, click and check needs it. */
export function createDirectory(database: Database, now: () => number): Directory {
  let kept: { readonly at: number; readonly brands: BrandDirectory } | undefined;

  async function fresh(): Promise<BrandDirectory> {
    const brands = await readDirectory(database);
    kept = { at: now(), brands };
    return brands;
  }

  async function read(): Promise<BrandDirectory> {
    const age = kept ? now() - kept.at : Number.POSITIVE_INFINITY;
    // A clock that stepped back makes the age negative: that is as good as old.
    if (kept && age >= 0 && age < DIRECTORY_MILLIS_MAX) return kept.brands;
    return fresh();
  }

  return {
    read,
    async brand(id) {
      const known = (await read()).get(id);
      return known ?? (await fresh()).get(id);
    },
    forget() {
      kept = undefined;
    },
  };
}
