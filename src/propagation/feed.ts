import type { Directory } from '../brands/directory.ts';
import type { ChangeItem } from '../senders/connectors/connector.ts';
import type { Sender } from '../senders/sender.ts';
import type { Database, Statement } from '../store/database.ts';
import type { PropagationRow } from '../store/schema.ts';
import type { Backlog, Owed, ReadBacklog } from './backlog.ts';
import type { PrepareItems } from './change-item.ts';
import { settlePiece } from './feed-piece.ts';
import { parkUnsendable } from './feed-unsendable.ts';
import { underNewestNumbers } from './histories.ts';
import { furthest, openReplays } from './positions.ts';
import { readSenderState, type SenderState } from './sender-state.ts';
import type { Settle } from './settle.ts';

export interface FeedParts {
  readonly database: Database;
  readonly directory: Directory;
  readonly readBacklog: ReadBacklog;
  readonly prepare: PrepareItems;
  readonly settle: Settle;
  readonly now: () => number;
  readonly random: () => number;
  readonly deliveryId: () => string;
}

/** A page of the feed. Asking with `after = next`, or acknowledging `next`, says that all of it was applied. */
export interface FeedPage {
  readonly items: readonly ChangeItem[];
  readonly next: number;
  /** True when there is more to fetch at once. */
  readonly more: boolean;
}

/** The sender claims more than it was ever given: guarantee 4 says no. From `cursorSeq` it may go on. */
export interface NeverServed {
  readonly kind: 'never_served';
  readonly servedSeq: number;
  readonly cursorSeq: number;
}

export type FeedServed = { readonly kind: 'page'; readonly page: FeedPage } | NeverServed;

/**
 * Reads what a feed sender is owed after `after`, and notes how far it was served. A recipient whose address is gone has
 * no item, so they are parked before the page goes out: acknowledging the page says nothing about them.
 *
 * A sender that is moved back, to be told again, was served nothing beyond where it was moved to: a page that was made
 * before is not noted any more, and one that would leave a gap is not made.
 */
export async function serveFeed(
  parts: FeedParts,
  given: Sender,
  { after, limit }: { after: number; limit: number },
): Promise<FeedServed> {
  const directory = await parts.directory.read();
  for (;;) {
    const state = await readSenderState(parts.database, given);
    const { sender, row } = state;
    if (after > row.served_seq && after > row.cursor_seq) return neverServed(row);
    const backlog = await parts.readBacklog(sender.brands, after, limit);
    const owed = await numbered(parts.database, state, backlog);
    const prepared = await parts.prepare(owed, { brands: sender.brands, directory }, parts.now());
    const unsendable = prepared.flatMap((one) =>
      one.kind === 'item' ? [] : [{ owed: one.owed, status: 'rejected' as const, code: one.code }],
    );
    const epoch = await parkUnsendable(parts, state, unsendable);
    if (epoch === undefined || !(await noteServed(parts.database, state, { epoch, seq: backlog.toSeq }))) {
      continue;
    }
    const items = prepared.flatMap((one) => (one.kind === 'item' ? [one.item] : []));
    return { kind: 'page', page: { items, next: backlog.toSeq, more: !backlog.complete } };
  }
}

/**
 * What is told again, or for another brand, comes under each recipient's newest number: the sender may have been given a
 * state under it.
 */
async function numbered(
  database: Database,
  { row, positions, sender }: SenderState,
  { owed }: Backlog,
): Promise<readonly Owed[]> {
  const again = furthest(positions, row.cursor_seq) > row.cursor_seq;
  if (!again && sender.brandsSince === undefined) return owed;
  return underNewestNumbers(database, owed);
}

function neverServed({ served_seq, cursor_seq }: PropagationRow): NeverServed {
  return { kind: 'never_served', servedSeq: served_seq, cursorSeq: cursor_seq };
}

/** Notes how far a sender was given what it is owed: only ever upwards, and a repeat writes nothing. */
export function servedStatement({ build }: Database, senderId: string, seq: number): Statement {
  return build
    .updateTable('propagation')
    .set({ served_seq: seq })
    .where('sender_id', '=', senderId)
    .where('served_seq', '<', seq)
    .compile();
}

/** Only ever upwards, and a repeat writes nothing. False when the sender stands elsewhere by now. */
async function noteServed(
  database: Database,
  { row }: SenderState,
  { epoch, seq }: { epoch: number; seq: number },
): Promise<boolean> {
  if (seq <= row.served_seq) return true;
  const noted = await database.all(
    database.build
      .updateTable('propagation')
      .set({ served_seq: seq })
      .where('sender_id', '=', row.sender_id)
      .where('epoch', '=', epoch)
      .returning('epoch'),
  );
  return noted.length === 1;
}

export type FeedAcknowledged = { readonly kind: 'acknowledged'; readonly cursorSeq: number } | NeverServed;

/**
 * Moves a feed sender's cursor to what it says it has applied: never back, and never past what it was served. Two
 * acknowledgements at once settle each entry once: each raises the epoch that the other's settlement is fenced by. What
 * is to be written `also` goes into the first commit that moves the cursor, so that it never moves without.
 */
export async function acknowledgeFeed(
  parts: FeedParts,
  given: Sender,
  seq: number,
  also: readonly Statement[] = [],
): Promise<FeedAcknowledged> {
  let unwritten = also;
  for (;;) {
    const state = await readSenderState(parts.database, given);
    const { row, sender } = state;
    const acknowledged = { kind: 'acknowledged', cursorSeq: row.cursor_seq } as const;
    if (seq < row.cursor_seq) return acknowledged;
    if (seq > row.cursor_seq && seq > row.served_seq) return neverServed(row);
    // Without a brand there is nothing that could be settled, and the cursor stays where it is.
    if (sender.brands.length === 0) return acknowledged;
    if (seq === row.cursor_seq && !(await isEndOfReplays(parts, state))) return acknowledged;
    if (await settlePiece(parts, state, { seq, also: unwritten })) unwritten = [];
  }
}

/**
 * True when a replay is open although nothing follows the cursor that it could bring, such as when the brand of its last
 * entries is no longer the sender's.
 */
async function isEndOfReplays({ readBacklog }: FeedParts, state: SenderState): Promise<boolean> {
  const { row, sender, positions } = state;
  if (openReplays(positions).length === 0) return false;
  const toSeq = Math.max(...openReplays(positions).map((replay) => replay.to_seq));
  const left = await readBacklog(sender.brands, row.cursor_seq, 1, toSeq);
  return left.owed.length === 0;
}
