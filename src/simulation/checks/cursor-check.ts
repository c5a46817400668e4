import type { Prepared } from '../../store/database.ts';
import type { Look } from '../../store/sqlite.ts';
import type { People } from '../people.ts';
import type { Trace } from '../trace.ts';
import type { Verdict } from '../violation.ts';
import type { Entry } from './book.ts';
import type { SenderAccount, Span } from './sender-account.ts';

/**
 * Guarantees 4 and 6: every move of a cursor is a settlement of whoever holds the sender, from where the cursor stood, and
 * passes nothing that its receiver does not hold and that is not parked. And what is counted as acknowledged is just that.
 */
export interface CursorCheck {
  /** After every commit. */
  committed(): void;
  /** After every tick: nothing has moved but what was settled. */
  ticked(): void;
}

interface DeliveryRow {
  readonly number: number;
  readonly sender_id: string;
  readonly epoch: number;
  readonly from_seq: number;
  readonly to_seq: number;
  readonly acknowledged: number;
  readonly parked: number;
  readonly code: string;
  readonly lane: string;
}

interface PropagationRow {
  readonly sender_id: string;
  readonly cursor_seq: number;
  readonly epoch: number;
}

export interface CursorCheckParts {
  readonly look: Look;
  readonly people: People;
  readonly verdict: Verdict;
  readonly trace: Trace;
  readonly accounts: ReadonlyMap<string, SenderAccount>;
}

export function createCursorCheck({ look, people, verdict, trace, accounts }: CursorCheckParts): CursorCheck {
  let lastDelivery = 0;

  function settled(delivery: DeliveryRow): void {
    const account = accounts.get(delivery.sender_id);
    const row = look(propagationOf(delivery.sender_id))[0];
    if (account === undefined || row === undefined) return;
    const { sender_id: id, epoch, from_seq: from, to_seq: to, code } = delivery;
    trace.note(id, `settled ${from} → ${to} under epoch ${epoch}: ${code}, parked ${delivery.parked}`);
    // Whoever acknowledges for itself raises the epoch in its own commit.
    const holder = account.sender.kind === 'webhook' ? row.epoch : row.epoch - 1;
    if (epoch !== holder) {
      verdict.broken(
        6,
        id,
        `epoch ${epoch} settled ${from} → ${to} while epoch ${row.epoch} held the sender`,
      );
    }
    if (from !== account.cursorSeq || to < from || row.cursor_seq !== to) {
      verdict.broken(
        4,
        id,
        `the cursor stood at ${account.cursorSeq} and went ${from} → ${to}, to ${row.cursor_seq}`,
      );
      return;
    }
    acknowledge(account, delivery, row.epoch);
  }

  function acknowledge(
    account: SenderAccount,
    { to_seq, acknowledged, parked }: DeliveryRow,
    epoch: number,
  ): void {
    const { id, received } = account.sender;
    const spans = parked === 0 && account.parkedCount === 0 ? NOBODY : spansOf(id);
    const told = account.settle({ cursorSeq: to_seq, epoch, parked: spans });
    const untold = told.find((entry) => received.seqOf(entry.person) < entry.seq);
    if (untold !== undefined) {
      verdict.broken(
        4,
        id,
        `entry ${untold.seq} of person ${untold.person} is passed and not parked, and was never taken`,
      );
    }
    const timed = told.filter(isTimed).length;
    if (timed !== acknowledged) {
      verdict.broken(4, id, `${timed} timed entries were acknowledged and ${acknowledged} were counted`);
    }
  }

  function spansOf(senderId: string): ReadonlyMap<number, Span> {
    return new Map(
      look(parkedOf(senderId)).map(({ recipient_id, first_seq, seq }) => [
        people.numberOf(recipient_id) ?? -1,
        { firstSeq: first_seq, lastSeq: seq },
      ]),
    );
  }

  return {
    committed() {
      for (const delivery of look(deliveriesAfter(lastDelivery))) {
        lastDelivery = delivery.number;
        settled(delivery);
      }
    },
    ticked() {
      for (const row of look(PROPAGATION)) {
        const account = accounts.get(row.sender_id);
        if (account === undefined || row.cursor_seq === account.cursorSeq) continue;
        verdict.broken(
          4,
          row.sender_id,
          `the cursor went from ${account.cursorSeq} to ${row.cursor_seq} without a settlement`,
        );
      }
    },
  };
}

const NOBODY: ReadonlyMap<number, Span> = new Map();

function isTimed({ dueAt }: Entry): boolean {
  return dueAt !== null;
}

function deliveriesAfter(number: number): Prepared<DeliveryRow> {
  const sql = `select rowid as number, sender_id, epoch, from_seq, to_seq, acknowledged, parked, code, lane
    from delivery where rowid > ? order by rowid`;
  return { sql, parameters: [number] };
}

const PROPAGATION: Prepared<PropagationRow> = {
  sql: 'select sender_id, cursor_seq, epoch from propagation',
  parameters: [],
};

function propagationOf(senderId: string): Prepared<PropagationRow> {
  return { sql: `${PROPAGATION.sql} where sender_id = ?`, parameters: [senderId] };
}

function parkedOf(
  senderId: string,
): Prepared<{ readonly recipient_id: string; readonly first_seq: number; readonly seq: number }> {
  const sql = 'select recipient_id, first_seq, seq from parked where sender_id = ?';
  return { sql, parameters: [senderId] };
}
