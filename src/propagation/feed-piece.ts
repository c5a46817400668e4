import type { Statement } from '../store/database.ts';
import type { ParkedRow } from '../store/schema.ts';
import type { OwedEntry } from './backlog.ts';
import type { FeedParts } from './feed.ts';
import { parkedEntries } from './parked.ts';
import { isParked } from './parked-span.ts';
import { brandsOf, furthest, openReplays, type Passed } from './positions.ts';
import { replayMoved } from './replay-rows.ts';
import { blankSettlement, parkedOf, type SenderState } from './sender-state.ts';
import { deliveryAlong, type Settlement } from './settle.ts';

// A large acknowledgement is settled in pieces of this many entries.
const ENTRIES_PER_SETTLEMENT = 1_000;

/** The next entries of an acknowledgement. */
interface Piece {
  readonly toSeq: number;
  readonly entries: readonly OwedEntry[];
  /** What each recipient was told by it, and the row of those who are parked for something else. */
  readonly taken: readonly { readonly told: readonly OwedEntry[]; readonly parked: ParkedRow | undefined }[];
}

/**
 * Settles the next entries up to `seq`; with `seq` at the cursor, that nothing is left for its replays. The cursor is the
 * one position a feed knows, so it moves its replays too. `also` is written in the same commit. False when the epoch was
 * gone: then nothing was written.
 */
export async function settlePiece(
  parts: FeedParts,
  state: SenderState,
  { seq, also }: { readonly seq: number; readonly also: readonly Statement[] },
): Promise<boolean> {
  const { database } = parts;
  const { row, sender, positions, passed } = state;
  const { toSeq, entries, taken } = await readPiece(parts, state, seq);
  // A later entry that is acknowledged frees whoever is parked, for its item was their whole state. One that was told
  // before frees nobody: it may have had no item.
  const freed = taken.flatMap(({ told, parked }) =>
    parked !== undefined && told.some((entry) => entry.again !== true && entry.seq > parked.seq)
      ? [parked]
      : [],
  );
  const passedNow: Passed = (place) => place.seq <= toSeq || passed(place);
  const freedEntries = await parkedEntries(database, sender.brands, freed, passedNow);
  const now = parts.now();
  const settlement: Settlement = {
    ...blankSettlement(state, { id: parts.deliveryId(), now }),
    toSeq,
    items: taken.length,
    acknowledged: [...taken.flatMap(({ told }) => told), ...[...freedEntries.values()].flat()],
    unparked: freed.map(({ recipient_id }) => recipient_id),
    propagation: { epoch: row.epoch + 1, cursor_seq: toSeq, last_settled_at: now, last_code: 'ok' },
  };
  const nothingLeft = seq === row.cursor_seq;
  const moved = openReplays(positions).filter((replay) => nothingLeft || replay.cursor_seq < toSeq);
  // Only where it has never been does the cursor tell anything by itself.
  const isNews = toSeq > furthest(positions, row.cursor_seq);
  const [lane = '', ...others] = [...(isNews ? [''] : []), ...moved.map(({ id }) => id)];
  const deliveries = others.map((other) =>
    deliveryAlong(database, settlement, { id: parts.deliveryId(), lane: other }),
  );
  const moves = moved.flatMap((replay): Statement[] => {
    const brands = brandsOf(replay, positions);
    const move = {
      cursorSeq: toSeq,
      entries: entries.filter(({ brand }) => brands.includes(brand)).length,
      items: taken.length,
      finished: nothingLeft || toSeq >= replay.to_seq,
      attempt: 0,
      nextAttemptAt: 0,
    };
    return replayMoved(database, replay, move, now);
  });
  return parts.settle({ ...settlement, lane, along: [...deliveries, ...moves, ...also] });
}

/**
 * Every page that covered these entries held an item of each recipient, except of those who were parked when it was made.
 * A piece ends where a replay begins or ends, so that each is moved by whole pieces.
 */
async function readPiece(parts: FeedParts, state: SenderState, seq: number): Promise<Piece> {
  const { row, sender, positions, passed } = state;
  const bounds = openReplays(positions).flatMap(({ cursor_seq, to_seq }) => [cursor_seq, to_seq]);
  const through = Math.min(seq, ...bounds.filter((bound) => bound > row.cursor_seq));
  const backlog = await parts.readBacklog(sender.brands, row.cursor_seq, ENTRIES_PER_SETTLEMENT, through);
  const ids = backlog.owed.map(({ recipientId }) => recipientId);
  const before = await parkedOf(parts.database, sender.id, ids);
  const taken = backlog.owed.flatMap(({ recipientId, entries }) => {
    const parked = before.get(recipientId);
    const told = entries
      .filter((entry) => parked === undefined || !isParked(parked, entry.seq))
      .map((entry) => (passed(entry) ? { ...entry, again: true } : entry));
    return told.length === 0 ? [] : [{ told, parked }];
  });
  return { toSeq: backlog.toSeq, entries: backlog.owed.flatMap(({ entries }) => entries), taken };
}
