import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { normaliseAddress } from '../src/consent/address.ts';
import { createAppend } from '../src/consent/append.ts';
import { recipientId } from '../src/consent/recipient.ts';
import { parseScope } from '../src/consent/scope.ts';
import { parseIdentityKey } from '../src/keys/identity.ts';
import { parseKeyring } from '../src/keys/keyring.ts';
import { createRandomBytes } from '../src/keys/random.ts';
import { seal } from '../src/keys/seal.ts';
import { migrate } from '../src/store/migrate.ts';
import { openDatabase } from '../src/store/open.ts';
import { addressOf, IDENTITY_KEY, SCOPE } from './heed-under-test.ts';
import { whole } from './result.ts';
import { openWorkplace } from './workplace.ts';

// What an opt-out of somebody new takes in an SQLite file, for docs/scale.md: node --import tsx bench/sizes.ts.

const ENTRIES = 200_000;
const AT_ONCE = 2_000;
const DAY_MILLIS = 86_400_000;

const workplace = openWorkplace();
const path = join(workplace.folder, 'heed.db');
const database = openDatabase(`sqlite:${path}`);
const random = createRandomBytes();
const keys = parseKeyring(`bench:${Buffer.alloc(32, 7).toString('base64url')}`);
const identity = parseIdentityKey(IDENTITY_KEY);
const scope = parseScope(SCOPE);
if (keys.kind === 'refused' || identity.kind === 'refused' || scope === undefined)
  throw new Error('a key is none');
const { keyring } = keys;
const { key } = identity;
await migrate(database, 0);
const append = createAppend({
  database,
  now: Date.now,
  clocks:
    async () =>
    (_, { requestedAt }) => ({
      targetAt: requestedAt + 2 * DAY_MILLIS,
      dueAt: requestedAt + 14 * DAY_MILLIS,
      strictDueAt: requestedAt + 14 * DAY_MILLIS,
    }),
  salt: () => Buffer.from(random(9)).toString('base64url'),
  backOff: async () => undefined,
});
for (let from = 0; from < ENTRIES; from += AT_ONCE) {
  await append(
    Array.from({ length: AT_ONCE }, (_, index) => {
      const address = addressOf(from + index);
      const normalised = normaliseAddress(address);
      if (normalised.kind === 'not_an_address') throw new Error(normalised.code);
      const id = recipientId(key, normalised.address);
      const now = Date.now();
      return {
        kind: 'opt_out',
        recipientId: id,
        addressSealed: seal(keyring, random, address, id),
        scope,
        requestedAt: now,
        receivedAt: now,
        channel: 'one_click',
        evidence: { campaign: 'spring-2026' },
      };
    }),
  );
}
await database.close();
const file = new BetterSqlite3(path, { readonly: true });
const rows = file
  .prepare<[], { name: string; bytes: number }>(
    'select name, sum(pgsize) as bytes from dbstat group by name order by bytes desc',
  )
  .all();
file.close();
workplace.close();
for (const { name, bytes } of rows.filter(({ bytes }) => bytes > ENTRIES))
  process.stdout.write(`${name} ${whole(bytes / ENTRIES)} bytes\n`);
process.stdout.write(
  `together ${whole(rows.reduce((sum, { bytes }) => sum + bytes, 0) / ENTRIES)} bytes an opt-out\n`,
);
