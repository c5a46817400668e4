import type { Hook } from '@hono/zod-openapi';
import { OpenAPIHono } from '@hono/zod-openapi';
import type { ApiKey } from '../access/api-key.ts';
import { fieldProblems, problem } from './problem.ts';

/** What a handler of the API finds in its context. */
export interface ApiEnv {
  Variables: { apiKey: ApiKey };
}

// biome-ignore format: one thought
const refuseMistakes: Hook<unknown, ApiEnv, string, Response | undefined> = (result, c) => {
  if (result.success) return undefined;
  return problem(c, 'invalid_request', 'Mend what is listed under errors and send it again.', {
    errors: fieldProblems(result.error),
  });
};

/** A router whose routes carry their schemas; requests that do not fit are answered with a problem. */
export function createRouter(): OpenAPIHono<ApiEnv> {
  return new OpenAPIHono<ApiEnv>({ defaultHook: refuseMistakes, strict: false });
}
