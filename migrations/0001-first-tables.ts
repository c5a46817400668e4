import type { ColumnTypes } from './column-types.ts';

/**
 * The first tables: who mails (brand, topic, sender), what people said (recipient, ledger, standing),
 * how each sender learns of it (propagation, delivery, parked, latency), and who may act.
 *
 * Takes no lock worth naming: every table is new. Times are epoch milliseconds; the `json` columns are text
 * that this service alone reads.
 */
export const id = '0001-first-tables';

export function up({ bigint, sequence, clustered }: ColumnTypes): string[] {
  return [
    `create table brand (
      id text not null primary key,
      name text not null,
      postal_address text not null,
      policy_json text not null,
      created_at ${bigint} not null
    )`,
    `create table topic (
      brand_id text not null,
      id text not null,
      name text not null,
      kind text not null,
      basis text,
      created_at ${bigint} not null,
      primary key (brand_id, id)
    )`,
    `create table sender (
      id text not null primary key,
      name text not null,
      kind text not null,
      settings_sealed text not null,
      created_at ${bigint} not null
    )`,
    `create table sender_brand (
      sender_id text not null,
      brand_id text not null,
      primary key (sender_id, brand_id)
    )`,

    // `no` is the seq of the person's first entry. Ids are hashes and land anywhere; by this number the rows of those who
    // speak for the first time follow each other, and a group of opt-outs changes few pages.
    // The address is sealed; erasing a person empties it and leaves ledger and standing alone.
    `create table recipient (
      no ${sequence},
      id text not null unique,
      address_sealed text
    )`,

    // seq is written as head + 1: of two writers that read the same head, the key lets exactly one commit.
    `create table ledger (
      seq ${sequence},
      recipient_id text not null,
      recipient_no ${bigint} not null,
      scope text not null,
      brand text not null,
      kind text not null,
      until_at ${bigint},
      requested_at ${bigint} not null,
      received_at ${bigint} not null,
      recorded_at ${bigint} not null,
      target_at ${bigint},
      due_at ${bigint},
      strict_due_at ${bigint},
      channel text not null,
      evidence_json text,
      evidence_hash text not null,
      hash text not null
    )`,
    // One person's history, in order: the evidence page and undo.
    `create index ledger_by_recipient on ledger (recipient_no, seq)`,
    // What a sender is owed: the entries about its brands after its cursor, without touching other brands' entries.
    `create index ledger_by_brand on ledger (brand, seq)`,

    `create table standing (
      recipient_no ${bigint} not null,
      scope text not null,
      aspect text not null,
      brand text not null,
      verdict text not null,
      until_at ${bigint},
      said_seq ${bigint} not null,
      seq ${bigint} not null,
      requested_at ${bigint} not null,
      due_at ${bigint},
      primary key (recipient_no, scope, aspect)
    )${clustered}`,

    `create table propagation (
      sender_id text not null primary key,
      cursor_seq ${bigint} not null,
      served_seq ${bigint} not null,
      confirmed_seq ${bigint} not null,
      epoch ${bigint} not null,
      lease_until ${bigint} not null,
      attempt ${bigint} not null,
      next_attempt_at ${bigint} not null,
      last_code text,
      last_settled_at ${bigint}
    )`,
    // sender_id is filled by a sub-select that finds nothing once the lease is lost: then "not null" undoes the
    // whole commit. That is the fence.
    `create table delivery (
      id text not null primary key,
      sender_id text not null,
      epoch ${bigint} not null,
      from_seq ${bigint} not null,
      to_seq ${bigint} not null,
      items ${bigint} not null,
      acknowledged ${bigint} not null,
      parked ${bigint} not null,
      code text not null,
      started_at ${bigint} not null,
      settled_at ${bigint} not null
    )`,
    // "When was this entry carried to that sender?" is the delivery of the sender that covers its seq.
    `create index delivery_by_sender on delivery (sender_id, to_seq)`,
    `create table parked (
      sender_id text not null,
      recipient_id text not null,
      first_seq ${bigint} not null,
      seq ${bigint} not null,
      code text not null,
      attempt ${bigint} not null,
      next_attempt_at ${bigint} not null,
      parked_at ${bigint} not null,
      requested_at ${bigint} not null,
      due_at ${bigint},
      primary key (sender_id, recipient_id)
    )`,
    // When a parked recipient's entries were taken at last: the delivery that passed them only set them aside.
    `create table parked_taken (
      sender_id text not null,
      recipient_id text not null,
      first_seq ${bigint} not null,
      seq ${bigint} not null,
      taken_at ${bigint} not null,
      primary key (sender_id, recipient_id, first_seq, taken_at)
    )`,
    // Which parked recipients of a sender are to be tried again now.
    `create index parked_due on parked (sender_id, next_attempt_at)`,
    // Mergeable log-bucket histogram; share_max is parts per 10,000 of the legal time used.
    `create table latency (
      sender_id text not null,
      hour ${bigint} not null,
      bucket ${bigint} not null,
      count ${bigint} not null,
      millis_max ${bigint} not null,
      share_max ${bigint} not null,
      primary key (sender_id, hour, bucket)
    )`,

    `create table api_key (
      id text not null primary key,
      name text not null,
      secret_hash text not null unique,
      scopes text not null,
      sender_id text,
      created_at ${bigint} not null,
      revoked_at ${bigint}
    )`,
    `create table idempotency (
      api_key_id text not null,
      key text not null,
      request_hash text not null,
      state text not null,
      status ${bigint},
      response_json text,
      created_at ${bigint} not null,
      primary key (api_key_id, key)
    )`,
    `create table admin_link (
      secret_hash text not null primary key,
      admin text not null,
      created_at ${bigint} not null,
      expires_at ${bigint} not null,
      used_at ${bigint}
    )`,
    `create table session (
      secret_hash text not null primary key,
      admin text not null,
      created_at ${bigint} not null,
      expires_at ${bigint} not null
    )`,
    `create table audit (
      id text not null primary key,
      at ${bigint} not null,
      actor text not null,
      action text not null,
      subject text not null
    )`,
  ];
}
