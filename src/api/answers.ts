import type { z } from '@hono/zod-openapi';
import { problemSchema } from './problem.ts';

/** The description of a JSON answer, for a route. */
export function jsonAnswer<Schema extends z.ZodType>(description: string, schema: Schema) {
  return { description, content: { 'application/json': { schema } } };
}

/** The description of a JSON body, for a route. */
export function jsonBody<Schema extends z.ZodType>(schema: Schema) {
  return { required: true, content: { 'application/json': { schema } } };
}

/** What any route can answer besides its success. */
export const refusals = {
  default: {
    description: 'A problem (RFC 9457): `code` is stable, `detail` says how to mend it.',
    content: { 'application/problem+json': { schema: problemSchema } },
  },
} as const;

/** Names the scope a route wants and the bearer key it wants it in. */
export const bearer = [{ bearer: [] }];
