import { dirname } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Config } from '../config.ts';
import { createHeed, type Heed } from '../heed.ts';
import { createRandomBytes } from '../keys/random.ts';
import { createJsonLog, errorCode, type Log } from '../log.ts';
import { sleep } from '../propagation/wake.ts';
import { createNodeOutbound } from '../senders/outbound/node-outbound.ts';
import { migrate } from '../store/migrate.ts';
import { openDatabase } from '../store/open.ts';
import { loadSecrets } from './key-files.ts';

/** A Heed that works on a real database, and how to let go of it. */
export type OpenedHeed =
  | {
      readonly kind: 'open';
      readonly heed: Heed;
      readonly created: readonly string[];
      close(): Promise<void>;
    }
  | { readonly kind: 'refused'; readonly problem: string };

/** Opens the database, brings its schema up to date, loads the secrets and puts the service together. */
export async function openHeed(config: Config, log: Log = stderrLog()): Promise<OpenedHeed> {
  const now = Date.now;
  const random = createRandomBytes();
  const secrets = loadSecrets({
    keys: config.keys,
    identityKey: config.identityKey,
    folder: dataFolder(config.databaseUrl),
    random,
    now: now(),
  });
  if (secrets.kind === 'refused') return secrets;
  const targetPolicy = { allow: config.webhookTargets };
  const outbound = createNodeOutbound({ policy: targetPolicy });
  const database = openDatabase(config.databaseUrl, (error) =>
    log.warn('database.connection_lost', { code: errorCode(error) }),
  );
  await migrate(database, now());
  const heed = createHeed({
    database,
    keyring: secrets.keyring,
    identityKey: secrets.identityKey,
    baseUrl: config.baseUrl,
    now,
    random,
    outbound,
    targetPolicy,
    sleep,
    log,
    yieldTurn: () => setImmediate(),
  });
  return {
    kind: 'open',
    heed,
    created: secrets.created,
    async close() {
      outbound.close();
      await database.close();
    },
  };
}

/** Where secrets live that were not given: beside the SQLite file, else in ./data. */
function dataFolder(databaseUrl: string): string {
  const path = databaseUrl.startsWith('sqlite:') ? databaseUrl.slice('sqlite:'.length) : '';
  return path === '' || path === ':memory:' ? './data' : dirname(path);
}

/** JSON lines on standard error, so that standard output stays for answers. */
export function stderrLog(): Log {
  return createJsonLog((line) => process.stderr.write(`${line}\n`), Date.now);
}
