import { ladderChangesSchema } from '../deadline/ladder.ts';
import type { Keyring } from '../keys/keyring.ts';
import type { RandomBytes } from '../keys/random.ts';
import { parseSealed, seal, unseal } from '../keys/seal.ts';
import type { Database, Statement } from '../store/database.ts';
import { SENDER_KINDS, type Sender } from './sender.ts';

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
      .select(['sender_id', 'brand_id'])
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
    ladder: row.ladder_json === null ? null : ladderChangesSchema.parse(JSON.parse(row.ladder_json)),
    retiredAt: row.retired_at,
  }));
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

/**
 * Adds a sender with its cursor at the beginning, so that its first deliveries bring it everything that stands. An id
 * that is taken is left as it is and answered `exists`.
 */
export async function registerSender(
  database: Database,
  sender: Sender,
  { keyring, random, audit }: { keyring: Keyring; random: RandomBytes; audit: Statement },
): Promise<{ readonly kind: 'registered' | 'exists' }> {
  const { build } = database;
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
      build.insertInto('sender_brand').values({ sender_id: sender.id, brand_id: brand }).compile(),
    ),
    build
      .insertInto('propagation')
      .values({
        sender_id: sender.id,
        cursor_seq: 0,
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
    audit,
  ]);
  return { kind: outcome.kind === 'committed' ? 'registered' : 'exists' };
}

function sealContext(id: string): string {
  return `sender ${id}`;
}
