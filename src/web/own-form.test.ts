import { describe, expect, it } from 'vitest';
import { isOwnForm } from './own-form.ts';

const BASE = 'https://heed.example';
const HOST = 'heed.internal:8787';
const own = (headers: Record<string, string>, base = BASE) =>
  isOwnForm(new Headers({ host: HOST, ...headers }), base);

describe('a form', () => {
  it.each([
    ['without anything said', {}],
    ['from the base URL', { origin: BASE }],
    ['from the host it was sent to', { origin: `http://${HOST}` }],
    ['from the same origin', { 'sec-fetch-site': 'same-origin', origin: BASE }],
    ['from a page without referrer, as ours are', { 'sec-fetch-site': 'same-origin', origin: 'null' }],
  ])('%s is our own', (_, headers) => {
    expect(own(headers)).toBe(true);
  });

  it.each([
    ['from another origin', { origin: 'https://evil.example' }],
    ['from another port of the base URL', { origin: `${BASE}:8443` }],
    ['from a site whose name begins like ours', { origin: `${BASE}.evil.example` }],
    ['from another site', { 'sec-fetch-site': 'cross-site' }],
    ['from a neighbour on the same site', { 'sec-fetch-site': 'same-site', origin: BASE }],
    ['from no page at all', { 'sec-fetch-site': 'none' }],
    [
      'from another origin that claims the same site',
      { 'sec-fetch-site': 'same-origin', origin: 'https://e.example' },
    ],
    ['from a sandbox', { origin: 'null' }],
    ['from something that is no origin', { origin: 'heed' }],
  ])('%s is foreign', (_, headers) => {
    expect(own(headers)).toBe(false);
  });

  it('may hide its origin over plain http, where browsers name no fetch site', () => {
    expect(own({ origin: 'null' }, 'http://heed.lan:8787')).toBe(true);
    expect(own({ origin: 'null', 'sec-fetch-site': 'cross-site' }, 'http://heed.lan:8787')).toBe(false);
  });
});
