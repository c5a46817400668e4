import { z } from 'zod';
import type { Keyring } from '../keys/keyring.ts';
import type { Database } from '../store/database.ts';
import type { OutboxRow } from '../store/schema.ts';
import type { Letter } from './letter.ts';
import { LETTER_STATES, type LetterState, openLetter } from './outbox.ts';

/** One letter of the outbox as it is listed. Times are epoch ms. */
export interface ListedLetter {
  readonly id: string;
  readonly kind: string;
  readonly state: LetterState;
  readonly attempt: number;
  /** Why the last try failed; null where none has. */
  readonly code: string | null;
  readonly createdAt: number;
  /** When it is tried next; null for letters that are settled. */
  readonly nextAttemptAt: number | null;
  /** Whole for captured letters, masked for those that wait; null where the address is not kept any more. */
  readonly to: string | null;
}

/** A page of the list, newest first, and where the next one begins; null on the last. */
export interface LetterPage {
  readonly letters: readonly ListedLetter[];
  readonly next: string | null;
}

/** Letters on one page. */
export const LETTERS_PER_PAGE = 50;

const stateSchema = z.enum(LETTER_STATES);
const CURSOR = /^(\d{1,15})\.(.{1,200})$/s;

/** Reads the page that begins after `cursor` (what `next` said), or the first. What is no cursor begins at the start. */
export async function listLetters(
  { database, keyring }: { database: Database; keyring: Keyring },
  cursor?: string,
): Promise<LetterPage> {
  const [, at, id] = CURSOR.exec(cursor ?? '') ?? [];
  let query = database.build
    .selectFrom('outbox')
    .selectAll()
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(LETTERS_PER_PAGE + 1);
  if (at !== undefined && id !== undefined) {
    const createdAt = Number(at);
    query = query
      .where('created_at', '<=', createdAt)
      .where((is) => is.or([is('created_at', '<', createdAt), is('id', '<', id)]));
  }
  const rows = await database.all(query);
  const shown = rows.slice(0, LETTERS_PER_PAGE);
  const last = rows.length > shown.length ? shown.at(-1) : undefined;
  return {
    letters: shown.map((row) => listed(keyring, row)),
    next: last === undefined ? null : `${last.created_at}.${last.id}`,
  };
}

function listed(keyring: Keyring, row: OutboxRow): ListedLetter {
  const opened = openLetter(keyring, row);
  const to = opened.kind === 'letter' ? opened.letter.to : null;
  const state = stateSchema.parse(row.state);
  return {
    id: row.id,
    kind: row.kind,
    state,
    attempt: row.attempt,
    code: row.last_code,
    createdAt: row.created_at,
    nextAttemptAt: state === 'waiting' ? row.next_attempt_at : null,
    to: to === null || state === 'captured' ? to : maskAddress(to),
  };
}

/** An address that can be told from others by who knows it, and guessed by nobody else: `j…@e….com`. */
export function maskAddress(address: string): string {
  const at = address.lastIndexOf('@');
  const domain = address.slice(at + 1);
  const ending = domain.slice(domain.lastIndexOf('.') + 1);
  const [first = ''] = address;
  const [domainFirst = ''] = domain;
  return `${first}…@${domainFirst}….${ending}`;
}

/** Where one letter is, and why its last try failed; undefined when there is none of this id. */
export async function letterProgress(
  database: Database,
  id: string,
): Promise<{ readonly state: LetterState; readonly code: string | null } | undefined> {
  const [row] = await database.all(
    database.build.selectFrom('outbox').select(['state', 'last_code']).where('id', '=', id),
  );
  return row && { state: stateSchema.parse(row.state), code: row.last_code };
}

/** A letter that was captured, and when it was written (epoch ms). */
export interface CapturedLetter {
  readonly letter: Letter;
  readonly writtenAt: number;
}

/** Reads a captured letter. Undefined for letters in any other state: those are between two people. */
export async function readCaptured(
  { database, keyring }: { database: Database; keyring: Keyring },
  id: string,
): Promise<CapturedLetter | undefined> {
  const [row] = await database.all(
    database.build
      .selectFrom('outbox')
      .selectAll()
      .where('id', '=', id)
      .where('state', '=', 'captured' satisfies LetterState),
  );
  if (row === undefined) return undefined;
  const opened = openLetter(keyring, row);
  return opened.kind === 'letter' ? { letter: opened.letter, writtenAt: row.created_at } : undefined;
}
