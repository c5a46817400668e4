import type { Database } from '../store/database.ts';
import type { OutboxRow } from '../store/schema.ts';
import { claimLetter, dueLetters, removeSettled, settleLetter } from './lease.ts';
import { LETTER_STATES, type LetterState } from './outbox.ts';
import { settlementOf } from './settlement.ts';
import { type TryParts, tryLetter } from './try-letter.ts';

export interface MailParts extends TryParts {
  readonly database: Database;
  /** Epoch ms. */
  readonly now: () => number;
  /** In [0, 1). */
  readonly fraction: () => number;
}

/** How much one tick may do. */
export interface MailBudget {
  readonly millisMax: number;
  /** Aborted, it begins no other letter; those being handed over are waited for. */
  readonly signal?: AbortSignal | undefined;
  /** This letter and no other. */
  readonly only?: string | undefined;
}

/** How many letters came to each state, `waiting` being those to be tried again, and how many old ones were removed. */
export type MailCounts = Readonly<Record<LetterState | 'removed', number>>;

export type MailTick = (budget: MailBudget) => Promise<MailCounts>;

// Enough that a slow vendor holds nobody up, few enough for the smallest plan.
const LANES_MAX = 4;
const DUE_AT_ONCE_MAX = 40;
/** A settled letter's row is kept this long: who got what kind of mail when can be asked about. */
export const KEPT_MILLIS = 30 * 24 * 60 * 60_000;
const REMOVE_EVERY_MILLIS = 60 * 60_000;
// A vendor's wish for quiet is kept by this process for no longer, and each letter's own wait is kept beside it.
const PAUSE_MILLIS_MAX = 60_000;

/**
 * One tick of the outbox: letters that are due are tried, a few at a time, until none is due or the time is up. Safe to
 * call at any time, from any number of processes: each letter is claimed by one. A letter is handed over at least once;
 * after a crash between handing over and settling it is handed over again, under the same key.
 */
export function createMail(parts: MailParts): MailTick {
  const { database, now } = parts;
  let lanes = 0;
  let quietUntil = 0;
  let removedAt: number | undefined;

  return async ({ millisMax, signal, only }) => {
    const counts = countsOfNothing();
    const until = now() + millisMax;
    const mayGoOn = () => signal?.aborted !== true && now() < until && (only !== undefined || !quiet());

    async function lane(ids: Iterator<string>): Promise<void> {
      for (let next = ids.next(); next.done !== true && mayGoOn(); next = ids.next()) {
        const state = await tryOne(next.value);
        if (state !== undefined) counts[state]++;
      }
    }

    if (only !== undefined) {
      await lane([only].values());
      return counts;
    }
    while (mayGoOn()) {
      const due = await dueLetters(database, now(), DUE_AT_ONCE_MAX);
      // Other ticks of this process may hold some lanes, or all: they look again before they end.
      const free = Math.min(LANES_MAX - lanes, due.length);
      if (free === 0) break;
      const ids = due.values();
      await inLanes(free, () => lane(ids));
    }
    counts.removed = await removeOld();
    return counts;
  };

  async function inLanes(count: number, lane: () => Promise<void>): Promise<void> {
    lanes += count;
    const ends = await Promise.allSettled(Array.from({ length: count }, () => lane().finally(() => lanes--)));
    const failed = ends.find((end) => end.status === 'rejected');
    // The database is away. What was claimed is free again when its lease has run out.
    if (failed !== undefined) throw failed.reason;
  }

  /** The state the letter came to; undefined when it was another's. */
  async function tryOne(id: string): Promise<LetterState | undefined> {
    const row = await claimLetter(database, id, now());
    if (row === undefined) return undefined;
    const { end, pauseMillis } = await tryLetter(parts, row, now());
    const at = now();
    quietUntil = Math.max(quietUntil, at + Math.min(pauseMillis, PAUSE_MILLIS_MAX));
    const { attempt, expires_at: expiresAt } = row;
    const settlement = settlementOf(end, { attempt, expiresAt, now: at, random: parts.fraction() });
    const settled = await settleLetter(database, row, settlement);
    tell(row, settled ? settlement.state : 'lost', settlement.code);
    return settled ? settlement.state : undefined;
  }

  function tell({ id, kind, attempt }: OutboxRow, state: LetterState | 'lost', code: string | null): void {
    const fields = { mail: id, letter: kind, state, attempt, code };
    if (state === 'refused' || state === 'unreadable') parts.log.warn('mail.tried', fields);
    else parts.log.info('mail.tried', fields);
  }

  function quiet(): boolean {
    // A clock that stepped back must not make it longer.
    if (quietUntil - now() > PAUSE_MILLIS_MAX) quietUntil = 0;
    return now() < quietUntil;
  }

  async function removeOld(): Promise<number> {
    const at = now();
    if (removedAt !== undefined && at >= removedAt && at - removedAt < REMOVE_EVERY_MILLIS) return 0;
    removedAt = at;
    const { removed, more } = await removeSettled(database, at - KEPT_MILLIS);
    if (more) removedAt = undefined;
    return removed;
  }
}

function countsOfNothing(): Record<LetterState | 'removed', number> {
  const states = Object.fromEntries(LETTER_STATES.map((state) => [state, 0]));
  return { ...states, removed: 0 } as Record<LetterState | 'removed', number>; // every state has its entry, just made
}
