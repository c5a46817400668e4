import { createMiddleware } from 'hono/factory';
import { findApiKey, type KeyScope } from '../access/api-key.ts';
import type { Heed } from '../heed.ts';
import type { ApiEnv } from './context.ts';
import { isOwnSender } from './own-sender.ts';
import { problem } from './problem.ts';

const CHALLENGE = { 'www-authenticate': 'Bearer realm="heed"' };

/** Lets a request through when its bearer key is in force and has the scope, or asks for what is its own sender's. */
export function requireScope(heed: Heed, scope: KeyScope) {
  return createMiddleware<ApiEnv>(async function checkKey(c, next) {
    const [scheme, secret] = (c.req.header('authorization') ?? '').split(' ');
    if (scheme?.toLowerCase() !== 'bearer' || secret === undefined || secret === '') {
      return problem(
        c,
        'no_key',
        'Send an API key as "Authorization: Bearer …". `heed keys create` makes one.',
        {
          headers: CHALLENGE,
        },
      );
    }
    const key = await findApiKey(heed.database, secret);
    if (key === undefined) {
      return problem(c, 'bad_key', 'Check the key, or make a new one with `heed keys create`.', {
        headers: CHALLENGE,
      });
    }
    if (!key.scopes.has(scope) && !isOwnSender(c, key)) {
      return problem(c, 'missing_scope', `This needs a key with the scope "${scope}".`);
    }
    c.set('apiKey', key);
    return next();
  });
}
