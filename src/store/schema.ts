import type { ColumnType } from 'kysely';
import type {
  AlertRow,
  AttestationRow,
  ExposureRow,
  HandListRow,
  HoldRow,
  IncidentRow,
  ReplayRow,
} from './guarantee-rows.ts';

export type * from './guarantee-rows.ts';

/** The tables as Kysely sees them. Times are epoch milliseconds; `_json` columns hold text this service wrote. */
export interface Schema {
  migration: { id: string; applied_at: number };
  brand: {
    id: string;
    name: string;
    postal_address: string;
    policy_json: string;
    profile_json: ColumnType<string, string | undefined, string>;
    ladder_json: ColumnType<string | null, string | null | undefined, string | null>;
    created_at: number;
  };
  topic: {
    brand_id: string;
    id: string;
    name: string;
    kind: string;
    basis: string | null;
    description: ColumnType<string | null, string | null | undefined, string | null>;
    created_at: number;
  };
  sender: {
    id: string;
    name: string;
    kind: string;
    settings_sealed: string;
    public_name: ColumnType<string | null, string | null | undefined, string | null>;
    ladder_json: ColumnType<string | null, string | null | undefined, string | null>;
    retired_at: ColumnType<number | null, number | null | undefined, number | null>;
    created_at: number;
  };
  sender_brand: { sender_id: string; brand_id: string; added_at: number | null; replay_id: string | null };
  recipient: { no: number; id: string; address_sealed: string | null };
  ledger: LedgerRow;
  standing: StandingRow;
  propagation: Omit<PropagationRow, 'attested_seq'> & {
    attested_seq: ColumnType<number, number | undefined, number>;
  };
  delivery: DeliveryRow;
  parked: ParkedRow;
  parked_taken: {
    sender_id: string;
    recipient_id: string;
    first_seq: number;
    seq: number;
    seqs: string | null;
    taken_at: number;
  };
  latency: LatencyRow;
  api_key: {
    id: string;
    name: string;
    secret_hash: string;
    scopes: string;
    sender_id: string | null;
    created_at: number;
    revoked_at: number | null;
  };
  idempotency: {
    api_key_id: string;
    key: string;
    request_hash: string;
    state: string;
    status: number | null;
    response_json: string | null;
    created_at: number;
  };
  admin_link: {
    secret_hash: string;
    admin: string;
    created_at: number;
    expires_at: number;
    used_at: number | null;
  };
  session: { secret_hash: string; admin: string; created_at: number; expires_at: number };
  audit: { id: string; at: number; actor: string; action: string; subject: string };
  outbox: OutboxRow;
  allowance: { subject: string; hour: number; number: number };
  opt_out_reason: { seq: number; brand: string; reason: string; given_at: number };
  privacy_request: PrivacyRequestRow;
  ledger_reader: { id: string; seq: number };
  replay: ReplayRow;
  exposure: ExposureRow;
  hold: HoldRow;
  incident: IncidentRow;
  alert: AlertRow;
  attestation: AttestationRow;
  hand_list: HandListRow;
  work_done: { name: string; at: number };
}

export interface LedgerRow {
  seq: number;
  recipient_id: string;
  /** The seq of the recipient's first entry. */
  recipient_no: number;
  scope: string;
  brand: string;
  kind: string;
  until_at: number | null;
  requested_at: number;
  received_at: number;
  recorded_at: number;
  target_at: number | null;
  due_at: number | null;
  strict_due_at: number | null;
  channel: string;
  evidence_json: string | null;
  evidence_hash: string;
  hash: string;
}

export interface StandingRow {
  recipient_no: number;
  scope: string;
  aspect: string;
  brand: string;
  verdict: string;
  until_at: number | null;
  said_seq: number;
  seq: number;
  requested_at: number;
  due_at: number | null;
}

export interface PropagationRow {
  sender_id: string;
  cursor_seq: number;
  served_seq: number;
  confirmed_seq: number;
  epoch: number;
  lease_until: number;
  attempt: number;
  next_attempt_at: number;
  last_code: string | null;
  last_settled_at: number | null;
  attested_seq: number;
}

export interface DeliveryRow {
  id: string;
  sender_id: string;
  epoch: number;
  from_seq: number;
  to_seq: number;
  items: number;
  acknowledged: number;
  parked: number;
  code: string;
  started_at: number;
  settled_at: number;
  /** What it moved: '' the cursor, else the replay of that id. */
  lane: string;
}

export interface ParkedRow {
  sender_id: string;
  recipient_id: string;
  first_seq: number;
  seq: number;
  /** The entries that are owed, as in `,5,9,`; null: all from `first_seq` to `seq`. */
  seqs: string | null;
  code: string;
  attempt: number;
  next_attempt_at: number;
  parked_at: number;
  requested_at: number;
  due_at: number | null;
}

export interface LatencyRow {
  sender_id: string;
  hour: number;
  bucket: number;
  count: number;
  millis_max: number;
  share_max: number;
}

export interface OutboxRow {
  id: string;
  kind: string;
  letter_sealed: string | null;
  state: string;
  attempt: number;
  lease_until: number;
  next_attempt_at: number;
  expires_at: number | null;
  last_code: string | null;
  created_at: number;
  settled_at: number | null;
}

export interface PrivacyRequestRow {
  id: string;
  brand: string;
  recipient_id: string;
  address_sealed: string | null;
  kind: string;
  state: string;
  look_back: string | null;
  language: string;
  received_at: number;
  confirmed_at: number | null;
  acknowledge_due_at: number;
  due_at: number;
  answered_at: number | null;
  channel: string;
  evidence_json: string;
}
