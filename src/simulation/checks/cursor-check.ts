import type { Trace } from '../trace.ts';
import type { Verdict } from '../violation.ts';
import type { Book, Entry } from './book.ts';
import type { DeliveryRow, PositionsLook } from './positions-look.ts';
import { concerns, isHeld, type KnownSender, type Parked, type SenderAccount } from './sender-account.ts';

/**
 * Guarantees 4 and 6: every move of a position is a settlement of whoever holds the sender, from where the position stood,
 * and passes nothing that its receiver does not hold and that is not parked. And what is counted as acknowledged is just
 * that, once.
 */
export interface CursorCheck {
  /** After every commit. */
  committed(): void;
  /** After every tick: nothing has moved but what was settled, or what somebody had told again. */
  ticked(): void;
}

export interface CursorCheckParts {
  readonly book: Book;
  readonly positions: PositionsLook;
  readonly verdict: Verdict;
  readonly trace: Trace;
  readonly accounts: ReadonlyMap<string, SenderAccount>;
}

export function createCursorCheck({
  book,
  positions,
  verdict,
  trace,
  accounts,
}: CursorCheckParts): CursorCheck {
  const lanes = new Map<string, number>();
  let lastDelivery = 0;

  /** Everything one commit settled for one sender. */
  function settled(account: SenderAccount, deliveries: readonly DeliveryRow[]): void {
    const { id, kind } = account.sender;
    const row = positions.cursor(id);
    if (row === undefined) return;
    const parked =
      account.parkedCount === 0 && deliveries.every((delivery) => delivery.parked === 0)
        ? NOBODY
        : positions.parked(id);
    const before = account.cursorSeq;
    let timed = 0;
    for (const delivery of deliveries) {
      const { lane, epoch, from_seq: from, to_seq: to, code } = delivery;
      trace.note(
        id,
        `settled ${from} → ${to}${lane === '' ? '' : ' of a replay'} under epoch ${epoch}: ${code}, parked ${delivery.parked}`,
      );
      // Whoever acknowledges for itself raises the epoch in its own commit.
      const holder = kind === 'webhook' ? row.epoch : row.epoch - 1;
      if (epoch !== holder) {
        verdict.broken(
          6,
          id,
          `epoch ${epoch} settled ${from} → ${to} while epoch ${row.epoch} held the sender`,
        );
      }
      const begun = startOf(account.sender, before, delivery);
      if (from !== begun || to < from) {
        verdict.broken(4, id, `a position stood at ${begun} and was moved ${from} → ${to}`);
        return;
      }
      timed += passed(account, delivery, parked);
      if (lane === '' || kind !== 'webhook') account.cursorSeq = to;
      else lanes.set(lane, to);
    }
    if (row.cursor_seq !== account.cursorSeq) {
      verdict.broken(4, id, `the cursor is at ${row.cursor_seq} and was settled to ${account.cursorSeq}`);
    }
    const counted = deliveries.reduce((sum, { acknowledged }) => sum + acknowledged, 0);
    if (timed !== counted) {
      verdict.broken(
        4,
        id,
        `${timed} timed entries were acknowledged for the first time and ${counted} were counted`,
      );
    }
  }

  /** Where a delivery must have begun. Who fetches has one position, which moves its replays along. */
  function startOf(
    { id, kind }: KnownSender,
    cursorSeq: number,
    { lane, from_seq: from }: DeliveryRow,
  ): number {
    if (kind === 'webhook')
      return lane === '' ? cursorSeq : (lanes.get(lane) ?? positions.replay(lane)?.from_seq ?? 0);
    // A replay begins by moving the position back.
    return from < cursorSeq && positions.beginsAt(id, from) ? from : cursorSeq;
  }

  /** How many timed entries a delivery acknowledged for the first time. */
  function passed(account: SenderAccount, delivery: DeliveryRow, parked: Parked): number {
    const { sender } = account;
    const covers = coverOf(account, delivery);
    const entries: Entry[] = [];
    for (let seq = delivery.from_seq + 1; seq <= delivery.to_seq; seq++) {
      const entry = book.entry(seq);
      if (concerns(sender, entry) && covers(entry)) entries.push(entry);
    }
    const first = account.pass(entries, parked);
    const untold = first.find((entry) => !isHeld(sender, entry));
    if (untold !== undefined) {
      const { seq, person } = untold;
      verdict.broken(
        4,
        sender.id,
        `entry ${seq} of person ${person} is passed and not parked, and was never taken`,
      );
    }
    return first.filter(({ dueAt }) => dueAt !== null).length;
  }

  /** What a position tells of for the first time. Whoever fetches has one position, and it tells of everything. */
  function coverOf({ sender, starts }: SenderAccount, { lane }: DeliveryRow): (entry: Entry) => boolean {
    if (sender.kind !== 'webhook') return () => true;
    if (lane === '') return ({ brand, seq }) => seq > (starts.get(brand) ?? 0);
    const replay = positions.replay(lane);
    if (replay === undefined || (replay.kind !== 'backfill' && replay.kind !== 'brand')) return () => true;
    if (replay.kind === 'brand') return ({ brand }) => brand === replay.brand;
    const told = positions.brandsToldBy(replay.id);
    return ({ brand }) => brand === '*' || told.includes(brand);
  }

  return {
    committed() {
      const deliveries = positions.deliveriesAfter(lastDelivery);
      lastDelivery = deliveries.at(-1)?.number ?? lastDelivery;
      for (const id of new Set(deliveries.map(({ sender_id }) => sender_id))) {
        const account = accounts.get(id);
        if (account?.retired === false)
          settled(
            account,
            deliveries.filter(({ sender_id }) => sender_id === id),
          );
      }
    },
    ticked() {
      for (const { sender_id: id, cursor_seq: cursor } of positions.cursors()) {
        const account = accounts.get(id);
        if (account === undefined || account.retired || cursor === account.cursorSeq) continue;
        const movedBack =
          account.sender.kind !== 'webhook' && cursor < account.cursorSeq && positions.beginsAt(id, cursor);
        if (movedBack) account.cursorSeq = cursor;
        else
          verdict.broken(
            4,
            id,
            `the cursor went from ${account.cursorSeq} to ${cursor} without a settlement`,
          );
      }
    },
  };
}

const NOBODY: Parked = new Map();
