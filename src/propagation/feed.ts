import type { Directory } from '../brands/directory.ts';
import type { ChangeItem } from '../senders/connectors/connector.ts';
import type { Sender } from '../senders/sender.ts';
import type { Database, Statement } from '../store/database.ts';
import type { ParkedRow, PropagationRow } from '../store/schema.ts';
import type { Owed, OwedEntry, ReadBacklog } from './backlog.ts';
import type { PrepareItems } from './change-item.ts';
import { parkedEntries, parkedRow, parkedRows, type Refusal } from './parked.ts';
import type { Settle, Settlement } from './settle.ts';

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

/**
 * Reads what a feed sender is owed after `after`, and notes how far it was served. A recipient whose address is gone has
 * no item, so they are parked before the page goes out: acknowledging the page says nothing about them.
 */
export async function serveFeed(
  parts: FeedParts,
  sender: Sender,
  { after, limit }: { after: number; limit: number },
): Promise<FeedPage> {
  const directory = await parts.directory.read();
  const backlog = await parts.readBacklog(sender.brands, after, limit);
  const prepared = await parts.prepare(backlog.owed, { brands: sender.brands, directory }, parts.now());
  await parkUnsendable(
    parts,
    sender,
    prepared.flatMap((one) =>
      one.kind === 'item' ? [] : [{ owed: one.owed, status: 'rejected', code: one.code }],
    ),
  );
  if (backlog.toSeq > after) {
    await parts.database.all(servedStatement(parts.database, sender.id, backlog.toSeq));
  }
  return {
    items: prepared.flatMap((one) => (one.kind === 'item' ? [one.item] : [])),
    next: backlog.toSeq,
    more: !backlog.complete,
  };
}

/**
 * Parks those who have no item, unless they are parked already. What the cursor has passed is settled, whatever became
 * of the address since; when an acknowledgement comes between, that is looked at again.
 */
export async function parkUnsendable(
  parts: FeedParts,
  sender: Sender,
  refusals: readonly Refusal[],
): Promise<void> {
  let done = refusals.length === 0;
  while (!done) {
    const state = await propagationOf(parts.database, sender.id);
    const open = refusals.map((refusal) => beyond(state.cursor_seq, refusal));
    const before = await parkedOf(parts, sender, open);
    const news = open.filter(({ owed }) =>
      owed.entries.some((entry) => !isParked(entry, before.get(owed.recipientId))),
    );
    if (news.length === 0) return;
    const now = parts.now();
    done = await parts.settle({
      ...blank(parts, sender, state, now),
      items: news.length,
      parked: news.map((refusal) =>
        parkedRow({
          senderId: sender.id,
          refusal,
          before: before.get(refusal.owed.recipientId),
          random: parts.random(),
          now,
        }),
      ),
      propagation: { epoch: state.epoch + 1 },
    });
  }
}

function beyond(cursorSeq: number, { owed, ...refusal }: Refusal): Refusal {
  const entries = owed.entries.filter(({ seq }) => seq > cursorSeq);
  return { ...refusal, owed: { ...owed, entries } };
}

function isParked({ seq }: OwedEntry, row: ParkedRow | undefined): boolean {
  return row !== undefined && row.first_seq <= seq && seq <= row.seq;
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

export type FeedAcknowledged =
  | { readonly kind: 'acknowledged'; readonly cursorSeq: number }
  /** The sender claims more than it was ever given: guarantee 4 says no. */
  | { readonly kind: 'never_served'; readonly servedSeq: number };

// A large acknowledgement is settled in pieces of this many entries.
const ENTRIES_PER_SETTLEMENT = 1_000;

/**
 * Moves a feed sender's cursor to what it says it has applied: never back, and never past what it was served. Two
 * acknowledgements at once settle each entry once: each raises the epoch that the other's settlement is fenced by. What
 * is to be written `also` goes into the first commit that moves the cursor, so that it never moves without.
 */
export async function acknowledgeFeed(
  parts: FeedParts,
  sender: Sender,
  seq: number,
  also: readonly Statement[] = [],
): Promise<FeedAcknowledged> {
  let unwritten = also;
  for (;;) {
    const state = await propagationOf(parts.database, sender.id);
    const reached = { kind: 'acknowledged', cursorSeq: state.cursor_seq } as const;
    if (seq <= state.cursor_seq) return reached;
    if (seq > state.served_seq) return { kind: 'never_served', servedSeq: state.served_seq };
    // Without a brand there is nothing that could be settled, and the cursor stays where it is.
    if (sender.brands.length === 0) return reached;
    if (await settlePiece(parts, sender, state, { seq, also: unwritten })) unwritten = [];
  }
}

/** Where a sender stands. Throws when there is no such sender. */
export async function propagationOf(database: Database, senderId: string): Promise<PropagationRow> {
  const [row] = await database.all(
    database.build.selectFrom('propagation').selectAll().where('sender_id', '=', senderId),
  );
  if (row === undefined) throw new Error(`sender ${senderId} has no cursor`);
  return row;
}

/**
 * Settles the next entries up to `seq`. Every page that covered them held an item of each recipient, except of those
 * who were parked when it was made; a later entry of theirs that is acknowledged frees them, for its item was their
 * whole state.
 */
async function settlePiece(
  parts: FeedParts,
  sender: Sender,
  state: PropagationRow,
  { seq, also }: { seq: number; also: readonly Statement[] },
): Promise<boolean> {
  const backlog = await parts.readBacklog(sender.brands, state.cursor_seq, ENTRIES_PER_SETTLEMENT);
  const toSeq = backlog.complete ? seq : Math.min(seq, backlog.toSeq);
  const before = await parkedOf(
    parts,
    sender,
    backlog.owed.map((owed) => ({ owed })),
  );
  const taken = backlog.owed.flatMap(({ recipientId, entries }) => {
    const row = before.get(recipientId);
    const told = entries.filter((entry) => entry.seq <= toSeq && !isParked(entry, row));
    return told.length === 0 ? [] : [{ recipientId, entries: told, row }];
  });
  const freed = taken.flatMap(({ entries, row }) =>
    row !== undefined && entries.some(({ seq: later }) => later > row.seq) ? [row] : [],
  );
  const freedEntries = await parkedEntries(parts.database, sender.brands, freed, toSeq);
  const now = parts.now();
  return parts.settle({
    ...blank(parts, sender, state, now),
    also,
    toSeq,
    items: taken.length,
    acknowledged: [...taken.flatMap(({ entries }) => entries), ...[...freedEntries.values()].flat()],
    unparked: freed.map(({ recipient_id }) => recipient_id),
    propagation: { epoch: state.epoch + 1, cursor_seq: toSeq, last_settled_at: now, last_code: 'ok' },
  });
}

async function parkedOf(parts: FeedParts, sender: Sender, shares: readonly { readonly owed: Owed }[]) {
  const ids = shares.map(({ owed }) => owed.recipientId);
  const rows = await parkedRows(parts.database, sender.id, ids);
  return new Map(rows.map((row) => [row.recipient_id, row]));
}

/** A settlement under the sender's present epoch that moves nothing yet. */
function blank(parts: FeedParts, sender: Sender, state: PropagationRow, now: number): Settlement {
  return {
    id: parts.deliveryId(),
    sender,
    fence: { column: 'epoch', value: state.epoch },
    epoch: state.epoch,
    fromSeq: state.cursor_seq,
    toSeq: state.cursor_seq,
    items: 0,
    startedAt: now,
    settledAt: now,
    code: 'ok',
    acknowledged: [],
    parked: [],
    unparked: [],
    propagation: {},
  };
}
