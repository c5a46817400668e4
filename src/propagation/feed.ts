import type { Directory } from '../brands/directory.ts';
import type { ChangeItem } from '../senders/connectors/connector.ts';
import type { Sender } from '../senders/sender.ts';
import type { Database } from '../store/database.ts';
import type { PropagationRow } from '../store/schema.ts';
import type { ReadBacklog } from './backlog.ts';
import type { PrepareItems } from './change-item.ts';
import { parkedRow } from './parked.ts';
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

/** Reads what a feed sender is owed after `after`, and notes how far it was served. */
export async function serveFeed(
  parts: FeedParts,
  sender: Sender,
  { after, limit }: { after: number; limit: number },
): Promise<FeedPage> {
  const directory = await parts.directory.read();
  const brands = sender.brands.flatMap((id) => directory.get(id) ?? []);
  const backlog = await parts.readBacklog(sender.brands, after, limit);
  const prepared = await parts.prepare(backlog.owed, brands, parts.now());
  if (backlog.toSeq > after) await noteServed(parts.database, sender.id, backlog.toSeq);
  return {
    // A recipient whose address is gone has no item; the acknowledgement parks them, see acknowledgeFeed.
    items: prepared.flatMap((one) => (one.kind === 'item' ? [one.item] : [])),
    next: backlog.toSeq,
    more: !backlog.complete,
  };
}

// Only ever upwards, and a repeat writes nothing.
async function noteServed(database: Database, senderId: string, seq: number): Promise<void> {
  await database.all(
    database.build
      .updateTable('propagation')
      .set({ served_seq: seq })
      .where('sender_id', '=', senderId)
      .where('served_seq', '<', seq),
  );
}

export type FeedAcknowledged =
  | { readonly kind: 'acknowledged'; readonly cursorSeq: number }
  /** The sender claims more than it was ever given: guarantee 4 says no. */
  | { readonly kind: 'never_served'; readonly servedSeq: number };

// A large acknowledgement is settled in pieces of this many entries.
const ENTRIES_PER_SETTLEMENT = 1_000;

/**
 * Moves a feed sender's cursor to what it says it has applied: never back, and never past what it was served. Two
 * acknowledgements at once settle each entry once: the cursor itself is the fence.
 */
export async function acknowledgeFeed(
  parts: FeedParts,
  sender: Sender,
  seq: number,
): Promise<FeedAcknowledged> {
  for (;;) {
    const state = await propagationOf(parts.database, sender.id);
    if (seq <= state.cursor_seq) return { kind: 'acknowledged', cursorSeq: state.cursor_seq };
    if (seq > state.served_seq) return { kind: 'never_served', servedSeq: state.served_seq };
    await settlePiece(parts, sender, state, seq);
  }
}

async function propagationOf(database: Database, senderId: string): Promise<PropagationRow> {
  const [row] = await database.all(
    database.build.selectFrom('propagation').selectAll().where('sender_id', '=', senderId),
  );
  if (row === undefined) throw new Error(`sender ${senderId} has no cursor`);
  return row;
}

async function settlePiece(
  parts: FeedParts,
  sender: Sender,
  state: PropagationRow,
  seq: number,
): Promise<void> {
  const backlog = await parts.readBacklog(sender.brands, state.cursor_seq, ENTRIES_PER_SETTLEMENT);
  const toSeq = backlog.complete ? seq : Math.min(seq, backlog.toSeq);
  const owed = backlog.owed
    .map(({ recipientId, entries }) => ({
      recipientId,
      entries: entries.filter((entry) => entry.seq <= toSeq),
    }))
    .filter(({ entries }) => entries.length > 0);
  const prepared = await parts.prepare(owed, [], parts.now());
  const now = parts.now();
  await parts.settle({
    id: parts.deliveryId(),
    sender,
    fence: { column: 'cursor_seq', value: state.cursor_seq },
    epoch: state.epoch,
    fromSeq: state.cursor_seq,
    toSeq,
    items: owed.length,
    startedAt: now,
    settledAt: now,
    code: 'ok',
    acknowledged: prepared.flatMap((one) => (one.kind === 'item' ? one.owed.entries : [])),
    parked: prepared.flatMap((one) =>
      one.kind === 'item'
        ? []
        : [
            parkedRow({
              senderId: sender.id,
              refusal: { owed: one.owed, status: 'rejected', code: one.code },
              before: undefined,
              random: parts.random(),
              now,
            }),
          ],
    ),
    unparked: [],
    propagation: { cursor_seq: toSeq, last_settled_at: now, last_code: 'ok' },
  });
}
