import { EVERYTHING } from '../consent/scope.ts';
import { ladderChangesSchema } from '../deadline/ladder.ts';
import type { Keyring } from '../keys/keyring.ts';
import { type RandomBytes, randomId } from '../keys/random.ts';
import { parseSealed, seal, unseal } from '../keys/seal.ts';
import type { Database, Statement } from '../store/database.ts';
import { dueOfBrands } from './backfill-due.ts';
import { headSeq, lastEntryAbout } from './last-entry.ts';
import { holdInsert, type NewReplay, replayInsert } from './new-replay.ts';
import { isPushed, SENDER_KINDS, type Sender } from './sender.ts';

/**
 * Stands for settings that do not open, because the key that sealed them is no longer in HEED_KEYS or their row was
 * changed. That sender cannot be told until the key is back; all the others can.
 */
export const SETTINGS_UNREADABLE = Symbol('settings that do not open');

/** All senders. There are tens to hundreds of them, so they are read whole. */
export async function readSenders(database: Database, keyring: Keyring): Promise<Sender[]> {
  const rows = await database.all(
    database.build
      .selectFrom('sender')
      .select([
        'id',
        'name',
        'kind',
        'settings_sealed',
        'public_name',
        'ladder_json',
        'retired_at',
        'created_at',
      ])
      .orderBy('id')
      .limit(10_000),
  );
  const brands = await database.all(
    database.build
      .selectFrom('sender_brand')
      .select(['sender_id', 'brand_id', 'added_at'])
      .orderBy('sender_id')
      .orderBy('brand_id')
      .limit(100_000),
  );
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    publicName: row.public_name ?? row.name,
    kind: kindOf(row.kind),
    brands: brands.filter(({ sender_id }) => sender_id === row.id).map(({ brand_id }) => brand_id),
    settings: openSettings(keyring, row.id, row.settings_sealed),
    createdAt: row.created_at,
    brandsSince: since(brands.filter(({ sender_id }) => sender_id === row.id)),
    ladder: row.ladder_json === null ? null : ladderChangesSchema.parse(JSON.parse(row.ladder_json)),
    retiredAt: row.retired_at,
  }));
}

/** Since when a sender has the brands it was given later; undefined where there are none. */
export function since(
  brands: readonly { readonly brand_id: string; readonly added_at: number | null }[],
): ReadonlyMap<string, number> | undefined {
  const later = brands.flatMap(({ brand_id, added_at }) =>
    added_at === null ? [] : [[brand_id, added_at] as const],
  );
  return later.length === 0 ? undefined : new Map(later);
}

function kindOf(text: string): Sender['kind'] {
  const kind = SENDER_KINDS.find((candidate) => candidate === text);
  if (kind === undefined) throw new Error(`the sender kind ${text} is not known to this version`);
  return kind;
}

function openSettings(keyring: Keyring, id: string, text: string): unknown {
  const sealed = parseSealed(text);
  const opened = sealed === undefined ? undefined : unseal(keyring, sealed, sealContext(id));
  return opened === undefined ? SETTINGS_UNREADABLE : JSON.parse(opened);
}

/** What a sender is registered with. */
export interface Registering {
  readonly keyring: Keyring;
  readonly random: RandomBytes;
  readonly audit: Statement;
  /** By when it must have been told all that stands, epoch ms; by the law every brand starts from unless given. */
  readonly backfillDueAt?: number | undefined;
}

/**
 * Adds a sender, held and with a backfill of everything that stands for its brands, where there is anything. One that is
 * called has its cursor at the ledger's head, so that what is said today does not wait behind what was said for years;
 * one that fetches knows a single position, and begins at the beginning. An id that is taken is left as it is and
 * answered `exists`.
 */
export async function registerSender(
  database: Database,
  sender: Sender,
  { keyring, random, audit, backfillDueAt }: Registering,
): Promise<{ readonly kind: 'registered' | 'exists' }> {
  const { build } = database;
  // Read before the commit: what is recorded between the two comes after the cursor.
  const head = await headSeq(database);
  const last = await lastEntryAbout(database, sender.brands, head);
  const backfill: NewReplay | undefined =
    last === 0
      ? undefined
      : {
          id: randomId('rpl', random),
          senderId: sender.id,
          kind: 'backfill',
          brand: EVERYTHING,
          fromSeq: 0,
          toSeq: last,
          dueAt: backfillDueAt ?? dueOfBrands([], sender.createdAt),
          requestedBy: 'heed',
          createdAt: sender.createdAt,
        };
  const outcome = await database.commit([
    build
      .insertInto('sender')
      .values({
        id: sender.id,
        name: sender.name,
        kind: sender.kind,
        public_name: sender.publicName === sender.name ? null : sender.publicName,
        settings_sealed: seal(keyring, random, JSON.stringify(sender.settings), sealContext(sender.id)),
        ladder_json: sender.ladder === null ? null : JSON.stringify(sender.ladder),
        created_at: sender.createdAt,
      })
      .compile(),
    ...[...new Set(sender.brands)].map((brand) =>
      build
        .insertInto('sender_brand')
        .values({ sender_id: sender.id, brand_id: brand, replay_id: backfill?.id ?? null })
        .compile(),
    ),
    build
      .insertInto('propagation')
      .values({
        sender_id: sender.id,
        cursor_seq: isPushed(sender) ? head : 0,
        served_seq: 0,
        confirmed_seq: 0,
        epoch: 0,
        lease_until: 0,
        attempt: 0,
        next_attempt_at: 0,
        last_code: null,
        last_settled_at: null,
        attested_seq: 0,
      })
      .compile(),
    ...(backfill === undefined
      ? []
      : [
          replayInsert(database, backfill),
          holdInsert(database, { ...backfill, reason: 'backfill', seq: backfill.toSeq }),
        ]),
    audit,
  ]);
  return { kind: outcome.kind === 'committed' ? 'registered' : 'exists' };
}

function sealContext(id: string): string {
  return `sender ${id}`;
}
