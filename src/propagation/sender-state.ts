import type { Sender } from '../senders/sender.ts';
import type { Database } from '../store/database.ts';
import type { ParkedRow, PropagationRow } from '../store/schema.ts';
import { parkedRows } from './parked.ts';
import { type Passed, type Positions, passedAt, readPositions, senderAt } from './positions.ts';
import type { Settlement } from './settle.ts';

/** Where a sender stands. What is decided on it is settled under the epoch of its row, or not at all. */
export interface SenderState {
  readonly row: PropagationRow;
  readonly positions: Positions;
  readonly passed: Passed;
  /** The sender with the brands it has at this moment. */
  readonly sender: Sender;
}

/** Reads it, the epoch first. */
export async function readSenderState(database: Database, sender: Sender): Promise<SenderState> {
  const [row] = await database.all(
    database.build.selectFrom('propagation').selectAll().where('sender_id', '=', sender.id),
  );
  if (row === undefined) throw new Error(`sender ${sender.id} has no cursor`);
  const positions = await readPositions(database, sender.id);
  return {
    row,
    positions,
    passed: passedAt(positions, row.cursor_seq),
    sender: senderAt(sender, positions),
  };
}

/** The parked rows of these recipients at a sender, by recipient. */
export async function parkedOf(
  database: Database,
  senderId: string,
  recipientIds: readonly string[],
): Promise<Map<string, ParkedRow>> {
  const rows = await parkedRows(database, senderId, recipientIds);
  return new Map(rows.map((row) => [row.recipient_id, row]));
}

/** A settlement under the sender's present epoch that moves nothing yet. */
export function blankSettlement(state: SenderState, { id, now }: { id: string; now: number }): Settlement {
  const { sender, row } = state;
  return {
    id,
    sender,
    fence: { column: 'epoch', value: row.epoch },
    epoch: row.epoch,
    fromSeq: row.cursor_seq,
    toSeq: row.cursor_seq,
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
