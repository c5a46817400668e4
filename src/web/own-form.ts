/**
 * Whether a form was sent from one of our own pages, as far as the browser says: a fetch site other than `same-origin`
 * is foreign, and so is an origin that is neither the base URL's nor that of the host the request was made to. What a
 * browser does not say is not held against it; the cookie's SameSite stands behind this.
 */
export function isOwnForm(headers: Headers, baseUrl: string): boolean {
  const site = headers.get('sec-fetch-site');
  if (site !== null && site !== 'same-origin') return false;
  const origin = headers.get('origin');
  if (origin === null) return true;
  // Fetch §3.1: a page with referrer policy no-referrer, as ours are, posts with the origin `null`. So does a foreign
  // sandbox, so it counts only next to a fetch site, which browsers leave out towards plain http.
  if (origin === 'null') return site === 'same-origin' || baseUrl.startsWith('http:');
  return origin === new URL(baseUrl).origin || hostOf(origin) === headers.get('host');
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}
