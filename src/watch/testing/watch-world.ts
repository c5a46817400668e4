import type { BrandDirectory } from '../../brands/directory.ts';
import { createRandomBytes } from '../../keys/random.ts';
import type { Log, LogFields } from '../../log.ts';
import { type FactsOf, type LetterFrame } from '../../mail/letter.ts';
import { openLetter } from '../../mail/outbox.ts';
import { createFakeVendor } from '../../propagation/testing/fake-vendor.ts';
import { aWorker } from '../../propagation/testing/worker.ts';
import { DIRECTORY, identityKey, keyring, NOON, worldOn } from '../../propagation/testing/world-on.ts';
import { readSenders } from '../../senders/registry.ts';
import type { Compilable, Database } from '../../store/database.ts';
import { migrate } from '../../store/migrate.ts';
import { openDatabase } from '../../store/open.ts';
import type {
  AlertRow,
  ExposureRow,
  HoldRow,
  IncidentRow,
  PropagationRow,
  ReplayRow,
} from '../../store/schema.ts';
import { INCIDENT_KINDS } from '../kinds.ts';
import { createWatch, type WatchEnd, type WatchParts } from '../watch.ts';
import { createWatchdog } from '../watchdog.ts';

export { HOUR, MINUTE, NOON } from '../../propagation/testing/world-on.ts';
export const DAY = 86_400_000;
export const random = createRandomBytes();
export const ADMINS = ['ops@northlight.example', 'grace@northlight.example'];

export type AlertLetter = LetterFrame & FactsOf<'admin_alert'>;

/** A world of its own in memory. */
export async function openWatchWorld() {
  const database = openDatabase('sqlite::memory:');
  await migrate(database, NOON);
  return watchWorldOn(database);
}

export type WatchWorld = ReturnType<typeof watchWorldOn>;

/** A world with a vendor that has moods, a worker that carries, and a watch; admins and a webhook are told. */
export function watchWorldOn(database: Database) {
  const world = worldOn(database);
  let brands: BrandDirectory = DIRECTORY;
  const vendor = createFakeVendor();
  const worker = aWorker(world, { connector: vendor });
  const logged: { level: string; event: string; fields: LogFields | undefined }[] = [];
  const note = (level: string) => (event: string, fields?: LogFields) =>
    void logged.push({ level, event, fields });
  const log: Log = { info: note('info'), warn: note('warn'), error: note('error') };

  const partsOf = (changes: Partial<WatchParts> = {}): WatchParts => ({
    database,
    directory: { read: async () => brands },
    senders: { read: () => readSenders(database, keyring) },
    keyring,
    identityKey,
    random,
    adminEmails: ADMINS,
    hasAlertWebhook: true,
    baseUrl: 'https://heed.example',
    now: world.now,
    log,
    enqueued: () => undefined,
    alerted: () => undefined,
    ...changes,
  });
  const watch = createWatch(partsOf());

  return {
    ...world,
    vendor,
    worker,
    logged,
    partsOf,
    /** Another watch, as another process has one. */
    aWatch: (changes?: Partial<WatchParts>) => createWatch(partsOf(changes)),
    aWatchdog: (changes?: Partial<WatchParts>) => createWatchdog(partsOf(changes)),
    watch: (): Promise<WatchEnd> => watch({ millisMax: 10_000 }),
    /** Changes the brands everybody reads. */
    brandsAre(next: BrandDirectory) {
      brands = next;
    },
    /** Writes what a test needs to be there, in one commit. */
    write: (...queries: readonly Compilable<unknown>[]) =>
      database.commit(queries.map((query) => query.compile())),
    /** Lets the clock stand at an instant, earlier or later. */
    goTo: (at: number) => world.advance(at - world.now()),
    /** Moves a sender's row on, as its deliveries or an attestation do. */
    move: (changes: Partial<PropagationRow>, senderId = 'mailer') =>
      database.commit([
        database.build.updateTable('propagation').set(changes).where('sender_id', '=', senderId).compile(),
      ]),
    /** The kinds of the incidents that are open, the mildest first. */
    async open(): Promise<string[]> {
      const incidents = await incidentsIn(database);
      const kinds = new Set(incidents.filter(({ closed_at }) => closed_at === null).map(({ kind }) => kind));
      return INCIDENT_KINDS.filter((kind) => kinds.has(kind));
    },
    /** The first incident of a kind. */
    async incident(kind: string): Promise<IncidentRow> {
      const found = (await incidentsIn(database)).find((one) => one.kind === kind);
      if (found === undefined) throw new Error(`there is no incident ${kind}`);
      return found;
    },
    incidents: () => incidentsIn(database),
    holds: (): Promise<HoldRow[]> =>
      database.all(database.build.selectFrom('hold').selectAll().orderBy('brand')),
    exposures: (): Promise<ExposureRow[]> =>
      database.all(database.build.selectFrom('exposure').selectAll().orderBy('brand')),
    alerts: (): Promise<AlertRow[]> =>
      database.all(database.build.selectFrom('alert').selectAll().orderBy('created_at').orderBy('id')),
    letters: () => lettersIn(database),
  };
}

/** When what was said at noon on Monday, 1 June 2026 is due in a world, and when its hold and its critical step begin. */
export const DUE_AT = NOON + 14 * DAY;
export const HELD_AT = Date.parse('2026-06-12T00:00:00-04:00');
export const CRITICAL_AT = Date.parse('2026-06-10T00:00:00-04:00');

/** A replay that has just begun: of everything, from the beginning, with a deadline. */
export function aReplay(changes: Partial<ReplayRow> = {}): ReplayRow {
  return {
    id: 'rpl_1',
    sender_id: 'mailer',
    kind: 'backfill',
    brand: '*',
    recipient_id: null,
    from_seq: 0,
    to_seq: 1,
    cursor_seq: 0,
    entries: 0,
    items: 0,
    attempt: 0,
    next_attempt_at: 0,
    due_at: NOON + 10 * DAY,
    requested_by: 'ada',
    reason: null,
    created_at: NOON,
    finished_at: null,
    ...changes,
  };
}

async function incidentsIn(database: Database): Promise<IncidentRow[]> {
  return database.all(
    database.build.selectFrom('incident').selectAll().orderBy('opened_at').orderBy('seq').orderBy('kind'),
  );
}

/** The alerts in the outbox, by their ids. */
async function lettersIn(database: Database): Promise<Map<string, AlertLetter>> {
  const rows = await database.all(database.build.selectFrom('outbox').selectAll().orderBy('created_at'));
  return new Map(
    rows.map((row) => {
      const opened = openLetter(keyring, row);
      if (opened.kind !== 'letter' || opened.letter.kind !== 'admin_alert') throw new Error('no alert');
      return [row.id, opened.letter];
    }),
  );
}
