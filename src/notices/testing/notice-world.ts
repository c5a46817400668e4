import { createDirectory, rowOf } from '../../brands/directory.ts';
import { DEFAULT_PROFILE } from '../../brands/profile.ts';
import { normaliseAddress } from '../../consent/address.ts';
import { createAppend } from '../../consent/append.ts';
import type { Decision, DecisionKind } from '../../consent/decision.ts';
import { type RecipientId, recipientId } from '../../consent/recipient.ts';
import { parseScope, type Scope } from '../../consent/scope.ts';
import { standingLookup } from '../../consent/standing-row.ts';
import { DEFAULT_BRAND_POLICY } from '../../deadline/policy.ts';
import { parseIdentityKey } from '../../keys/identity.ts';
import { parseKeyring } from '../../keys/keyring.ts';
import { createRandomBytes } from '../../keys/random.ts';
import { seal } from '../../keys/seal.ts';
import { undoByLink } from '../../links/obey.ts';
import type { Log, LogFields } from '../../log.ts';
import { type FactsOf, type Letter, type LetterFrame } from '../../mail/letter.ts';
import { openLetter } from '../../mail/outbox.ts';
import type { Database } from '../../store/database.ts';
import { migrate } from '../../store/migrate.ts';
import { openDatabase } from '../../store/open.ts';
import type { Language } from '../../words/language.ts';
import { type AcknowledgeParts, createAcknowledge } from '../acknowledge.ts';

/** A Monday noon in UTC. */
export const NOON = Date.UTC(2026, 5, 1, 12);
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

// Test data, not secrets: 32 times the same byte.
const BYTES = Buffer.alloc(32, 7).toString('base64url');
export const random = createRandomBytes();
export const keyring = ringOf(`k1:${BYTES}`);
export const identityKey = anIdentityKey();

export function ringOf(text: string) {
  const outcome = parseKeyring(text);
  if (outcome.kind === 'refused') throw new Error(outcome.problem);
  return outcome.keyring;
}

function anIdentityKey() {
  const outcome = parseIdentityKey(BYTES);
  if (outcome.kind === 'refused') throw new Error(outcome.problem);
  return outcome.key;
}

export function scopeOf(text: string): Scope {
  const scope = parseScope(text);
  if (scope === undefined) throw new Error(`${text} is no scope`);
  return scope;
}

export function addressOf(name: string): string {
  return `${name}@example.com`;
}

export function idOf(name: string): RecipientId {
  const outcome = normaliseAddress(addressOf(name));
  if (outcome.kind === 'not_an_address') throw new Error(outcome.code);
  return recipientId(identityKey, outcome.address);
}

/** What somebody says; an opt-out of brand `a` on a page unless more is told. */
export interface Said {
  readonly by?: string;
  readonly about?: string;
  readonly word?: Exclude<DecisionKind, 'undo' | 'pause' | 'pause_end'>;
  readonly channel?: Decision['channel'];
  readonly evidence?: Decision['evidence'];
}

export type AcknowledgementLetter = LetterFrame & FactsOf<'opt_out_acknowledgement'>;

/** A world of its own in memory. */
export async function openNoticeWorld() {
  const database = openDatabase('sqlite::memory:');
  await migrate(database, NOON);
  return noticeWorldOn(database);
}

export type NoticeWorld = Awaited<ReturnType<typeof noticeWorldOn>>;

/**
 * Brands `a` (with topics t and u) and `b` (with topic t) on a database that has its schema; nobody acknowledges yet. A
 * topic's name is its id in capitals.
 */
export async function noticeWorldOn(database: Database) {
  let at = NOON;
  const now = () => at;
  const directory = createDirectory(database, now);
  const logged: { event: string; fields: LogFields | undefined }[] = [];
  const note = (event: string, fields?: LogFields) => void logged.push({ event, fields });
  const log: Log = { info: note, warn: note, error: note };
  const append = createAppend({
    database,
    now,
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
  const parts: AcknowledgeParts = {
    database,
    directory,
    standings: standingLookup(database),
    keyring,
    random,
    now,
    baseUrl: 'https://heed.example',
    log,
    enqueued: () => undefined,
  };
  for (const [brand, topics] of [
    ['a', ['t', 'u']],
    ['b', ['t']],
  ] as const) {
    await addBrand(database, brand, topics);
  }

  async function saidAtOnce(...said: readonly Said[]): Promise<number[]> {
    const outcomes = await append(
      said.map(({ by = 'jane', about = 'a', word = 'opt_out', channel = 'page', evidence = {} }) => ({
        kind: word,
        recipientId: idOf(by),
        addressSealed: seal(keyring, random, addressOf(by), idOf(by)),
        scope: scopeOf(about),
        requestedAt: at,
        receivedAt: at,
        channel,
        evidence,
      })),
    );
    return outcomes.map(({ seq }) => seq);
  }

  return {
    database,
    parts,
    logged,
    now,
    advance(millis: number) {
      at += millis;
    },
    /** Appends in one commit, and answers the entries' numbers in order. */
    say: saidAtOnce,
    /** Takes an opt-out back as an undo link does; nothing happens where it is no longer what was said last. */
    async undo(by: string, about: string, seq: number) {
      const decision = await undoByLink(
        database,
        {
          power: 'undo',
          recipientId: idOf(by),
          addressSealed: seal(keyring, random, addressOf(by), idOf(by)),
          scope: scopeOf(about),
          issuedAt: Math.floor(at / 1000),
          expiresAt: Math.floor(at / 1000) + 900,
          seq,
        },
        at,
      );
      if (decision !== undefined) await append([decision]);
    },
    /** Switches a brand's acknowledgements on, as of now, or off. */
    async acknowledges(brand: string, on: boolean, language: Language = 'en') {
      const since = on ? at : null;
      await database.commit([
        database.build
          .updateTable('brand')
          .set({ profile_json: profileJson(since, language) })
          .where('id', '=', brand)
          .compile(),
      ]);
      directory.forget();
    },
    /** Takes away a person's address, as an erasure does. */
    async erase(by: string) {
      const update = database.build.updateTable('recipient').set({ address_sealed: null });
      await database.commit([update.where('id', '=', idOf(by)).compile()]);
    },
    tick: (changes: Partial<AcknowledgeParts> = {}) =>
      createAcknowledge({ ...parts, ...changes })({ millisMax: MINUTE }),
    /** The acknowledgements in the outbox, by the id they stand under. */
    async letters(): Promise<ReadonlyMap<string, AcknowledgementLetter>> {
      const rows = await database.all(database.build.selectFrom('outbox').selectAll().orderBy('id'));
      return new Map(rows.map((row) => [row.id, acknowledgementIn(openLetter(keyring, row))]));
    },
    ledger: () => database.all(database.build.selectFrom('ledger').selectAll().orderBy('seq')),
    /** Where the reader stands. */
    async readTo() {
      const [row] = await database.all(database.build.selectFrom('ledger_reader').select('seq'));
      return row?.seq;
    },
  };
}

function acknowledgementIn(opened: ReturnType<typeof openLetter>): AcknowledgementLetter {
  const letter: Letter | undefined = opened.kind === 'letter' ? opened.letter : undefined;
  if (letter?.kind !== 'opt_out_acknowledgement') throw new Error('that is no acknowledgement');
  return letter;
}

function profileJson(acknowledgeOptOutsSince: number | null, language: Language): string {
  return JSON.stringify({ ...DEFAULT_PROFILE, acknowledgeOptOutsSince, language });
}

async function addBrand(database: Database, id: string, topics: readonly string[]): Promise<void> {
  const { build } = database;
  const row = rowOf({
    id,
    name: id,
    postalAddress: '1 Main St',
    policy: DEFAULT_BRAND_POLICY,
    profile: DEFAULT_PROFILE,
    ladder: null,
  });
  await database.commit([
    build
      .insertInto('brand')
      .values({ ...row, created_at: NOON })
      .compile(),
    ...topics.map((topic) =>
      build
        .insertInto('topic')
        .values({
          brand_id: id,
          id: topic,
          name: topic.toUpperCase(),
          kind: 'promotional',
          basis: null,
          created_at: NOON,
        })
        .compile(),
    ),
  ]);
}
