/*
 * The rows of the guarantee: what replays, waits, holds, is told and answered for. What the columns mean is said once, in
 * migrations/0003-guarantee.ts.
 */

export interface ReplayRow {
  id: string;
  sender_id: string;
  kind: string;
  brand: string;
  recipient_id: string | null;
  from_seq: number;
  to_seq: number;
  cursor_seq: number;
  entries: number;
  items: number;
  due_at: number | null;
  requested_by: string;
  reason: string | null;
  attempt: number;
  next_attempt_at: number;
  created_at: number;
  finished_at: number | null;
}

export interface ExposureRow {
  sender_id: string;
  brand: string;
  waiting: number;
  oldest_seq: number;
  requested_at: number;
  due_seq: number;
  due_at: number;
  seen_at: number;
}

export interface HoldRow {
  sender_id: string;
  brand: string;
  reason: string;
  seq: number;
  due_at: number | null;
  since: number;
}

export interface IncidentRow {
  id: string;
  sender_id: string;
  kind: string;
  opened_at: number;
  seq: number;
  requested_at: number | null;
  due_at: number | null;
  waiting: number;
  code: string | null;
  notices: number;
  next_notice_at: number | null;
  recovered_at: number | null;
  closed_at: number | null;
  explained_by: string | null;
  explanation: string | null;
}

export interface AlertRow {
  id: string;
  incident_id: string;
  type: string;
  body_json: string;
  attempt: number;
  lease_until: number;
  next_attempt_at: number;
  last_code: string | null;
  created_at: number;
  settled_at: number | null;
}

export interface AttestationRow {
  id: string;
  sender_id: string;
  kind: string;
  name: string;
  reason: string;
  through_seq: number;
  file_sha256: string | null;
  applied_at: number | null;
  actor: string;
  at: number;
}

export interface HandListRow {
  id: string;
  sender_id: string;
  from_seq: number;
  to_seq: number;
  /** Their ids, with a space between two. */
  brands: string;
  sha256: string;
  items: number;
  written_at: number;
  written_by: string;
}
