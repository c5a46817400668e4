import type { auditBy } from '../access/audit.ts';
import { EVERYTHING } from '../consent/scope.ts';
import { type RandomBytes, randomId } from '../keys/random.ts';
import { type NewReplay, replayInsert } from '../senders/new-replay.ts';
import { isPushed, type Sender } from '../senders/sender.ts';
import type { Database } from '../store/database.ts';
import type { PropagationRow, ReplayRow } from '../store/schema.ts';
import { fencedAudit } from './fenced-audit.ts';
import { furthest, openReplays, toldThrough } from './positions.ts';
import { lastEntryOf } from './replay-owed.ts';
import { readSenderState } from './sender-state.ts';

/** What is to be told again: everything after an entry, or all that stands of one person. */
export type ReplayWish =
  | { readonly kind: 'replay'; readonly fromSeq: number }
  | { readonly kind: 'person'; readonly recipientId: string };

export type ReplayStarted =
  | { readonly kind: 'started'; readonly id: string }
  /** The same is under way already. */
  | { readonly kind: 'open'; readonly id: string }
  /** The sender was told nothing of the kind yet: what there is, is on its way. */
  | { readonly kind: 'not_told_yet' }
  | { readonly kind: 'retired' };

export interface StartReplayParts {
  readonly database: Database;
  readonly random: RandomBytes;
}

/**
 * Has a sender told again, with the audit row. One that is called gets it in turn with what is new; one that fetches is
 * moved back, and comes by it again. Nothing of it is counted: it was in time, or not, when it was told first.
 */
export async function startReplay(
  parts: StartReplayParts,
  given: Sender,
  wish: ReplayWish,
  audit: ReturnType<typeof auditBy>,
): Promise<ReplayStarted> {
  if (given.retiredAt !== null) return { kind: 'retired' };
  const { database } = parts;
  for (;;) {
    const { row, sender, positions } = await readSenderState(database, given);
    const same = openReplays(positions).find((one) => isWished(one, wish));
    if (same !== undefined) return { kind: 'open', id: same.id };
    // Where the cursor goes back, it comes by all that it has passed, whatever it goes back for.
    const reached = isPushed(sender)
      ? toldThrough(positions, row.cursor_seq)
      : furthest(positions, row.cursor_seq);
    const fromSeq = await startOf(database, sender, wish, isPushed(sender) ? reached : row.cursor_seq);
    if (fromSeq === undefined) return { kind: 'not_told_yet' };
    const { now, entry } = audit('sender.replay', sender.id);
    const replay: NewReplay = {
      id: randomId('rpl', parts.random),
      senderId: sender.id,
      kind: wish.kind,
      brand: EVERYTHING,
      recipientId: wish.kind === 'person' ? wish.recipientId : undefined,
      fromSeq,
      toSeq: wish.kind === 'person' && isPushed(sender) ? fromSeq + 1 : reached,
      rewoundSeq: isPushed(sender) ? undefined : reached,
      dueAt: null,
      requestedBy: entry.actor,
      createdAt: now,
    };
    const outcome = await database.commit([
      fencedAudit(database, row, entry),
      replayInsert(database, replay),
      ...(isPushed(sender) ? [] : [rewind(database, row, fromSeq)]),
    ]);
    if (outcome.kind === 'committed') return { kind: 'started', id: replay.id };
  }
}

function isWished({ kind, from_seq, recipient_id }: ReplayRow, wish: ReplayWish): boolean {
  if (kind !== wish.kind) return false;
  return wish.kind === 'person' ? recipient_id === wish.recipientId : from_seq === wish.fromSeq;
}

/** Where the replay begins; undefined where the sender has been told nothing after that. */
async function startOf(
  database: Database,
  sender: Sender,
  wish: ReplayWish,
  toldSeq: number,
): Promise<number | undefined> {
  if (wish.kind === 'replay') return wish.fromSeq < toldSeq ? wish.fromSeq : undefined;
  const last = await lastEntryOf(database, { recipientId: wish.recipientId, brands: sender.brands });
  return last === undefined || last.seq > toldSeq ? undefined : last.seq - 1;
}

/** Moves a sender that fetches back: what it was served beyond counts no more. */
export function rewind(database: Database, { sender_id, epoch }: PropagationRow, fromSeq: number) {
  return database.build
    .updateTable('propagation')
    .set({ cursor_seq: fromSeq, served_seq: fromSeq, epoch: epoch + 1 })
    .where('sender_id', '=', sender_id)
    .where('epoch', '=', epoch)
    .compile();
}
