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
 * Sets what every page needs: a policy without scripts, no referrer (a token in the URL must not travel on), nothing
 * stored, nothing indexed; behind https also HSTS.
 */
export function pageHeaders({ https }: { https: boolean }): MiddlewareHandler {
  return async function setPageHeaders(c, next) {
    await next();
    const { headers } = c.res;
    headers.set('content-security-policy', CONTENT_SECURITY_POLICY);
    headers.set('referrer-policy', 'no-referrer');
    headers.set('x-content-type-options', 'nosniff');
    headers.set('x-robots-tag', 'noindex, nofollow');
    if (!headers.has('cache-control')) headers.set('cache-control', 'no-store');
    if (https) headers.set('strict-transport-security', 'max-age=31536000; includeSubDomains');
  };
}
