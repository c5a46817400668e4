import { z } from 'zod';
import { type RandomBytes, randomId, randomSecret } from '../keys/random.ts';
import { secretHash } from '../keys/secret-hash.ts';
import type { Database } from '../store/database.ts';
import { auditStatement } from './audit.ts';

/** What an API key may do. */
export const KEY_SCOPES = {
  links: 'mint links',
  check: 'ask the gate before a send',
  decisions: 'record opt-outs and bounces from your own systems',
  people: 'see what one person decided',
  changes: 'read and acknowledge the feed of the sender the key belongs to',
  latency: 'see how long opt-outs take, incidents, metrics, and why people leave',
  privacy: 'see, enter and answer privacy requests',
  setup: 'see, create and change brands, topics and senders, lift holds and explain breaches',
} as const;
export type KeyScope = keyof typeof KEY_SCOPES;

const scopeNames = [
  'links',
  'check',
  'decisions',
  'people',
  'changes',
  'latency',
  'privacy',
  'setup',
] as const satisfies KeyScope[];

/** Scopes as they come from outside: at least one, each once. */
export const keyScopesSchema = z
  .array(z.enum(scopeNames, { error: `A scope is one of: ${scopeNames.join(', ')}.` }))
  .min(1, { error: 'Name at least one scope.' })
  .transform((scopes) => [...new Set(scopes)]);

/** A key that was presented and is good. */
export interface ApiKey {
  readonly id: string;
  readonly scopes: ReadonlySet<string>;
  /** The sender it belongs to, where it belongs to one. */
  readonly senderId: string | null;
}

/** A key at its birth. The secret is shown here and never again: only its hash is kept. */
export interface CreatedKey {
  readonly id: string;
  readonly secret: string;
}

const PREFIX = 'heed';

/** Creates a key, with its audit row. `now` is epoch ms; `actor` is who asked for it. */
export async function createApiKey(
  database: Database,
  key: { name: string; scopes: readonly KeyScope[]; senderId?: string | undefined },
  { random, now, actor }: { random: RandomBytes; now: number; actor: string },
): Promise<CreatedKey> {
  const id = randomId('key', random);
  const secret = `${PREFIX}_${randomSecret(random)}`;
  const insert = database.build.insertInto('api_key').values({
    id,
    name: key.name,
    secret_hash: secretHash(secret),
    scopes: key.scopes.join(' '),
    sender_id: key.senderId ?? null,
    created_at: now,
    revoked_at: null,
  });
  const audit = auditStatement(database, {
    id: randomId('aud', random),
    at: now,
    actor,
    action: 'api_key.create',
    subject: id,
  });
  const outcome = await database.commit([insert.compile(), audit]);
  if (outcome.kind === 'refused') throw new Error('a fresh key met a key that exists already');
  return { id, secret };
}

/** The key a secret belongs to, or undefined when there is none or it was revoked. */
export async function findApiKey(database: Database, secret: string): Promise<ApiKey | undefined> {
  const [row] = await database.all(
    database.build
      .selectFrom('api_key')
      .select(['id', 'scopes', 'sender_id'])
      .where('secret_hash', '=', secretHash(secret))
      .where('revoked_at', 'is', null),
  );
  return row && { id: row.id, scopes: new Set(row.scopes.split(' ')), senderId: row.sender_id };
}

/** Every key, newest first, without anything secret. */
export function listApiKeys(database: Database) {
  return database.all(
    database.build
      .selectFrom('api_key')
      .select(['id', 'name', 'scopes', 'sender_id', 'created_at', 'revoked_at'])
      .orderBy('created_at', 'desc')
      .limit(1_000),
  );
}

/** Revokes a key, with its audit row. False when no such key is in force. */
export async function revokeApiKey(
  database: Database,
  id: string,
  { random, now, actor }: { random: RandomBytes; now: number; actor: string },
): Promise<boolean> {
  const update = database.build
    .updateTable('api_key')
    .set({ revoked_at: now })
    .where('id', '=', id)
    .where('revoked_at', 'is', null);
  const audit = auditStatement(database, {
    id: randomId('aud', random),
    at: now,
    actor,
    action: 'api_key.revoke',
    subject: id,
  });
  const outcome = await database.commit([update.compile(), audit]);
  return outcome.kind === 'committed' && outcome.changes[0] === 1;
}
