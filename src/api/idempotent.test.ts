import { describe, expect, it } from 'vitest';
import { openTestHeed } from '../heed.testkit.ts';

const BRAND = { id: 'clearview', name: 'Clearview Magnifiers', postal_address: '1 Main St' };
const HOUR = 3_600_000;

async function opened() {
  const test = await openTestHeed();
  const secret = await test.key(['setup']);
  const post = (path: string, body: unknown, key = '"one"') =>
    test.call(secret, path, body, { 'idempotency-key': key });
  return { ...test, secret, post };
}

describe('Idempotency-Key', () => {
  it('gives a repeat the same answer, secrets and all, and makes nothing twice', async () => {
    const test = await opened();
    await test.post('/v1/brands', BRAND, 'brand');
    const sender = {
      id: 'hook',
      name: 'Hook',
      kind: 'webhook',
      url: 'https://hooks.example.com/',
      brands: ['clearview'],
    };
    const first = await test.post('/v1/senders', sender);
    const second = await test.post('/v1/senders', sender);
    expect(first.status).toBe(201);
    expect(second).toMatchObject({ status: 201, body: first.body });
    expect(second.headers.get('idempotent-replayed')).toBe('true');
    expect(first.body.webhook_secret).toMatch(/^whsec_/);
  });

  it('keeps the stored answer sealed, because it can hold a secret', async () => {
    const test = await opened();
    await test.post('/v1/brands', BRAND);
    const rows = await test.heed.database.all(test.heed.database.build.selectFrom('idempotency').selectAll());
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain('Clearview');
  });

  it('refuses the same key for another request', async () => {
    const test = await opened();
    await test.post('/v1/brands', BRAND);
    expect(await test.post('/v1/brands', { ...BRAND, id: 'soundpage' })).toMatchObject({
      status: 422,
      body: { code: 'other_request' },
    });
  });

  it('is free again after a refusal, so that the mended request can use it', async () => {
    const test = await opened();
    expect((await test.post('/v1/brands', { ...BRAND, name: '' })).status).toBe(400);
    expect((await test.post('/v1/brands', BRAND)).status).toBe(201);
  });

  it('is free again after a day', async () => {
    const test = await opened();
    await test.post('/v1/brands', BRAND);
    test.advance(24 * HOUR + 1);
    expect((await test.post('/v1/brands', { ...BRAND, id: 'soundpage' })).status).toBe(201);
  });

  it('belongs to one API key: another key may use the same word', async () => {
    const test = await opened();
    await test.post('/v1/brands', BRAND);
    const other = await test.key(['setup']);
    const answer = await test.call(
      other,
      '/v1/brands',
      { ...BRAND, id: 'soundpage' },
      { 'idempotency-key': '"one"' },
    );
    expect(answer.status).toBe(201);
  });
});
