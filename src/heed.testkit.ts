import { z } from 'zod';
import { createApiKey, type KeyScope } from './access/api-key.ts';
import { createApp } from './app.ts';
import { createHeed, type Heed, type HeedParts } from './heed.ts';
import { parseIdentityKey } from './keys/identity.ts';
import { parseKeyring } from './keys/keyring.ts';
import { createRandomBytes } from './keys/random.ts';
import { createJsonLog } from './log.ts';
import type { Outbound } from './senders/outbound/outbound.ts';
import type { Database } from './store/database.ts';
import { migrate } from './store/migrate.ts';
import { openDatabase } from './store/open.ts';

/** Test data, not secrets: they open nothing but databases that live for one test. */
export const TEST_KEYS = `test1:${Buffer.alloc(32, 7).toString('base64url')}`;
export const TEST_IDENTITY_KEY = Buffer.alloc(32, 9).toString('base64url');
export const TEST_START = Date.parse('2026-11-23T15:00:00Z'); // a Monday morning in New York

/** A Heed on a database of its own, a clock that moves when told, and every log line kept. */
export interface TestHeed {
  readonly heed: Heed;
  readonly app: ReturnType<typeof createApp>;
  readonly logged: string[];
  readonly advance: (millis: number) => void;
  /** A key's secret, with these scopes. */
  readonly key: (scopes: readonly KeyScope[], senderId?: string) => Promise<string>;
  /** Sends JSON with a key, and reads the answer as JSON. */
  readonly call: (
    secret: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ) => Promise<TestAnswer>;
}

export interface TestAnswer {
  readonly status: number;
  readonly body: Record<string, unknown>;
  readonly headers: Headers;
}

const jsonObject = z.record(z.string(), z.unknown());

const unreachableOutbound: Outbound = {
  post: async () => ({ kind: 'unreachable', code: 'connection_refused' }),
};

/** Opens one. `parts` replaces what a test is about: the outbound, the database, the sleep. */
export async function openTestHeed(parts: Partial<HeedParts> = {}): Promise<TestHeed> {
  let now = TEST_START;
  const logged: string[] = [];
  const keyring = parseKeyring(TEST_KEYS);
  const identity = parseIdentityKey(TEST_IDENTITY_KEY);
  if (keyring.kind !== 'keyring' || identity.kind !== 'key') throw new Error('the test keys do not parse');
  const database = parts.database ?? (await emptyDatabase(now));
  const heed = createHeed({
    database,
    keyring: keyring.keyring,
    identityKey: identity.key,
    baseUrl: 'https://heed.example',
    now: () => now,
    random: createRandomBytes(),
    outbound: unreachableOutbound,
    targetPolicy: { allow: 'public_and_loopback' },
    sleep: async () => undefined,
    log: createJsonLog(
      (line) => logged.push(line),
      () => now,
    ),
    yieldTurn: async () => undefined,
    ...parts,
  });
  const app = createApp(heed);
  return {
    heed,
    app,
    logged,
    advance(millis) {
      now += millis;
    },
    async key(scopes, senderId) {
      const key = { name: 'test', scopes, senderId };
      return (await createApiKey(heed.database, key, { random: heed.random, now, actor: 'test' })).secret;
    },
    async call(secret, path, body, headers = {}) {
      const authorization = `Bearer ${secret}`;
      const response = await app.request(
        path,
        body === undefined
          ? { headers: { authorization, ...headers } }
          : {
              method: 'POST',
              headers: { authorization, 'content-type': 'application/json', ...headers },
              body: typeof body === 'string' ? body : JSON.stringify(body),
            },
      );
      return {
        status: response.status,
        body: jsonObject.parse(await response.json()),
        headers: response.headers,
      };
    },
  };
}

async function emptyDatabase(now: number): Promise<Database> {
  const database = openDatabase('sqlite::memory:');
  await migrate(database, now);
  return database;
}

/** A brand with one promotional topic (offers) and one transactional topic (orders). */
export async function addClearview({ call, key }: TestHeed): Promise<void> {
  const setup = await key(['setup']);
  await call(setup, '/v1/brands', {
    id: 'clearview',
    name: 'Clearview Magnifiers',
    postal_address: '1 Main St, Troy NY',
  });
  await call(setup, '/v1/topics', { brand: 'clearview', id: 'offers', name: 'Offers', kind: 'promotional' });
  await call(setup, '/v1/topics', {
    brand: 'clearview',
    id: 'orders',
    name: 'Order updates',
    kind: 'transactional',
    basis: 'transaction',
  });
}
