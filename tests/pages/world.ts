import { createHash } from 'node:crypto';
import { personOf } from '../../src/center/person.ts';
import { normaliseAddress } from '../../src/consent/address.ts';
import { parseScope, type Scope } from '../../src/consent/scope.ts';
import { openTestHeed, TEST_START, type TestHeed } from '../../src/heed.testkit.ts';
import type { HeedParts } from '../../src/heed.ts';
import type { RandomBytes } from '../../src/keys/random.ts';
import { MANAGE_MINUTES, OPT_IN_DAYS, PRIVACY_DAYS } from '../../src/links/ages.ts';
import { type LinkClaims, type Power, signToken } from '../../src/links/token.ts';
import type { Database } from '../../src/store/database.ts';
import { migrate } from '../../src/store/migrate.ts';
import { openDatabase } from '../../src/store/open.ts';
import type { Language } from '../../src/words/language.ts';
import { createVisitor, type Manners, type Visitor } from '../forms/visitor.ts';
import { foundCompany, GROUP_NAME } from './company.ts';

/** The one person of these tests, as they write their address. */
export const ROSA = 'Rosa.Delgado@example.com';
const STRANGER = 'somebody.else@example.com';

/** What of the company is there, where a state is about less than everything. */
export interface WorldOptions {
  /** False where the company behind the brands does not want to be named. */
  readonly group?: boolean;
  readonly brands?: number;
  readonly senders?: boolean;
  /** What differs from a test's own Heed. */
  readonly parts?: Partial<HeedParts>;
}

/** A company on a Heed of its own, with a clock that moves when told and chance that repeats. */
export interface World extends TestHeed {
  /** Somebody's browser, in their language. */
  visitor(language?: Language, manners?: Manners): Visitor;
  /** The path of a link to Rosa, as a mail or a page of ours holds it. */
  link(power: LinkPower, scope?: string, more?: LinkMore): string;
  /** From now on the database answers nothing (`false`), or as always (`true`). */
  databaseAnswers(answers: boolean): void;
  /** Carries what was decided to the senders that are told; the feed learns of it only if `all`. */
  tellSenders(options?: { all?: boolean }): Promise<void>;
  /** Runs statements, and forgets what this process has kept of the company. */
  change(...queries: { compile(): { sql: string; parameters: readonly unknown[] } }[]): Promise<void>;
  close(): Promise<void>;
}

export type LinkPower = Exclude<Power, 'undo'>;

/** What a link may say beside whom and what it is about. */
export interface LinkMore {
  readonly seq?: number;
  readonly topics?: readonly string[];
  readonly requestId?: string;
  /** True where the address in it does not open any more: its key is gone. */
  readonly unreadable?: boolean;
}

/** Opens one. */
export async function openWorld({ group = true, brands, senders, parts }: WorldOptions = {}): Promise<World> {
  const { database, answers } = switchable(await freshDatabase());
  const test = await openTestHeed({
    database,
    random: repeatable(),
    groupName: group ? GROUP_NAME : undefined,
    outbound: { post: async () => ({ kind: 'answered', status: 200, headers: {}, body: '' }) },
    ...parts,
  });
  const { heed, app } = test;
  await foundCompany({ ...heed, database, now: heed.now(), brands, senders });
  return {
    ...test,
    visitor: (language = 'en', manners = {}) =>
      createVisitor(async (path, request) => app.request(path, request), {
        origin: heed.baseUrl,
        manners: { 'accept-language': language, ...manners },
      }),
    link: (power, scope = 'clearview/offers', more = {}) => linkOf(test, power, scopeOf(scope), more),
    databaseAnswers: answers,
    tellSenders: (options) => tellSenders(test, options),
    async change(...queries) {
      await database.commit(queries.map((query) => query.compile()));
      heed.directory.forget();
      heed.senders.forget();
    },
    close: () => database.close(),
  };
}

async function freshDatabase(): Promise<Database> {
  const database = openDatabase('sqlite::memory:');
  await migrate(database, TEST_START);
  return database;
}

/** A database that can be taken away, as by a network. */
function switchable(inner: Database): { database: Database; answers: (answers: boolean) => void } {
  let there = true;
  const away = async () => Promise.reject(new Error('the database is away'));
  const database: Database = {
    ...inner,
    all: (query) => (there ? inner.all(query) : away()),
    commit: (statements) => (there ? inner.commit(statements) : away()),
  };
  return {
    database,
    answers(answers) {
      there = answers;
    },
  };
}

/** Bytes that look random and are the same in every run, so that a page is drawn twice alike. */
export function repeatable(): RandomBytes {
  let drawn = 0;
  return (length) => {
    const blocks: Buffer[] = [];
    for (let have = 0; have < length; have += 32) {
      blocks.push(createHash('sha256').update(`draw ${drawn++}`).digest());
    }
    return new Uint8Array(Buffer.concat(blocks).subarray(0, length));
  };
}

function scopeOf(text: string): Scope {
  const scope = parseScope(text);
  if (scope === undefined) throw new Error(`${text} is no scope`);
  return scope;
}

const PLACES = { unsub: 'u', prefs: 'p', manage: 'p', optin: 'c', privacy: 'c', receipt: 'r' } as const;

function linkOf({ heed }: TestHeed, power: LinkPower, scope: Scope, more: LinkMore): string {
  const rosa = personNamed(heed, ROSA);
  const addressSealed = more.unreadable ? personNamed(heed, STRANGER).addressSealed : rosa.addressSealed;
  const issuedAt = Math.floor(heed.now() / 1000);
  const common = { recipientId: rosa.recipientId, addressSealed, scope, issuedAt };
  return `/${PLACES[power]}/${signToken(heed.keyring, claimsFor(power, common, more))}`;
}

type Common = Pick<LinkClaims, 'recipientId' | 'addressSealed' | 'scope' | 'issuedAt'>;

function claimsFor(power: LinkPower, common: Common, more: LinkMore): LinkClaims {
  const endsIn = (seconds: number) => common.issuedAt + seconds;
  switch (power) {
    case 'unsub':
    case 'prefs':
      return { ...common, power };
    case 'receipt':
      return { ...common, power, seq: more.seq ?? 1 };
    case 'manage':
      return { ...common, power, expiresAt: endsIn(MANAGE_MINUTES * 60) };
    case 'optin': {
      const topics = (more.topics ?? []).map(scopeOf);
      return { ...common, power, topics, expiresAt: endsIn(OPT_IN_DAYS * 86_400) };
    }
    case 'privacy':
      return { ...common, power, requestId: more.requestId ?? '', expiresAt: endsIn(PRIVACY_DAYS * 86_400) };
  }
}

function personNamed(heed: TestHeed['heed'], text: string) {
  const normalised = normaliseAddress(text);
  if (normalised.kind !== 'address') throw new Error(normalised.fix);
  return personOf(heed, normalised);
}

async function tellSenders({ heed, key, call }: TestHeed, { all = false } = {}): Promise<void> {
  await heed.propagate({ millisMax: 1_000 });
  if (!all) return;
  const secret = await key(['changes'], 'customer-crm');
  const { body } = await call(secret, '/v1/changes?after=0&limit=1000');
  await call(secret, '/v1/acks', { seq: body.next });
}
