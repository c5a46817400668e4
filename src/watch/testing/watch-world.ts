import type { BrandDirectory } from '../../brands/directory.ts';
import { createRandomBytes } from '../../keys/random.ts';
import type { Log, LogFields } from '../../log.ts';
import { type FactsOf, type LetterFrame } from '../../mail/letter.ts';
import { openLetter } from '../../mail/outbox.ts';
import { createFakeVendor } from '../../propagation/testing/fake-vendor.ts';
import { aWorker } from '../../propagation/testing/worker.ts';
import { DIRECTORY, identityKey, keyring, NOON, worldOn } from '../../propagation/testing/world-on.ts';
import { readSenders } from '../../senders/registry.ts';
import type { Database } from '../../store/database.ts';
import { migrate } from '../../store/migrate.ts';
import { openDatabase } from '../../store/open.ts';
import type { AlertRow, ExposureRow, HoldRow, IncidentRow } from '../../store/schema.ts';
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
