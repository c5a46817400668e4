import { setImmediate } from 'node:timers/promises';
import type { Config } from '../config.ts';
import { createHeed, type Heed } from '../heed.ts';
import { createRandomBytes } from '../keys/random.ts';
import { createJsonLog, type Log } from '../log.ts';
import { sleep } from '../propagation/wake.ts';
import { createNodeOutbound } from '../senders/outbound/node-outbound.ts';
import type { Database } from '../store/database.ts';
import { tellingTrouble } from './database-trouble.ts';
import { loadSecrets } from './key-files.ts';
import { createMintThreads } from './mint-threads.ts';
import { dataFolder, openMigrated, unwritable } from './open-database.ts';
import { createWayOut } from './way-out.ts';

/** A Heed that works on a real database, and how to let go of it. */
export type OpenedHeed =
  | {
      readonly kind: 'open';
      readonly heed: Heed;
      /** The key files that were made just now: whoever runs this must be told to back them up. */
      readonly created: readonly string[];
      close(): Promise<void>;
    }
  | { readonly kind: 'refused'; readonly problem: string };

/** `required`: missing keys are a refusal. `made_at_first`: they are made where nothing was recorded yet. */
export type KeysWanted = 'required' | 'made_at_first';

/** Opens the database, brings its schema up to date, loads the secrets and puts the service together. */
export async function openHeed(
  config: Config,
  log: Log = stderrLog(),
  keysWanted: KeysWanted = 'made_at_first',
): Promise<OpenedHeed> {
  const opened = await openMigrated(config.databaseUrl, log, config.databasePool);
  if (opened.kind === 'refused') return opened;
  const problem = await unwritable(config.databaseUrl, opened.database);
  if (problem !== undefined) {
    await opened.database.close();
    return { kind: 'refused', problem };
  }
  const database = tellingTrouble(opened.database, { log, now: Date.now });
  const random = createRandomBytes();
  const secrets = loadSecrets({
    keys: config.keys,
    identityKey: config.identityKey,
    folder: dataFolder(config.databaseUrl),
    mayCreate: keysWanted === 'made_at_first' && (await isUnused(database)),
    random,
    now: Date.now(),
  });
  if (secrets.kind === 'refused') {
    await database.close();
    return secrets;
  }
  const targetPolicy = { allow: config.webhookTargets };
  const outbound = createNodeOutbound({ policy: targetPolicy });
  const { keyring, identityKey } = secrets;
  const { baseUrl } = config;
  const minter = createMintThreads({ keyring, identityKey, random, baseUrl }, { ...secrets.texts, baseUrl });
  const wayOut = createWayOut(config.mail);
  const { sendMail } = wayOut;
  const { adminEmails, groupName, clientAddressHeader, alertWebhook } = config;
  const heed = createHeed({
    database,
    keyring,
    identityKey,
    baseUrl,
    now: Date.now,
    random,
    minter,
    outbound,
    targetPolicy,
    sleep,
    log,
    yieldTurn: () => setImmediate(),
    sendMail,
    adminEmails,
    groupName,
    clientAddressHeader,
    alertWebhook,
  });
  return {
    kind: 'open',
    heed,
    created: secrets.created,
    async close() {
      outbound.close();
      await wayOut.close();
      await minter.close();
      await database.close();
    },
  };
}

/** True while nothing hangs on the keys: nobody was recorded, and no sender's settings were sealed. */
async function isUnused(database: Database): Promise<boolean> {
  const { build } = database;
  const entries = await database.all(build.selectFrom('ledger').select('seq').limit(1));
  const senders = await database.all(build.selectFrom('sender').select('id').limit(1));
  return entries.length + senders.length === 0;
}

/** JSON lines on standard error, so that standard output stays for answers. */
export function stderrLog(): Log {
  return createJsonLog((line) => process.stderr.write(`${line}\n`), Date.now);
}
