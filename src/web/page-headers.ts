import type { MiddlewareHandler } from 'hono';

// No script at all, no third party, forms only to ourselves, never in a frame.
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "img-src 'self' data:",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * What every page needs: a policy without scripts, no referrer (a token in the URL must not travel on), nothing stored,
 * nothing indexed; behind https also HSTS.
 */
export function pageHeaderRecord({ https }: { https: boolean }): Readonly<Record<string, string>> {
  return {
    'content-security-policy': CONTENT_SECURITY_POLICY,
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-robots-tag': 'noindex, nofollow',
    'cache-control': 'no-store',
    ...(https ? { 'strict-transport-security': 'max-age=31536000; includeSubDomains' } : {}),
  };
}

/** Sets the headers of a page on every answer; one that says itself how it may be cached keeps that. */
export function pageHeaders({ https }: { https: boolean }): MiddlewareHandler {
  const record = pageHeaderRecord({ https });
  return async function setPageHeaders(c, next) {
    await next();
    addPageHeaders(c.res, record);
  };
}

/** The same for one answer. */
export function addPageHeaders(response: Response, record: ReturnType<typeof pageHeaderRecord>): Response {
  const { headers } = response;
  const caching = headers.get('cache-control');
  for (const [name, value] of Object.entries(record)) headers.set(name, value);
  if (caching !== null) headers.set('cache-control', caching);
  return response;
}
