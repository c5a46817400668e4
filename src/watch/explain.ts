import { z } from 'zod';
import type { auditBy } from '../access/audit.ts';
import { attestorSchema } from '../senders/attestation.ts';
import type { Database, Statement } from '../store/database.ts';
import type { IncidentRow } from '../store/schema.ts';
import { closingOf } from './closing.ts';
import { type Incident, incidentOf, wantsExplanation } from './incident.ts';

/** Who explains a breach, and how it came about, in a sentence at least. */
export const explanationSchema = z.strictObject({
  name: attestorSchema,
  explanation: z
    .string()
    .trim()
    .min(10, { error: 'Write at least a sentence: what happened, and what was done about it.' })
    .max(4_000, { error: 'At most 4,000 characters.' }),
});
export type Explanation = z.output<typeof explanationSchema>;

export type Explained =
  | { readonly kind: 'explained'; readonly incident: Incident }
  | { readonly kind: 'unknown_incident' }
  /** Other incidents end by themselves, and have nothing to explain. */
  | { readonly kind: 'not_a_breach'; readonly incident: Incident }
  /** Somebody was first: what they wrote stands. */
  | { readonly kind: 'explained_already'; readonly incident: Incident };

// Each lost race is a step of the watch or another person's finished explanation: a few are bad luck, more are a fault.
const TRIES_MAX = 20;

/**
 * Writes why a breach happened, in a named person's words, with its audit row. It closes with that when the sender has
 * caught up already; else once it has. What was written is never changed.
 */
export async function explainBreach(
  database: Database,
  id: string,
  explanation: Explanation,
  audit: ReturnType<typeof auditBy>,
): Promise<Explained> {
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    const [row] = await database.all(database.build.selectFrom('incident').selectAll().where('id', '=', id));
    if (row === undefined) return { kind: 'unknown_incident' };
    const incident = incidentOf(row);
    if (row.kind !== 'breached') return { kind: 'not_a_breach', incident };
    if (!wantsExplanation(incident)) return { kind: 'explained_already', incident };
    const { now, entry } = audit('incident.explain', id);
    const explained = explainedRow(row, explanation, now);
    const outcome = await database.commit(replacement(database, row, explained, entry));
    if (outcome.kind === 'committed') return { kind: 'explained', incident: incidentOf(explained) };
  }
  throw new Error('an incident is being changed by others, over and over');
}

function explainedRow(row: IncidentRow, { name, explanation }: Explanation, now: number): IncidentRow {
  const explained = { ...row, explained_by: name, explanation };
  const closedAt = closingOf(explained, now);
  return closedAt === undefined ? explained : { ...explained, closed_at: closedAt, next_notice_at: null };
}

/**
 * Puts the explanation into the row that was read, or does nothing: the audit row's subject is found where the new one
 * stands and nowhere else, and without it "not null" undoes all of it. See docs/decisions/0002.
 */
function replacement(
  { build }: Database,
  before: IncidentRow,
  { explained_by, explanation, closed_at, next_notice_at }: IncidentRow,
  entry: ReturnType<ReturnType<typeof auditBy>>['entry'],
): Statement[] {
  const recovered = before.recovered_at;
  return [
    build
      .updateTable('incident')
      .set({ explained_by, explanation, closed_at, next_notice_at })
      .where('id', '=', before.id)
      .where('explained_by', 'is', null)
      .where('closed_at', 'is', null)
      .where('recovered_at', recovered === null ? 'is' : '=', recovered)
      .compile(),
    build
      .insertInto('audit')
      .values((row) => ({
        ...entry,
        subject: row
          .selectFrom('incident')
          .select('id')
          .where('id', '=', before.id)
          .where('explained_by', '=', explained_by)
          .where('explanation', '=', explanation)
          .where('recovered_at', recovered === null ? 'is' : '=', recovered),
      }))
      .compile(),
  ];
}
