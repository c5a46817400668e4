import { createHash } from 'node:crypto';
import { z } from 'zod';
import { SKEW_MILLIS_MAX } from '../deadline/skew.ts';
import type { Keyring } from '../keys/keyring.ts';
import type { RandomBytes } from '../keys/random.ts';
import { parseSealed, seal, unseal } from '../keys/seal.ts';
import type { Database } from '../store/database.ts';

/** A stored answer can be had again for this long: draft-ietf-httpapi-idempotency-key-header §2.3. */
export const IDEMPOTENCY_HOURS = 24;
// A request whose process died is not running any more; every route that takes a key is safe to run again.
const RUNNING_MILLIS_MAX = 60_000;

export interface StoredAnswer {
  readonly status: number;
  readonly body: string;
}

/** What a repeated key meets. */
export type Begun =
  | { readonly kind: 'first' }
  | { readonly kind: 'repeat'; readonly answer: StoredAnswer }
  | { readonly kind: 'still_running' }
  | { readonly kind: 'other_request' };

export interface IdempotencyParts {
  readonly database: Database;
  readonly keyring: Keyring;
  readonly random: RandomBytes;
}

/** Names one use of an `Idempotency-Key` by one API key. */
export interface Use {
  readonly apiKeyId: string;
  readonly key: string;
  /** Method, path and body. The same key with another request is a mistake worth telling. */
  readonly request: string;
}

/** Takes an idempotency key into use at `now` (epoch ms), or says what its earlier use came to. */
export async function beginUse(
  { database, keyring }: IdempotencyParts,
  use: Use,
  now: number,
): Promise<Begun> {
  const { build } = database;
  const requestHash = createHash('sha256').update(use.request).digest('base64url');
  const outcome = await database.commit([
    build
      .deleteFrom('idempotency')
      .where('created_at', '<', now - IDEMPOTENCY_HOURS * 3_600_000)
      .compile(),
    build
      .deleteFrom('idempotency')
      .where('state', '=', 'running')
      .where((is) =>
        is.or([
          is('created_at', '<', now - RUNNING_MILLIS_MAX),
          // Written by a clock that was wrong: nobody is to wait until it is right.
          is('created_at', '>', now + SKEW_MILLIS_MAX),
        ]),
      )
      .compile(),
    build
      .insertInto('idempotency')
      .values({
        api_key_id: use.apiKeyId,
        key: use.key,
        request_hash: requestHash,
        state: 'running',
        status: null,
        response_json: null,
        created_at: now,
      })
      .compile(),
  ]);
  if (outcome.kind === 'committed') return { kind: 'first' };
  const [row] = await database.all(
    build
      .selectFrom('idempotency')
      .select(['request_hash', 'state', 'status', 'response_json'])
      .where('api_key_id', '=', use.apiKeyId)
      .where('key', '=', use.key),
  );
  if (row === undefined) return { kind: 'still_running' };
  if (row.request_hash !== requestHash) return { kind: 'other_request' };
  const answer = openAnswer(keyring, use, row);
  return answer === undefined ? { kind: 'still_running' } : { kind: 'repeat', answer };
}

/** Keeps the answer for repeats. It is sealed, because answers carry secrets that are shown once. */
export async function endUse(
  { database, keyring, random }: IdempotencyParts,
  use: Use,
  answer: StoredAnswer,
): Promise<void> {
  await database.all(
    database.build
      .updateTable('idempotency')
      .set({
        state: 'done',
        status: answer.status,
        response_json: seal(keyring, random, JSON.stringify(answer), context(use)),
      })
      .where('api_key_id', '=', use.apiKeyId)
      .where('key', '=', use.key),
  );
}

/** Frees a key whose request came to nothing, so that it can be sent again. */
export async function abandonUse({ database }: IdempotencyParts, use: Use): Promise<void> {
  await database.all(
    database.build
      .deleteFrom('idempotency')
      .where('api_key_id', '=', use.apiKeyId)
      .where('key', '=', use.key),
  );
}

const answerSchema = z.object({ status: z.number().int(), body: z.string() });

function openAnswer(
  keyring: Keyring,
  use: Use,
  row: { state: string; response_json: string | null },
): StoredAnswer | undefined {
  const sealed = row.response_json === null ? undefined : parseSealed(row.response_json);
  const text = sealed === undefined ? undefined : unseal(keyring, sealed, context(use));
  return text === undefined ? undefined : answerSchema.parse(JSON.parse(text));
}

function context(use: Use): string {
  return `idempotency ${use.apiKeyId} ${use.key}`;
}
