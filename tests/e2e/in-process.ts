import { createHeed, type Heed } from '../../src/heed.ts';
import { parseIdentityKey } from '../../src/keys/identity.ts';
import { createRandomBytes } from '../../src/keys/random.ts';
import { sleep } from '../../src/propagation/wake.ts';
import { unreachable } from '../../src/senders/outbound/outbound.ts';
import type { Database } from '../../src/store/database.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { SETTINGS } from './targets/target.ts';
import { keyringOf } from './tokens.ts';

/** A Heed in this process, with the keys every target has, that reaches nobody outside. */
export function aHeed(database: Database = openSqlite(':memory:'), log: string[] = []): Heed {
  const identity = parseIdentityKey(SETTINGS.HEED_IDENTITY_KEY);
  if (identity.kind === 'refused') throw new Error(identity.problem);
  const write = (event: string, fields = {}) => void log.push(JSON.stringify({ event, ...fields }));
  return createHeed({
    database,
    keyring: keyringOf(),
    identityKey: identity.key,
    baseUrl: SETTINGS.HEED_BASE_URL,
    now: Date.now,
    random: createRandomBytes(),
    outbound: { post: async () => unreachable('unroutable') },
    targetPolicy: { allow: 'public' },
    sleep,
    log: { info: write, warn: write, error: write },
    yieldTurn: () => new Promise((resolve) => setImmediate(resolve)),
  });
}
