import type { ColumnTypes } from './column-types.ts';

/**
 * What the recipients' pages and the service's own mail need: how a brand looks and what it promises on its pages, what a
 * topic is about, what a sender is called in public; the outbox; allowances (how often a mail may be asked for); reasons
 * for leaving; privacy requests; and how far a reader of the ledger inside this service has come.
 *
 * The new columns have constant defaults, so no row is rewritten; the tables are new. No lock worth naming.
 */
export const id = '0002-pages-and-mail';

export function up({ bigint }: ColumnTypes): string[] {
  return [
    `alter table brand add column profile_json text not null default '{}'`,
    `alter table topic add column description text`,
    `alter table sender add column public_name text`,

    // The id is the idempotency key. The letter is sealed and emptied once it has left: it holds an address and links.
    `create table outbox (
      id text not null primary key,
      kind text not null,
      letter_sealed text,
      state text not null,
      attempt ${bigint} not null,
      lease_until ${bigint} not null,
      next_attempt_at ${bigint} not null,
      expires_at ${bigint},
      last_code text,
      created_at ${bigint} not null,
      settled_at ${bigint}
    )`,
    // Which mails are to be tried now.
    `create index outbox_due on outbox (state, next_attempt_at)`,
    // The list of mails in the console, newest first.
    `create index outbox_by_time on outbox (created_at, id)`,

    // The nth thing one subject (a keyed hash) was allowed in an hour: the key lets exactly one writer have it.
    `create table allowance (
      subject text not null,
      hour ${bigint} not null,
      number ${bigint} not null,
      primary key (subject, hour, number)
    )`,
    // Old hours are thrown away.
    `create index allowance_by_hour on allowance (hour)`,

    // Why somebody left, of one opt-out (its seq); the last answer counts.
    `create table opt_out_reason (
      seq ${bigint} not null primary key,
      brand text not null,
      reason text not null,
      given_at ${bigint} not null
    )`,
    `create index opt_out_reason_by_brand on opt_out_reason (brand, given_at)`,

    // 11 CCR 7021: the clocks of a request start when it comes in, whether or not it was confirmed yet.
    `create table privacy_request (
      id text not null primary key,
      brand text not null,
      recipient_id text not null,
      address_sealed text,
      kind text not null,
      state text not null,
      look_back text,
      language text not null,
      received_at ${bigint} not null,
      confirmed_at ${bigint},
      acknowledge_due_at ${bigint} not null,
      due_at ${bigint} not null,
      answered_at ${bigint},
      channel text not null,
      evidence_json text not null
    )`,
    // What is to be answered next.
    `create index privacy_request_by_state on privacy_request (state, due_at)`,
    // One person's requests: the limit of twice in twelve months, and repeated presses.
    `create index privacy_request_by_recipient on privacy_request (recipient_id, received_at)`,

    // A reader of the ledger inside this service, as a sender is one outside: how far it has come.
    `create table ledger_reader (
      id text not null primary key,
      seq ${bigint} not null
    )`,
  ];
}
