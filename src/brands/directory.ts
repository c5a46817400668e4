import { ladderChangesSchema } from '../deadline/ladder.ts';
import { brandPolicySchema } from '../deadline/policy.ts';
import type { Database } from '../store/database.ts';
import type { Brand } from './brand.ts';
import { brandProfileSchema } from './profile.ts';
import { type Topic, topicKindSchema } from './topic.ts';

/** All brands with their topics, as last read. */
export type BrandDirectory = ReadonlyMap<string, Brand>;

/** Reads every brand and topic. There are tens of them, so they are read whole. */
export async function readDirectory(database: Database): Promise<BrandDirectory> {
  const brands = await database.all(brandRows(database).orderBy('id').limit(10_000));
  const topics = await database.all(topicRows(database).orderBy('id').limit(100_000));
  const topicsOf = (id: string) => topics.filter(({ brand_id }) => brand_id === id);
  return new Map(brands.map((row) => [row.id, brandOf(row, topicsOf(row.id))]));
}

/** A brand as it is stored. */
export interface BrandRow {
  readonly id: string;
  readonly name: string;
  readonly postal_address: string;
  readonly policy_json: string;
  readonly profile_json: string;
  readonly ladder_json: string | null;
}

/** Reads one brand with its topics as it is now, and the row it was made of; undefined when there is none. */
export async function readBrand(
  database: Database,
  id: string,
): Promise<{ readonly brand: Brand; readonly row: BrandRow } | undefined> {
  const [row] = await database.all(brandRows(database).where('id', '=', id));
  if (row === undefined) return undefined;
  const topics = await database.all(
    topicRows(database).where('brand_id', '=', id).orderBy('id').limit(100_000),
  );
  return { row, brand: brandOf(row, topics) };
}

/** A brand as it is to be stored. */
export function rowOf(brand: Omit<Brand, 'topics'>): BrandRow {
  const { id, name, postalAddress, policy, profile, ladder } = brand;
  return {
    id,
    name,
    postal_address: postalAddress,
    policy_json: JSON.stringify(policy),
    profile_json: JSON.stringify(profile),
    ladder_json: ladder === null ? null : JSON.stringify(ladder),
  };
}

function brandRows({ build }: Database) {
  return build
    .selectFrom('brand')
    .select(['id', 'name', 'postal_address', 'policy_json', 'profile_json', 'ladder_json']);
}

function topicRows({ build }: Database) {
  return build.selectFrom('topic').select(['brand_id', 'id', 'name', 'kind', 'basis', 'description']);
}

function brandOf(row: BrandRow, topics: readonly TopicRow[]): Brand {
  return {
    id: row.id,
    name: row.name,
    postalAddress: row.postal_address,
    policy: brandPolicySchema.parse(JSON.parse(row.policy_json)),
    profile: brandProfileSchema.parse(JSON.parse(row.profile_json)),
    ladder: row.ladder_json === null ? null : ladderChangesSchema.parse(JSON.parse(row.ladder_json)),
    topics: new Map(topics.map((topic) => [topic.id, topicOf(topic)])),
  };
}

interface TopicRow {
  readonly brand_id: string;
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly basis: string | null;
  readonly description: string | null;
}

function topicOf({ brand_id: brand, id, name, description, ...row }: TopicRow): Topic {
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
  let changes = 0;

  async function fresh(): Promise<BrandDirectory> {
    const before = changes;
    const brands = await readDirectory(database);
    // What was read while something changed may be from before the change: good for this caller, not to be kept.
    if (before === changes) kept = { at: now(), brands };
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
      changes++;
      kept = undefined;
    },
  };
}
