import type { Keyring } from '../keys/keyring.ts';
import { type RandomBytes, randomId } from '../keys/random.ts';
import { parseSealed, seal, sealKeyId, unseal } from '../keys/seal.ts';
import type { Database, Statement } from '../store/database.ts';
import type { OutboxRow } from '../store/schema.ts';
import type { Letter } from './letter.ts';
import { letterSchema } from './letter-schema.ts';

/**
 * Where a letter is. `waiting`: to be tried, or being tried. `sent`: taken by the vendor. `captured`: kept to be read
 * here, because there is no way for mails to leave. `refused`: the vendor will never take it. `expired`: its link is
 * dead, so it is not sent any more. `unreadable`: its seal does not open.
 */
export const LETTER_STATES = ['waiting', 'sent', 'captured', 'refused', 'expired', 'unreadable'] as const;
export type LetterState = (typeof LETTER_STATES)[number];

export interface OutboxParts {
  readonly database: Database;
  readonly keyring: Keyring;
  readonly random: RandomBytes;
}

export interface EnqueueOptions {
  /**
   * What makes this letter this letter: enqueued again under the same id, it is the same one. Also the idempotency key
   * towards the vendor, and shown in logs, so it holds no address and no secret. Drawn where it is not given.
   */
  readonly id?: string | undefined;
  /** Epoch ms: from then on what it says is of no use, and it is not sent. */
  readonly expiresAt?: number | undefined;
}

/** Whether the letter is new in the outbox, or was there already under this id. */
export interface Enqueued {
  readonly kind: 'enqueued' | 'already_there';
  readonly id: string;
}

/**
 * The statement that puts a letter into the outbox, to be part of another commit: the letter leaves exactly if that
 * commit is made. Under an id that is there already it changes nothing. `now` and `expiresAt` are epoch ms.
 */
export function enqueueStatement(
  { database, keyring, random }: OutboxParts,
  letter: Letter,
  { id, now, expiresAt }: { id: string; now: number; expiresAt?: number | undefined },
): Statement {
  return database.build
    .insertInto('outbox')
    .values({
      id,
      kind: letter.kind,
      letter_sealed: seal(keyring, random, JSON.stringify(letter), sealContext(id)),
      state: 'waiting' satisfies LetterState,
      attempt: 0,
      lease_until: 0,
      // The most overdue is tried first: a letter that runs out has somebody waiting for it, and goes before the rest.
      next_attempt_at: expiresAt === undefined ? now : 0,
      expires_at: expiresAt ?? null,
      last_code: null,
      created_at: now,
      settled_at: null,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .compile();
}

/** Puts a letter into the outbox, durably, by itself. Throws when the database cannot answer. */
export async function enqueue(
  parts: OutboxParts & { readonly now: () => number },
  letter: Letter,
  { id = randomId('mail', parts.random), expiresAt }: EnqueueOptions = {},
): Promise<Enqueued> {
  const statement = enqueueStatement(parts, letter, { id, now: parts.now(), expiresAt });
  const outcome = await parts.database.commit([statement]);
  const added = outcome.kind === 'committed' && outcome.changes[0] === 1;
  return { kind: added ? 'enqueued' : 'already_there', id };
}

/**
 * A letter taken out of its seal. `not_now`: a key that is not on the ring, or a letter of a later version; a node that
 * has it, or a ring it is put back on, can still send it. `unreadable`: the seal does not open, and never will.
 */
export type OpenedLetter =
  | { readonly kind: 'letter'; readonly letter: Letter }
  | { readonly kind: 'not_now'; readonly code: 'key_unknown' | 'letter_unknown' }
  | { readonly kind: 'unreadable'; readonly code: 'seal_broken' };

/** Opens what `enqueueStatement` sealed. */
export function openLetter(
  keyring: Keyring,
  { id, letter_sealed }: Pick<OutboxRow, 'id' | 'letter_sealed'>,
): OpenedLetter {
  const sealed = letter_sealed === null ? undefined : parseSealed(letter_sealed);
  if (sealed === undefined) return { kind: 'unreadable', code: 'seal_broken' };
  if (keyring.find(sealKeyId(sealed)) === undefined) return { kind: 'not_now', code: 'key_unknown' };
  const json = unseal(keyring, sealed, sealContext(id));
  if (json === undefined) return { kind: 'unreadable', code: 'seal_broken' };
  const parsed = letterSchema.safeParse(JSON.parse(json)); // our own JSON: the seal says so
  return parsed.success
    ? { kind: 'letter', letter: parsed.data }
    : { kind: 'not_now', code: 'letter_unknown' };
}

function sealContext(id: string): string {
  return `outbox ${id}`;
}
