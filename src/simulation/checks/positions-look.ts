import type { Prepared } from '../../store/database.ts';
import type { Look } from '../../store/sqlite.ts';
import type { People } from '../people.ts';
import type { Backlog, Parked } from './sender-account.ts';

/** A settlement, as it stands in the database. */
export interface DeliveryRow {
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

/** A sender's row. */
export interface CursorRow {
  readonly sender_id: string;
  readonly cursor_seq: number;
  readonly epoch: number;
}

interface ReplayRow {
  readonly id: string;
  readonly kind: string;
  readonly brand: string;
  readonly from_seq: number;
  readonly to_seq: number;
  readonly cursor_seq: number;
  readonly due_at: number | null;
  readonly created_at: number;
}

interface ParkedRow {
  readonly recipient_id: string;
  readonly first_seq: number;
  readonly seq: number;
  readonly seqs: string | null;
}

/** Reads where senders stand, at once and from the tables alone. */
export interface PositionsLook {
  deliveriesAfter(number: number): readonly DeliveryRow[];
  cursors(): readonly CursorRow[];
  cursor(senderId: string): CursorRow | undefined;
  parked(senderId: string): Parked;
  /** What a replay brings: its kind, and the one brand it is about, or '*'. */
  replay(id: string): ReplayRow | undefined;
  /** Brands that a replay tells of for the first time. */
  brandsToldBy(replayId: string): readonly string[];
  /** The backlog of a new sender, or of a brand that a sender was given; undefined where there is none. */
  backlog(senderId: string, kind: 'backfill' | 'brand', brand: string): Backlog | undefined;
  /** True when somebody had a sender told again from there. */
  beginsAt(senderId: string, fromSeq: number): boolean;
  hasBrand(senderId: string, brand: string): boolean;
}

export function createPositionsLook({ look, people }: { look: Look; people: People }): PositionsLook {
  const cursors = 'select sender_id, cursor_seq, epoch from propagation';
  const replays = 'select id, kind, brand, from_seq, to_seq, cursor_seq, due_at, created_at from replay';
  const one = <Row>(sql: string, ...parameters: unknown[]): Row | undefined =>
    all<Row>(sql, ...parameters)[0];
  const all = <Row>(sql: string, ...parameters: unknown[]): Row[] => {
    const query: Prepared<Row> = { sql, parameters };
    return look(query);
  };
  return {
    deliveriesAfter: (number) =>
      all<DeliveryRow>(
        `select rowid as number, sender_id, epoch, from_seq, to_seq, acknowledged, parked, code, lane
          from delivery where rowid > ? order by rowid`,
        number,
      ),
    cursors: () => all<CursorRow>(cursors),
    cursor: (id) => one<CursorRow>(`${cursors} where sender_id = ?`, id),
    parked: (id) =>
      new Map(
        all<ParkedRow>('select recipient_id, first_seq, seq, seqs from parked where sender_id = ?', id).map(
          (row) => [people.numberOf(row.recipient_id) ?? -1, (seq: number) => isParkedWith(row, seq)],
        ),
      ),
    replay: (id) => one<ReplayRow>(`${replays} where id = ?`, id),
    brandsToldBy: (id) =>
      all<{ readonly brand_id: string }>('select brand_id from sender_brand where replay_id = ?', id).map(
        ({ brand_id }) => brand_id,
      ),
    backlog(id, kind, brand) {
      const sql = `${replays} where sender_id = ? and kind = ? and brand = ? order by created_at desc`;
      const row = one<ReplayRow>(sql, id, kind, brand);
      return row === undefined || row.due_at === null
        ? undefined
        : { toSeq: row.to_seq, dueAt: row.due_at, since: row.created_at };
    },
    beginsAt: (id, fromSeq) =>
      one(`${replays} where sender_id = ? and from_seq = ?`, id, fromSeq) !== undefined,
    hasBrand: (id, brand) =>
      one('select brand_id from sender_brand where sender_id = ? and brand_id = ?', id, brand) !== undefined,
  };
}

function isParkedWith({ first_seq, seq: last, seqs }: ParkedRow, seq: number): boolean {
  if (seq < first_seq || seq > last) return false;
  return seqs === null || seqs.includes(`,${seq},`);
}
