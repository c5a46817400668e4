import type { Database } from '../store/database.ts';
import { type Incident, incidentOf } from './incident.ts';

/** Which incidents are asked for. */
export interface IncidentQuestion {
  /** `open`: those that are not over; `all`: those first, and then the others. */
  readonly state: 'open' | 'all';
  /** Those of one sender alone; '' for those of the service itself. */
  readonly sender?: string | undefined;
  /** What `next` said of the page before. What is no cursor begins at the start. */
  readonly after?: string | undefined;
  readonly limit: number;
}

/** A page of incidents, and where the next one begins; null on the last. */
export interface IncidentPage {
  readonly incidents: readonly Incident[];
  readonly next: string | null;
}

type Phase = 'open' | 'closed';

interface Place {
  readonly phase: Phase;
  /** The last one shown; absent at the beginning of a phase. */
  readonly last?: { readonly openedAt: number; readonly id: string };
}

const CURSOR = /^(open|closed)\.(\d{1,15})\.(.{1,200})$/s;

/** Reads incidents, open ones first, the newest of each first. */
export async function listIncidents(database: Database, question: IncidentQuestion): Promise<IncidentPage> {
  const place = placeOf(question.after);
  // One more than is shown tells whether there is more.
  const wanted = question.limit + 1;
  const found: Incident[] = [];
  if (place.phase === 'open') found.push(...(await readPhase(database, question, place, wanted)));
  if (question.state === 'all' && found.length < wanted) {
    const closed = place.phase === 'closed' ? place : ({ phase: 'closed' } as const);
    found.push(...(await readPhase(database, question, closed, wanted - found.length)));
  }
  const incidents = found.slice(0, question.limit);
  const last = found.length > incidents.length ? incidents.at(-1) : undefined;
  return { incidents, next: last === undefined ? null : cursorOf(last) };
}

/** One incident; undefined where there is none with this id. */
export async function findIncident(database: Database, id: string): Promise<Incident | undefined> {
  const [row] = await database.all(database.build.selectFrom('incident').selectAll().where('id', '=', id));
  return row && incidentOf(row);
}

async function readPhase(
  database: Database,
  { sender }: IncidentQuestion,
  { phase, last }: Place,
  limit: number,
): Promise<Incident[]> {
  let query = database.build
    .selectFrom('incident')
    .selectAll()
    .where('closed_at', phase === 'open' ? 'is' : 'is not', null)
    .orderBy('opened_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit);
  if (sender !== undefined) query = query.where('sender_id', '=', sender);
  if (last !== undefined) {
    query = query
      .where('opened_at', '<=', last.openedAt)
      .where((is) => is.or([is('opened_at', '<', last.openedAt), is('id', '<', last.id)]));
  }
  return (await database.all(query)).map(incidentOf);
}

function placeOf(after = ''): Place {
  const [, phase, at, id] = CURSOR.exec(after) ?? [];
  if (at === undefined || id === undefined) return { phase: 'open' };
  return { phase: phase === 'closed' ? 'closed' : 'open', last: { openedAt: Number(at), id } };
}

function cursorOf({ closedAt, openedAt, id }: Incident): string {
  return `${closedAt === null ? 'open' : 'closed'}.${openedAt}.${id}`;
}
