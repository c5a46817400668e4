import { type RandomBytes, randomId } from '../keys/random.ts';
import type { Log } from '../log.ts';
import type { Database, Statement } from '../store/database.ts';
import type { IncidentRow } from '../store/schema.ts';
import type { Cause } from './cause.ts';
import { closingOf } from './closing.ts';
import { type IncidentKind, SERVICE } from './kinds.ts';
import { type Notice, type NoticeParts, noticeStatements, waysOf } from './notice.ts';

export interface IncidentParts extends NoticeParts {
  readonly database: Database;
  readonly random: RandomBytes;
  readonly now: () => number;
  readonly log: Log;
  /** Told after letters were put into the outbox. */
  readonly enqueued: () => void;
  /** Told after alerts were written. */
  readonly alerted: () => void;
}

/** Whom an incident is about. */
export type Subject = { readonly id: string; readonly name: string } | undefined;

/** The writes of incidents. Each answers whether it was this one that wrote; a write that came second wrote nothing. */
export interface Incidents {
  /** Opens an incident and tells of it, in one commit with `also`. */
  open(subject: Subject, kind: IncidentKind, cause: Cause, also?: readonly Statement[]): Promise<boolean>;
  repeat(subject: Subject, incident: IncidentRow, cause: Cause): Promise<boolean>;
  /** Makes an incident that had recovered, and waits for its explanation, a present one. */
  relapse(subject: Subject, incident: IncidentRow, cause: Cause): Promise<boolean>;
  /** Tells that it is over. Whether it thereby closes is for `closingOf` to say. */
  recover(subject: Subject, incident: IncidentRow, waiting: number): Promise<boolean>;
  close(incident: IncidentRow): Promise<boolean>;
}

/**
 * Makes the writes. Of several nodes that open the same incident, the index lets one; what changes an open one is fenced by
 * the number of its notices, so that each notice is written once and in order.
 */
export function createIncidents(parts: IncidentParts): Incidents {
  const { database, now, log } = parts;

  async function written(
    notice: Omit<Notice, 'at'>,
    event: string,
    writes: readonly Statement[],
    at: number,
  ) {
    const notices = noticeStatements(parts, { ...notice, at });
    const outcome = await database.commit([...writes, ...notices]);
    if (outcome.kind === 'refused') return false;
    tell(event, notice);
    const { mail, webhook } = waysOf(notice.incident.kind, parts);
    if (mail) parts.enqueued();
    if (webhook) parts.alerted();
    return true;
  }

  function tell(event: string, { incident, state, now: cause }: Omit<Notice, 'at'>): void {
    const { mail, webhook } = waysOf(incident.kind, parts);
    const fields = {
      incident: incident.id,
      sender: incident.sender_id === SERVICE ? null : incident.sender_id,
      kind: incident.kind,
      brand: cause.brand,
      waiting: cause.waiting,
      code: cause.code,
      notice: incident.notices,
    };
    if (state === 'recovered') log.info(event, fields);
    // Where nobody else is told, the log is all there is.
    else if (mail || webhook) log.warn(event, fields);
    else log.error(event, fields);
  }

  function present(subject: Subject, incident: IncidentRow, cause: Cause, event: 'repeated' | 'relapsed') {
    const at = now();
    const seen = { waiting: cause.waiting, code: cause.code, next_notice_at: nextAt(at, cause) };
    const set =
      event === 'repeated'
        ? seen
        : {
            ...seen,
            recovered_at: null,
            seq: cause.seq,
            requested_at: cause.requestedAt,
            due_at: cause.dueAt,
          };
    const state = event === 'repeated' ? 'repeated' : 'opened';
    const notice = { incident: after(incident, set), state, sender: subject, now: cause } as const;
    return written(notice, `incident.${event}`, [fenced(database, incident, set)], at);
  }

  return {
    open(subject, kind, cause, also = []) {
      const at = now();
      const incident: IncidentRow = {
        id: randomId('inc', parts.random),
        sender_id: subject?.id ?? SERVICE,
        kind,
        opened_at: at,
        seq: cause.seq,
        requested_at: cause.requestedAt,
        due_at: cause.dueAt,
        waiting: cause.waiting,
        code: cause.code,
        notices: 1,
        next_notice_at: nextAt(at, cause),
        recovered_at: null,
        closed_at: null,
        explained_by: null,
        explanation: null,
      };
      const insert = database.build.insertInto('incident').values(incident).compile();
      const notice = { incident, state: 'opened', sender: subject, now: cause } as const;
      return written(notice, 'incident.opened', [insert, ...also], at);
    },
    repeat: (subject, incident, cause) => present(subject, incident, cause, 'repeated'),
    relapse: (subject, incident, cause) => present(subject, incident, cause, 'relapsed'),
    recover(subject, incident, waiting) {
      const at = now();
      // A clock that stepped back must not make it end before it began.
      const recovered_at = Math.max(at, incident.opened_at);
      const closed_at = closingOf({ ...incident, recovered_at }, at) ?? null;
      const set = { waiting, recovered_at, closed_at, next_notice_at: null };
      const cause = {
        requestedAt: incident.requested_at,
        dueAt: incident.due_at,
        waiting,
        code: incident.code,
        brand: null,
      };
      const notice = {
        incident: after(incident, set),
        state: 'recovered',
        sender: subject,
        now: cause,
      } as const;
      return written(notice, 'incident.recovered', [fenced(database, incident, set)], at);
    },
    async close(incident) {
      const closed_at = closingOf(incident, now());
      if (closed_at === undefined) return false;
      const outcome = await database.commit([fenced(database, incident, { closed_at })]);
      if (outcome.kind === 'refused') return false;
      log.info('incident.closed', { incident: incident.id, kind: incident.kind });
      return true;
    },
  };
}

function nextAt(at: number, { repeatMinutes }: Cause): number | null {
  return repeatMinutes === null ? null : at + repeatMinutes * 60_000;
}

type Changed = Partial<Omit<IncidentRow, 'id' | 'notices'>>;

function after(incident: IncidentRow, set: Changed): IncidentRow {
  return { ...incident, ...set, notices: incident.notices + 1 };
}

/**
 * The update of an open incident as it was read. It is the fence of its commit: where another has changed it since, the
 * sub-select finds nothing, and "not null" undoes the notices with it.
 */
function fenced({ build }: Database, { id, notices }: IncidentRow, set: Changed): Statement {
  return build
    .updateTable('incident')
    .set((expression) => ({
      ...set,
      notices: expression
        .selectFrom('incident as here')
        .select((here) => here('here.notices', '+', 1).as('notices'))
        .where('here.id', '=', id)
        .where('here.notices', '=', notices)
        .where('here.closed_at', 'is', null),
    }))
    .where('id', '=', id)
    .compile();
}
