import type { Database, Statement } from '../store/database.ts';
import type { HoldReason } from './hold.ts';

/**
 * Why a sender is brought what its cursor has passed. `backfill`: it is new. `brand`: it was given another brand.
 * `replay`: somebody wants it told again from an entry on. `person`: somebody wants it told of one person again.
 */
export const REPLAY_KINDS = ['person', 'backfill', 'brand', 'replay'] as const;
export type ReplayKind = (typeof REPLAY_KINDS)[number];

/** A replay that begins: everything after `fromSeq` up to `toSeq`. Instants in epoch ms. */
export interface NewReplay {
  readonly id: string;
  readonly senderId: string;
  readonly kind: ReplayKind;
  /** '*' for all the sender's brands and what is said about everything, else one brand. */
  readonly brand: string;
  readonly recipientId?: string | undefined;
  readonly fromSeq: number;
  readonly toSeq: number;
  /** Null where no deadline runs: what is told a second time was told in time before. */
  readonly dueAt: number | null;
  readonly requestedBy: string;
  readonly reason?: string | undefined;
  readonly createdAt: number;
}

/** The statement that opens a replay. Refused (`unique`) where the same one is open already. */
export function replayInsert(database: Database, replay: NewReplay): Statement {
  return database.build
    .insertInto('replay')
    .values({
      id: replay.id,
      sender_id: replay.senderId,
      kind: replay.kind,
      brand: replay.brand,
      recipient_id: replay.recipientId ?? null,
      from_seq: replay.fromSeq,
      to_seq: replay.toSeq,
      cursor_seq: replay.fromSeq,
      entries: 0,
      items: 0,
      due_at: replay.dueAt,
      requested_by: replay.requestedBy,
      reason: replay.reason ?? null,
      attempt: 0,
      next_attempt_at: 0,
      created_at: replay.createdAt,
      finished_at: null,
    })
    .compile();
}

/** The statement that holds a sender's promotional mail, of one brand or of all ('*'), until `seq` is acknowledged. */
export function holdInsert(
  database: Database,
  hold: {
    readonly senderId: string;
    readonly brand: string;
    readonly reason: HoldReason;
    readonly seq: number;
    readonly dueAt: number | null;
    readonly createdAt: number;
  },
): Statement {
  return database.build
    .insertInto('hold')
    .values({
      sender_id: hold.senderId,
      brand: hold.brand,
      reason: hold.reason,
      seq: hold.seq,
      due_at: hold.dueAt,
      since: hold.createdAt,
    })
    .onConflict((conflict) => conflict.columns(['sender_id', 'brand', 'reason']).doNothing())
    .compile();
}
