import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { createApiKey } from '../src/access/api-key.ts';
import { createRandomBytes } from '../src/keys/random.ts';
import type { Database } from '../src/store/database.ts';
import { openDatabase } from '../src/store/open.ts';
import type { Options } from './options.ts';
import type { Child, Workplace } from './workplace.ts';

// Test data, not secrets.
export const IDENTITY_KEY = Buffer.alloc(32, 8).toString('base64url');
const KEYS = {
  HEED_KEYS: `bench:${Buffer.alloc(32, 7).toString('base64url')}`,
  HEED_IDENTITY_KEY: IDENTITY_KEY,
};
export const SCOPE = 'clearview/offers';

/** A Heed of its own for one benchmark: a process, a database file, a brand and a key for everything. */
export interface HeedUnderTest {
  readonly port: number;
  readonly child: Child;
  readonly databasePath: string;
  /** The same file, as another process reads it. */
  readonly database: Database;
  readonly authorization: string;
  /** Sends JSON to the API; throws unless it is answered with success. */
  post(path: string, body: unknown): Promise<unknown>;
  /** Opt-outs of `addresses`, through the API. */
  optOut(addresses: readonly string[]): Promise<void>;
  stop(): Promise<void>;
}

const DECISIONS_PER_REQUEST = 5_000;

/** Starts what `heed serve` starts, on a port of its own choosing. */
export function startNode(workplace: Workplace, databaseUrl: string, options: Options): Promise<Child> {
  return workplace.start('heed-server', {
    env: {
      ...KEYS,
      PORT: '0',
      // As behind a proxy that ends TLS: links name the public address.
      HEED_BASE_URL: 'https://mail.northlight.example',
      HEED_DATABASE_URL: databaseUrl,
      HEED_WEBHOOK_TARGETS: 'public_and_loopback',
    },
    nodeOptions:
      options.profileFolder === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${options.profileFolder}`],
  });
}

/** Starts one on an empty database: an SQLite file of its own, unless a URL is given. */
export async function startHeed(
  workplace: Workplace,
  name: string,
  options: Options,
  url?: string,
): Promise<HeedUnderTest> {
  const folder = join(workplace.folder, name);
  mkdirSync(folder);
  const databasePath = join(folder, 'heed.db');
  const databaseUrl = url ?? `sqlite:${databasePath}`;
  const child = await startNode(workplace, databaseUrl, options);
  const port = z.number().parse(child.ready);
  const database = openDatabase(databaseUrl);
  const key = await createApiKey(
    database,
    { name: 'bench', scopes: ['links', 'check', 'decisions', 'setup', 'latency'] },
    { random: createRandomBytes(), now: Date.now(), actor: 'bench' },
  );
  const authorization = `Bearer ${key.secret}`;

  async function post(path: string, body: unknown): Promise<unknown> {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    return response.json();
  }

  await post('/v1/brands', {
    id: 'clearview',
    name: 'Clearview Magnifiers',
    postal_address: '1 Main St, Troy NY',
  });
  await post('/v1/topics', { brand: 'clearview', id: 'offers', name: 'Offers', kind: 'promotional' });
  return {
    port,
    child,
    databasePath,
    database,
    authorization,
    post,
    async optOut(addresses) {
      for (let from = 0; from < addresses.length; from += DECISIONS_PER_REQUEST) {
        const decisions = addresses
          .slice(from, from + DECISIONS_PER_REQUEST)
          .map((address) => ({ kind: 'opt_out', address, scope: SCOPE, channel: 'api' }));
        await post('/v1/decisions', { decisions });
      }
    },
    async stop() {
      await database.close();
      await child.stop();
    },
  };
}

/** The address of a person who is not one; the same number always gives the same one. */
export function addressOf(number: number): string {
  return `person.${number}@mail-${number % 97}.example.com`;
}
