import type { RandomBytes } from '../keys/random.ts';
import { randomId } from '../keys/random.ts';
import type { Database, Statement } from '../store/database.ts';
import { findRequest } from './find-request.ts';
import { type AnswerOutcome, type PrivacyRequest, rowOf } from './request.ts';

/** How a request is closed, by whom (an API key's id, an admin's name), at `now` (epoch ms). */
export interface GivenAnswer {
  readonly id: string;
  readonly outcome: AnswerOutcome;
  /** The company's own words to the person. A denial says why: 11 CCR 7022(f). */
  readonly explanation: string | null;
  readonly by: string;
  readonly now: number;
}

/** What an answer came to. */
export type Answered =
  | { readonly kind: 'answered'; readonly request: PrivacyRequest }
  /** It was answered so before; that answer stands, its words too. */
  | { readonly kind: 'already'; readonly request: PrivacyRequest }
  /** It was answered otherwise before; that answer stands. */
  | { readonly kind: 'other_outcome'; readonly request: PrivacyRequest }
  /** Nobody has proven that the address is theirs, so it cannot be complied with: 11 CCR 7024(a). */
  | { readonly kind: 'unconfirmed'; readonly request: PrivacyRequest }
  | { readonly kind: 'unknown' };

/** Closes a request, durably and once, with the audit row of who did. */
export async function answerRequest(
  parts: { database: Database; random: RandomBytes },
  given: GivenAnswer,
): Promise<Answered> {
  // Ends: a race is lost to somebody who confirmed or answered, and both happen once.
  for (;;) {
    const request = await findRequest(parts, given.id);
    if (request === undefined) return { kind: 'unknown' };
    if (request.answer !== null) {
      return { kind: request.answer.outcome === given.outcome ? 'already' : 'other_outcome', request };
    }
    if (request.state === 'unconfirmed' && given.outcome === 'complied') {
      return { kind: 'unconfirmed', request };
    }
    const closed = closedWith(request, given);
    const outcome = await parts.database.commit([
      fencedAudit(parts, request, given),
      closing(parts.database, request, closed),
    ]);
    if (outcome.kind === 'committed') return { kind: 'answered', request: closed };
  }
}

function closedWith(request: PrivacyRequest, { outcome, explanation, by, now }: GivenAnswer): PrivacyRequest {
  return { ...request, state: 'answered', answeredAt: now, answer: { outcome, explanation, by } };
}

/** The audit row, whose subject only a request that is still as it was read can give: otherwise nothing is written. */
function fencedAudit(
  { database, random }: { database: Database; random: RandomBytes },
  { id, state }: PrivacyRequest,
  { by, now }: GivenAnswer,
): Statement {
  return database.build
    .insertInto('audit')
    .values((expression) => ({
      id: randomId('aud', random),
      at: now,
      actor: by,
      action: 'privacy_request.answer',
      subject: expression
        .selectFrom('privacy_request')
        .select('id')
        .where('id', '=', id)
        .where('state', '=', state),
    }))
    .compile();
}

function closing(database: Database, { id, state }: PrivacyRequest, closed: PrivacyRequest): Statement {
  const row = rowOf(closed);
  return database.build
    .updateTable('privacy_request')
    .set({ state: row.state, answered_at: row.answered_at, evidence_json: row.evidence_json })
    .where('id', '=', id)
    .where('state', '=', state)
    .compile();
}
