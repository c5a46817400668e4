import type { Database } from '../store/database.ts';
import type { AlertRow, ExposureRow, IncidentRow } from '../store/schema.ts';

/** An instant of these rows: Monday, November 23, 2026, noon in UTC. */
const NOON = Date.parse('2026-11-23T12:00:00Z');

/** An open incident of the sender `crm`; what is not said is valid and boring. */
export function anIncident(given: Partial<IncidentRow> = {}): IncidentRow {
  return {
    id: 'inc_1',
    sender_id: 'crm',
    kind: 'late',
    opened_at: NOON,
    seq: 1,
    requested_at: NOON - 900_000,
    due_at: NOON + 86_400_000,
    waiting: 1,
    code: null,
    notices: 1,
    next_notice_at: null,
    recovered_at: null,
    closed_at: null,
    explained_by: null,
    explanation: null,
    ...given,
  };
}

/** Writes incidents as the watch does. */
export async function storeIncidents(database: Database, ...rows: readonly IncidentRow[]): Promise<void> {
  await database.commit(rows.map((row) => database.build.insertInto('incident').values(row).compile()));
}

/** Writes what waits longest at `crm`, as the watch does. */
export async function storeExposure(database: Database, given: Partial<ExposureRow> = {}): Promise<void> {
  const row: ExposureRow = {
    sender_id: 'crm',
    brand: 'clearview',
    waiting: 1,
    oldest_seq: 1,
    requested_at: NOON,
    due_seq: 1,
    due_at: NOON,
    seen_at: NOON,
    ...given,
  };
  await database.commit([database.build.insertInto('exposure').values(row).compile()]);
}

/** Writes an alert that has not left. */
export async function storeAlert(database: Database, given: Partial<AlertRow> = {}): Promise<void> {
  const row: AlertRow = {
    id: 'alt_1',
    incident_id: 'inc_1',
    type: 'sender.late',
    body_json: '{}',
    attempt: 0,
    lease_until: 0,
    next_attempt_at: 0,
    last_code: null,
    created_at: NOON,
    settled_at: null,
    ...given,
  };
  await database.commit([database.build.insertInto('alert').values(row).compile()]);
}

/** Writes a letter of the service itself, in a state, that nobody can open. */
export async function storeLetter(
  database: Database,
  given: { id: string; state: 'waiting' | 'sent'; created_at: number },
): Promise<void> {
  const row = {
    kind: 'admin_digest',
    letter_sealed: null,
    attempt: 0,
    lease_until: 0,
    next_attempt_at: 0,
    expires_at: null,
    last_code: null,
    settled_at: given.state === 'sent' ? given.created_at : null,
    ...given,
  };
  await database.commit([database.build.insertInto('outbox').values(row).compile()]);
}
