import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { HeldAnswer } from '../senders/held-words.ts';
import { heldSchema } from './held-schema.ts';

/** One thing that was wrong with a request: where, what, and how to mend it. Repeats no address. */
export interface FieldProblem {
  readonly path: string;
  readonly message: string;
  readonly fix?: string;
}

/** Everything an API call can be refused with, in one place: code → HTTP status and title (RFC 9457). */
export const PROBLEMS = {
  not_json: { status: 400, title: 'The body is not JSON' },
  invalid_request: { status: 400, title: 'The request has mistakes' },
  no_key: { status: 401, title: 'An API key is needed' },
  bad_key: { status: 401, title: 'The API key is not known or was revoked' },
  missing_scope: { status: 403, title: 'The API key may not do this' },
  other_sender: { status: 403, title: 'The API key belongs to another sender' },
  not_found: { status: 404, title: 'There is no such thing' },
  unknown_topic: { status: 404, title: 'There is no such topic' },
  unknown_brand: { status: 404, title: 'There is no such brand' },
  unknown_sender: { status: 404, title: 'There is no such sender' },
  method_not_allowed: { status: 405, title: 'That method is not known here' },
  exists: { status: 409, title: 'The id is taken' },
  still_running: { status: 409, title: 'The first request with this key is still running' },
  unconfirmed: { status: 409, title: 'The request was not confirmed by its person' },
  answered: { status: 409, title: 'The request was answered otherwise' },
  other_kind: { status: 409, title: 'That is not how this sender is told' },
  retired: { status: 409, title: 'The sender was retired' },
  in_service: { status: 409, title: 'The sender is in service' },
  unknown_file: { status: 409, title: 'No list that was written is that file' },
  outdated: { status: 409, title: 'The list does not hold everything any more' },
  never_served: { status: 409, title: 'The feed never went that far' },
  sender_held: { status: 409, title: 'The sender is held' },
  not_held: { status: 409, title: 'Nothing holds the sender that could be lifted' },
  not_a_breach: { status: 409, title: 'Only a breach is explained' },
  explained: { status: 409, title: 'The breach was explained already' },
  too_large: { status: 413, title: 'The body is too large' },
  wrong_media_type: { status: 415, title: 'That content type is not taken here' },
  other_request: { status: 422, title: 'The Idempotency-Key was used for another request' },
  internal: { status: 500, title: 'Something is wrong on our side' },
  unavailable: { status: 503, title: 'The database cannot answer just now' },
} as const;
export type ProblemCode = keyof typeof PROBLEMS;

/** The shape of every refusal, for the OpenAPI document. */
export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    code: z.string(),
    detail: z.string(),
    errors: z
      .array(z.object({ path: z.string(), message: z.string(), fix: z.string().optional() }))
      .optional(),
    held: heldSchema.optional().openapi({ description: 'With the code sender_held: what holds the sender.' }),
  })
  .openapi('Problem');

/** What a problem may say beside its code and detail. */
export interface ProblemMore {
  readonly errors?: readonly FieldProblem[] | undefined;
  readonly held?: HeldAnswer | undefined;
  readonly headers?: Record<string, string>;
}

/** Answers a problem. `detail` says what was wrong and how to mend it, without repeating what was sent. */
export function problem(
  c: Context,
  code: ProblemCode,
  detail: string,
  { errors, held, headers }: ProblemMore = {},
): Response {
  const { status, title } = PROBLEMS[code];
  // The code is the stable name (RFC 9457 §3.1.1 lets a type be a tag), so nobody matches on sentences.
  const more = { ...(errors ? { errors } : {}), ...(held ? { held } : {}) };
  const body = { type: `tag:heed,2026:${code}`, title, status, code, detail, ...more };
  return c.body(JSON.stringify(body), status, { 'content-type': 'application/problem+json', ...headers });
}

/** A refusal as an exception: typed handlers may only return their own answers. `answerRefusal` turns it into one. */
export class Refusal extends Error {
  constructor(
    readonly code: ProblemCode,
    readonly detail: string,
    readonly errors?: readonly FieldProblem[],
    readonly held?: HeldAnswer,
  ) {
    super(code);
    this.name = 'Refusal';
  }
}

/** What zod found wrong, as field problems. */
export function fieldProblems(error: z.ZodError): FieldProblem[] {
  return error.issues.map((issue) => ({ path: issue.path.map(String).join('.'), message: issue.message }));
}
