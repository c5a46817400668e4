import type { Database } from '../store/database.ts';
import type { HoldRow } from '../store/schema.ts';
import type { Sender } from './sender.ts';

/**
 * Why a sender is held. `deadline`: an opt-out it has not acknowledged is about to fall due. `backfill`: it is new, and has
 * not acknowledged all that stands. `brand`: the same for a brand it was given later.
 */
export const HOLD_REASONS = ['deadline', 'backfill', 'brand'] as const;
export type HoldReason = (typeof HOLD_REASONS)[number];

/** Why the gate says no to a sender's promotional mail, whoever the recipient is. Instants in epoch ms. */
export type Held =
  | {
      readonly reason: HoldReason;
      /** '*' for all its promotional mail, else one brand's. */
      readonly brand: string;
      readonly since: number;
      readonly dueAt: number | null;
    }
  /** It was retired: its history stays, and it mails nobody. */
  | { readonly reason: 'retired'; readonly since: number }
  /** Nobody has looked for so long that a deadline may have passed unseen: the gate fails closed. */
  | { readonly reason: 'watch_stopped'; readonly since: number };

/**
 * So long after the watch has last run its word still counts: less than the business day that a hold comes before its
 * deadline, so that no deadline passes unseen.
 */
export const WATCH_STALE_MILLIS = 12 * 60 * 60_000;

/** The name under which the watch writes that it has run. */
export const WATCH_WORK = 'watch';

/** What there is to know of a sender before it can be said whether it is held. Instants in epoch ms. */
export interface HoldFacts {
  readonly retiredAt: number | null;
  readonly createdAt: number;
  /** When the watch last ran to its end; 0 where it never has. */
  readonly watchedAt: number;
  /** Its holds, the oldest first. */
  readonly holds: readonly HoldRow[];
}

/**
 * What holds a sender's promotional mail for a brand at `now` (epoch ms), the gravest first; undefined when nothing does.
 * Read anew each time: a hold counts from the commit that places it.
 */
export async function heldFor(
  database: Database,
  sender: Pick<Sender, 'id' | 'retiredAt' | 'createdAt'>,
  { brand, now }: { brand: string; now: number },
): Promise<Held | undefined> {
  const [holds, watched] = await Promise.all([holdsOf(database, sender.id), watchedAt(database)]);
  return heldIn({ ...sender, holds, watchedAt: watched }, { brand, now });
}

/** Pure: the same for what was read already. */
export function heldIn(facts: HoldFacts, { brand, now }: { brand: string; now: number }): Held | undefined {
  return allHeld(facts, now).find((held) => ['*', brand].includes(brandHeld(held)));
}

/** Pure: everything that holds a sender at `now` (epoch ms), whatever the brand, the gravest first. */
export function allHeld({ retiredAt, createdAt, watchedAt: watched, holds }: HoldFacts, now: number): Held[] {
  if (retiredAt !== null) return [{ reason: 'retired', since: retiredAt }];
  const seenAt = Math.max(watched, createdAt);
  const unseen: Held[] =
    now - seenAt > WATCH_STALE_MILLIS ? [{ reason: 'watch_stopped', since: seenAt }] : [];
  // Sorted stably: of one reason, the oldest stays first.
  const known = holds.map(heldBy).sort((one, other) => gravityOf(one) - gravityOf(other));
  return [...known, ...unseen];
}

function gravityOf({ reason }: Held): number {
  return HOLD_REASONS.findIndex((one) => one === reason);
}

/** Whose mail is held: one brand's, or all the sender's (`*`). */
export function brandHeld(held: Held): string {
  return 'brand' in held ? held.brand : '*';
}

/** A hold as it is stored, in the words of this room. Throws on a reason this version does not know. */
export function heldBy({ reason: text, brand, since, due_at: dueAt }: HoldRow): Held {
  const reason = HOLD_REASONS.find((one) => one === text);
  if (reason === undefined) throw new Error(`the hold ${text} is not known to this version`);
  return { reason, brand, since, dueAt };
}

/** All holds on a sender, the oldest first. */
export function holdsOf(database: Database, senderId: string): Promise<HoldRow[]> {
  return database.all(
    database.build.selectFrom('hold').selectAll().where('sender_id', '=', senderId).orderBy('since'),
  );
}

/** When the watch last ran to its end, epoch ms; 0 where it never has. */
export async function watchedAt(database: Database): Promise<number> {
  const [row] = await database.all(
    database.build.selectFrom('work_done').select('at').where('name', '=', WATCH_WORK),
  );
  return row?.at ?? 0;
}
