import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import { clientAddress } from './client-address.ts';

async function addressOf(
  header: string | undefined,
  headers: Record<string, string>,
  remoteAddress?: string,
) {
  const app = new Hono();
  app.get('/', (c) => c.text(clientAddress(c, header)));
  const environment = remoteAddress === undefined ? undefined : { incoming: { socket: { remoteAddress } } };
  return (await app.request('/', { headers }, environment)).text();
}

describe('where a request comes from', () => {
  it('is the connection, whatever headers say, unless a proxy is trusted', async () => {
    expect(await addressOf(undefined, { 'x-forwarded-for': '10.0.0.1' }, '192.0.2.7')).toBe('192.0.2.7');
  });

  it('is the last hop the trusted proxy saw: the rest may be made up', async () => {
    const forwarded = { 'x-forwarded-for': '203.0.113.9, 198.51.100.4' };
    expect(await addressOf('x-forwarded-for', forwarded, '192.0.2.7')).toBe('198.51.100.4');
    expect(await addressOf('x-forwarded-for', {}, '192.0.2.7')).toBe('192.0.2.7');
  });

  it('is unknown where nothing tells', async () => {
    expect(await addressOf(undefined, {})).toBe('unknown');
  });
});
