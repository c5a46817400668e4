import { createHash } from 'node:crypto';
import { auditBy } from '../../access/audit.ts';
import type { BrandDirectory, Directory } from '../../brands/directory.ts';
import { DEFAULT_PROFILE } from '../../brands/profile.ts';
import type { Topic } from '../../brands/topic.ts';
import { normaliseAddress } from '../../consent/address.ts';
import { createAppend } from '../../consent/append.ts';
import type { DecisionWord } from '../../consent/decision.ts';
import { type RecipientId, recipientId } from '../../consent/recipient.ts';
import { parseScope, type Scope } from '../../consent/scope.ts';
import { DEFAULT_BRAND_POLICY } from '../../deadline/policy.ts';
import { parseIdentityKey } from '../../keys/identity.ts';
import { parseKeyring } from '../../keys/keyring.ts';
import { createRandomBytes } from '../../keys/random.ts';
import { seal } from '../../keys/seal.ts';
import { readSenders, registerSender } from '../../senders/registry.ts';
import type { Sender } from '../../senders/sender.ts';
import type { Database } from '../../store/database.ts';
import type { PropagationRow, Schema } from '../../store/schema.ts';
import { type BrandsSet, setSenderBrands } from '../set-sender-brands.ts';
import { type ReplayStarted, type ReplayWish, startReplay } from '../start-replay.ts';

/** A Monday noon in UTC. */
export const NOON = Date.UTC(2026, 5, 1, 12);
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

// Test data, not secrets: 32 times the same byte.
const BYTES = Buffer.alloc(32, 7).toString('base64url');
const random = createRandomBytes();
export const keyring = testKeyring(`test:${BYTES}`);
export const identityKey = testIdentityKey();

export function testKeyring(text: string) {
  const outcome = parseKeyring(text);
  if (outcome.kind === 'refused') throw new Error(outcome.problem);
  return outcome.keyring;
}

function testIdentityKey() {
  const outcome = parseIdentityKey(BYTES);
  if (outcome.kind === 'refused') throw new Error(outcome.problem);
  return outcome.key;
}

export function scopeOf(text: string): Scope {
  const scope = parseScope(text);
  if (scope === undefined) throw new Error(`${text} is no scope`);
  return scope;
}

/** The address of a person called by a name. */
export function addressOf(name: string): string {
  return `${name}@example.com`;
}

export function idOf(name: string): RecipientId {
  const normalised = normaliseAddress(addressOf(name));
  if (normalised.kind !== 'address') throw new Error(`${name} makes no address`);
  return recipientId(identityKey, normalised.address);
}

/** Two brands: `a` with promotional topics t and u and the transactional topic bill, `b` with the promotional topic t. */
export const DIRECTORY: BrandDirectory = directoryOf({ a: ['t', 'u'], b: ['t'] });

/** A directory of brands with these promotional topics; each also has a transactional topic, `bill`. */
export function directoryOf(brands: Readonly<Record<string, readonly string[]>>): BrandDirectory {
  return new Map(
    Object.entries(brands).map(([id, names]) => {
      const promotional = names.map(
        (topic): Topic => ({ brand: id, id: topic, name: topic, description: null, kind: 'promotional' }),
      );
      const bill: Topic = {
        brand: id,
        id: 'bill',
        name: 'Bills',
        description: null,
        kind: 'transactional',
        basis: 'account',
      };
      const topics = new Map([...promotional, bill].map((topic) => [topic.id, topic]));
      return [
        id,
        {
          id,
          name: id,
          postalAddress: '1 Main St',
          policy: DEFAULT_BRAND_POLICY,
          profile: DEFAULT_PROFILE,
          ladder: null,
          topics,
        },
      ];
    }),
  );
}

/** A directory that never changes. */
export function fixedDirectory(brands: BrandDirectory = DIRECTORY): Directory {
  return { read: async () => brands, brand: async (id) => brands.get(id), forget: () => undefined };
}

/** What somebody says, and about what; everybody's address is known unless they are `nameless`. */
export interface Said {
  readonly by?: string;
  readonly about?: string;
  readonly word?: DecisionWord['kind'] & ('opt_out' | 'opt_in' | 'undeliverable' | 'deliverable');
  readonly at?: number;
  readonly nameless?: boolean;
}

/** A database of its own, a clock that moves when told, and a way to say things. */
export interface World {
  readonly database: Database;
  readonly now: () => number;
  readonly advance: (millis: number) => void;
  /** Appends in one commit, at the clock's time, and answers the entries' numbers in order. */
  readonly say: (...said: Said[]) => Promise<number[]>;
  readonly addSender: (sender?: Partial<Sender>) => Promise<Sender>;
  /** Gives a sender these brands and no others; its name is `mailer`, the database the world's, unless given. */
  readonly setBrands: (
    brands: readonly string[],
    senderId?: string,
    through?: Database,
  ) => Promise<BrandsSet>;
  /** Has a sender told again; its name is `mailer` unless given. */
  readonly replay: (wish: ReplayWish, senderId?: string) => Promise<ReplayStarted>;
}

/** A world on a database that has its schema and nothing else; any of the three will do. */
export function worldOn(database: Database): World {
  let now = NOON;
  const append = createAppend({
    database,
    now: () => now,
    clocks:
      async () =>
      (_, { requestedAt }) => ({
        targetAt: requestedAt + 2 * DAY,
        dueAt: requestedAt + 14 * DAY,
        strictDueAt: requestedAt + 14 * DAY,
      }),
    salt: () => 'salt',
    backOff: async () => undefined,
  });
  return {
    database,
    now: () => now,
    advance(millis) {
      now += millis;
    },
    async say(...said) {
      const outcomes = await append(
        said.map(({ by = 'jane', about = 'a', word = 'opt_out', at = now, nameless = false }) => ({
          kind: word,
          recipientId: idOf(by),
          addressSealed: nameless ? null : seal(keyring, random, addressOf(by), idOf(by)),
          scope: scopeOf(about),
          requestedAt: at,
          receivedAt: at,
          channel: 'page',
          evidence: {},
        })),
      );
      return outcomes.map(({ seq }) => seq);
    },
    async addSender(changes = {}) {
      const sender = aSender({ createdAt: now, ...changes });
      const { kind } = await registerSender(database, sender, {
        keyring,
        random,
        audit: auditOf(database, sender.id),
      });
      if (kind === 'exists') throw new Error(`there is a sender ${sender.id}`);
      return sender;
    },
    setBrands(brands, senderId = 'mailer', through = database) {
      const senders = { read: () => readSenders(database, keyring), forget: () => undefined };
      const parts = { database: through, directory: fixedDirectory(), senders, random };
      return setSenderBrands(parts, senderId, brands, audited());
    },
    async replay(wish, senderId = 'mailer') {
      const sender = (await readSenders(database, keyring)).find(({ id }) => id === senderId);
      if (sender === undefined) throw new Error(`there is no sender ${senderId}`);
      return startReplay({ database, random }, sender, wish, audited());
    },
  };

  function audited() {
    return auditBy({ database, now: () => now, random }, 'test');
  }
}

/** A sender that is valid and boring but for what a test changes. */
export function aSender(changes: Partial<Sender> = {}): Sender {
  return {
    id: 'mailer',
    name: 'Mailer',
    publicName: 'Mailer',
    kind: 'webhook',
    brands: ['a'],
    settings: {},
    createdAt: NOON,
    ladder: null,
    retiredAt: null,
    ...changes,
  };
}

function auditOf(database: Database, subject: string) {
  const row = { id: `audit ${subject}`, at: NOON, actor: 'test', action: 'sender.create', subject };
  return database.build.insertInto('audit').values(row).compile();
}

/** Names a batch by its content. */
export function batchId(content: string): string {
  return createHash('sha256').update(content).digest('base64url');
}

/** Delivery ids that count. */
export function countedIds(prefix = 'dlv'): () => string {
  let count = 0;
  return () => `${prefix}-${++count}`;
}

/** The row that says where a sender stands. */
export async function stateOf(database: Database, senderId = 'mailer'): Promise<PropagationRow> {
  const query = database.build.selectFrom('propagation').selectAll().where('sender_id', '=', senderId);
  const [row] = await database.all(query);
  if (row === undefined) throw new Error(`there is no sender ${senderId}`);
  return row;
}

/** All rows of a table. */
export function rowsOf<
  Table extends
    | 'delivery'
    | 'parked'
    | 'latency'
    | 'ledger'
    | 'propagation'
    | 'replay'
    | 'hold'
    | 'sender_brand',
>(database: Database, table: Table): Promise<Schema[Table][]> {
  const query = database.build.selectFrom(table as 'delivery').selectAll();
  return database.all(query as never);
}

/** How many opt-outs the histograms of a sender hold. */
export async function latencyCount(database: Database, senderId = 'mailer'): Promise<number> {
  const rows = await rowsOf(database, 'latency');
  return rows.filter(({ sender_id }) => sender_id === senderId).reduce((sum, { count }) => sum + count, 0);
}

/** Takes away a person's address, as an erasure does. */
export async function erase(database: Database, name: string): Promise<void> {
  await database.commit([
    database.build
      .updateTable('recipient')
      .set({ address_sealed: null })
      .where('id', '=', idOf(name))
      .compile(),
  ]);
}

/** The ids of all whose address is not known (any more). */
export async function addressless(database: Database): Promise<Set<string>> {
  const query = database.build.selectFrom('recipient').select('id').where('address_sealed', 'is', null);
  return new Set((await database.all(query)).map(({ id }) => id));
}
