import type { IncidentRow } from '../store/schema.ts';
import { type IncidentKind, kindOf, SERVICE } from './kinds.ts';

/** A trouble that people are told of, from its opening to its end. Instants in epoch ms. */
export interface Incident {
  readonly id: string;
  /** Null for what concerns the service itself. */
  readonly sender: string | null;
  readonly kind: IncidentKind;
  readonly openedAt: number;
  /** The entry that waited longest when it was opened; 0 where it is about none. */
  readonly seq: number;
  readonly requestedAt: number | null;
  readonly dueAt: number | null;
  /** How many entries waited when it was last looked at. */
  readonly waiting: number;
  readonly code: string | null;
  /** When what was wrong was over; a breach stays open beyond that until somebody has explained it. */
  readonly recoveredAt: number | null;
  readonly closedAt: number | null;
  readonly explainedBy: string | null;
  readonly explanation: string | null;
}

/** An incident as it is stored, in the words of this room. Throws on a kind this version does not know. */
export function incidentOf(row: IncidentRow): Incident {
  return {
    id: row.id,
    sender: row.sender_id === SERVICE ? null : row.sender_id,
    kind: kindOf(row.kind),
    openedAt: row.opened_at,
    seq: row.seq,
    requestedAt: row.requested_at,
    dueAt: row.due_at,
    waiting: row.waiting,
    code: row.code,
    recoveredAt: row.recovered_at,
    closedAt: row.closed_at,
    explainedBy: row.explained_by,
    explanation: row.explanation,
  };
}

/** How long what was wrong has lasted, or lasted, in ms at `now` (epoch ms). */
export function lastedMillis({ openedAt, recoveredAt, closedAt }: Incident, now: number): number {
  return Math.max(0, (recoveredAt ?? closedAt ?? now) - openedAt);
}

/** Whether somebody still has to write why it happened: only of a breach, which is not over before. */
export function wantsExplanation({ kind, explainedBy, closedAt }: Incident): boolean {
  return kind === 'breached' && explainedBy === null && closedAt === null;
}

/** An incident as the API and the command line answer it: instants as ISO 8601. `now` in epoch ms. */
export function incidentAnswer(incident: Incident, now: number) {
  const { id, sender, kind, seq, waiting, code, explanation } = incident;
  return {
    id,
    sender,
    kind,
    state: incident.closedAt === null ? ('open' as const) : ('closed' as const),
    opened_at: iso(incident.openedAt),
    seq,
    requested_at: isoOrNull(incident.requestedAt),
    due_at: isoOrNull(incident.dueAt),
    waiting,
    code,
    recovered_at: isoOrNull(incident.recoveredAt),
    closed_at: isoOrNull(incident.closedAt),
    lasted_ms: lastedMillis(incident, now),
    explained_by: incident.explainedBy,
    explanation,
    wants_explanation: wantsExplanation(incident),
  };
}

function iso(at: number): string {
  return new Date(at).toISOString();
}

function isoOrNull(at: number | null): string | null {
  return at === null ? null : iso(at);
}
