import type { ColumnTypes } from './column-types.ts';

/**
 * What the guarantee needs: the ladder of each brand and sender, replays (backfills among them) with positions of their
 * own, what waits longest at each sender, holds, incidents, the alerts that leave by webhook, attestations by named
 * persons, and when the watch last ran.
 *
 * The new columns have constant defaults, so no row is rewritten; the tables are new. The index of deliveries is built anew:
 * on Postgres that takes a lock on `delivery` for as long as it takes.
 */
export const id = '0003-guarantee';

export function up({ bigint }: ColumnTypes): string[] {
  return [
    // Only what differs from the default: see deadline/ladder.ts.
    `alter table brand add column ladder_json text`,
    `alter table sender add column ladder_json text`,
    `alter table sender add column retired_at ${bigint}`,
    // A named person answers for every entry up to here: they no longer hold the sender.
    `alter table propagation add column attested_seq ${bigint} not null default 0`,

    // A delivery moves either the cursor (lane '') or the position of one replay (its id).
    `alter table delivery add column lane text not null default ''`,
    `drop index delivery_by_sender`,
    // "When was this entry carried to that sender?" is the delivery of its lane that covers its seq.
    `create index delivery_by_lane on delivery (sender_id, lane, to_seq)`,

    // Bringing a sender entries that its cursor passed before it could be told them, or has been told already. Everything in
    // (from_seq, to_seq] of `brand` ('*': all of the sender's brands, and what is said about everything). It has a retry clock
    // of its own. entries: those it has passed; items: the people it has told.
    `create table replay (
      id text not null primary key,
      sender_id text not null,
      kind text not null,
      brand text not null,
      recipient_id text,
      from_seq ${bigint} not null,
      to_seq ${bigint} not null,
      cursor_seq ${bigint} not null,
      entries ${bigint} not null,
      items ${bigint} not null,
      due_at ${bigint},
      requested_by text not null,
      reason text,
      attempt ${bigint} not null,
      next_attempt_at ${bigint} not null,
      created_at ${bigint} not null,
      finished_at ${bigint}
    )`,
    // Of two who ask for the same at once, one starts it and the other finds it.
    `create unique index replay_open on replay (sender_id, kind, brand, from_seq, coalesce(recipient_id, ''))
      where finished_at is null`,
    `create index replay_by_sender on replay (sender_id, to_seq)`,
    // Which replay tells what was said about a brand before the sender had it, and since when it has it: null where it
    // always had it, and its cursor alone tells.
    `alter table sender_brand add column added_at ${bigint}`,
    `alter table sender_brand add column replay_id text`,

    // The entries a parked person is owed, as ',5,9,': where several positions move, the span between two of them holds
    // entries that were taken. ',' where nothing is owed and all is only told again; null, from before: the whole span.
    `alter table parked add column seqs text`,
    `alter table parked_taken add column seqs text`,

    // What waits longest at a sender, brand by brand, as the watch last saw it. due_at never moves later while the entry is
    // the same one: a policy that changes may only make a running deadline earlier.
    `create table exposure (
      sender_id text not null,
      brand text not null,
      waiting ${bigint} not null,
      oldest_seq ${bigint} not null,
      requested_at ${bigint} not null,
      due_seq ${bigint} not null,
      due_at ${bigint} not null,
      seen_at ${bigint} not null,
      primary key (sender_id, brand)
    )`,

    // While this row exists the gate says no: to all promotional mail of the sender (brand '*') or to that of one brand.
    // seq: the entry whose acknowledgement lifts it.
    `create table hold (
      sender_id text not null,
      brand text not null,
      reason text not null,
      seq ${bigint} not null,
      due_at ${bigint},
      since ${bigint} not null,
      primary key (sender_id, brand, reason)
    )`,

    // sender_id is '' for what concerns the service itself.
    `create table incident (
      id text not null primary key,
      sender_id text not null,
      kind text not null,
      opened_at ${bigint} not null,
      seq ${bigint} not null,
      requested_at ${bigint},
      due_at ${bigint},
      waiting ${bigint} not null,
      code text,
      notices ${bigint} not null,
      next_notice_at ${bigint},
      recovered_at ${bigint},
      closed_at ${bigint},
      explained_by text,
      explanation text
    )`,
    // Of several nodes that see the same trouble, the index lets one open it.
    `create unique index incident_open on incident (sender_id, kind) where closed_at is null`,
    `create index incident_by_time on incident (opened_at, id)`,

    // What is to be told to the operators' own webhook. The id is the idempotency key; a settled one is kept for a while.
    `create table alert (
      id text not null primary key,
      incident_id text not null,
      type text not null,
      body_json text not null,
      attempt ${bigint} not null,
      lease_until ${bigint} not null,
      next_attempt_at ${bigint} not null,
      last_code text,
      created_at ${bigint} not null,
      settled_at ${bigint}
    )`,
    `create index alert_due on alert (next_attempt_at) where settled_at is null`,

    // What a named person answered for, in their own words. applied_at: when they say they applied a list.
    `create table attestation (
      id text not null primary key,
      sender_id text not null,
      kind text not null,
      name text not null,
      reason text not null,
      through_seq ${bigint} not null,
      file_sha256 text,
      applied_at ${bigint},
      actor text not null,
      at ${bigint} not null
    )`,
    `create index attestation_by_sender on attestation (sender_id, at)`,

    // A list written for a sender that is told by hand, with the brands it is about. The file itself is not kept: it is full
    // of addresses.
    `create table hand_list (
      id text not null primary key,
      sender_id text not null,
      from_seq ${bigint} not null,
      to_seq ${bigint} not null,
      brands text not null,
      sha256 text not null,
      items ${bigint} not null,
      written_at ${bigint} not null,
      written_by text not null
    )`,
    `create index hand_list_by_sender on hand_list (sender_id, to_seq)`,

    // When background work last ran to its end, by its name.
    `create table work_done (
      name text not null primary key,
      at ${bigint} not null
    )`,

    // What waits longest among the parked of a sender, and how many they are, without reading their rows.
    `create index parked_by_due on parked (sender_id, due_at, requested_at, first_seq, seq)`,

    // Pauses that will end by themselves, by their end; those that are over keep their end and are passed by their verdict.
    `create index standing_by_end on standing (verdict, until_at) where until_at is not null`,
  ];
}
