import { describe, expect, it } from 'vitest';
import { addClearview, openTestHeed } from '../heed.testkit.ts';

async function opened() {
  const test = await openTestHeed();
  await addClearview(test);
  const setup = await test.key(['setup', 'decisions', 'people', 'latency']);
  await test.call(setup, '/v1/senders', { id: 'press', name: 'Press', kind: 'feed', brands: ['clearview'] });
  const secret = await test.key(['changes'], 'press');
  const optOut = (address: string) =>
    test.call(setup, '/v1/decisions', { decisions: [{ address, scope: 'clearview' }] });
  const changes = async (query = '') => (await test.call(secret, `/v1/changes${query}`)).body;
  return { ...test, setup, secret, optOut, changes };
}

describe('the feed', () => {
  it('carries each opt-out as a whole state, and asking with `next` acknowledges it', async () => {
    const test = await opened();
    await test.optOut('ada@example.com');
    const page = await test.changes();
    expect(page).toMatchObject({
      items: [
        {
          seq: 1,
          address: 'ada@example.com',
          promotional: { clearview: 'suppressed' },
          undeliverable: false,
        },
      ],
      next: 1,
      more: false,
    });
    test.advance(7_000);
    expect(await test.changes('?after=1')).toEqual({ items: [], next: 1, more: false });
    const { body } = await test.call(test.setup, '/v1/latency');
    expect(body).toMatchObject({ senders: [{ lag: 0, windows: { '24h': { count: 1, max_ms: 7_000 } } }] });
  });

  it('acknowledges by POST /v1/acks, and never goes back', async () => {
    const test = await opened();
    await test.optOut('ada@example.com');
    await test.optOut('bob@example.com');
    await test.changes();
    expect((await test.call(test.secret, '/v1/acks', { seq: 2 })).body).toEqual({ cursor: 2 });
    expect((await test.call(test.secret, '/v1/acks', { seq: 1 })).body).toEqual({ cursor: 2 });
  });

  it('refuses an acknowledgement of what was never served', async () => {
    const test = await opened();
    await test.optOut('ada@example.com');
    expect(await test.call(test.secret, '/v1/acks', { seq: 1 })).toMatchObject({
      status: 409,
      body: { code: 'never_served' },
    });
    expect(await test.call(test.secret, '/v1/changes?after=1')).toMatchObject({
      status: 409,
      body: { code: 'never_served' },
    });
  });

  it('can be read again from an older position', async () => {
    const test = await opened();
    await test.optOut('ada@example.com');
    await test.changes('?after=0');
    await test.changes('?after=1');
    expect(await test.changes('?after=0')).toMatchObject({ items: [{ seq: 1 }] });
  });

  it('comes in pages', async () => {
    const test = await opened();
    for (const name of ['a', 'b', 'c']) await test.optOut(`${name}@example.com`);
    expect(await test.changes('?limit=2')).toMatchObject({
      items: [{ seq: 1 }, { seq: 2 }],
      next: 2,
      more: true,
    });
    expect(await test.changes('?after=2&limit=2')).toMatchObject({
      items: [{ seq: 3 }],
      next: 3,
      more: false,
    });
  });

  it('holds an empty answer back until there is news', async () => {
    const test = await opened();
    const waiting = test.changes('?wait=30');
    await test.optOut('ada@example.com');
    expect(await waiting).toMatchObject({ items: [{ address: 'ada@example.com' }] });
  });

  it('tells who was told: waiting before the acknowledgement, told after', async () => {
    const test = await opened();
    await test.optOut('ada@example.com');
    const told = async () => {
      const { body } = await test.call(test.setup, '/v1/people/lookup', { address: 'ada@example.com' });
      return body.history;
    };
    await test.changes();
    expect(await told()).toMatchObject([
      { senders: [{ sender: 'press', status: 'waiting', told_at: null }] },
    ]);
    test.advance(60_000);
    await test.changes('?after=1');
    expect(await told()).toMatchObject([
      { senders: [{ status: 'told', told_at: '2026-11-23T15:01:00.000Z' }] },
    ]);
  });

  it('is for the key of a feed sender alone', async () => {
    const test = await opened();
    expect((await test.call(await test.key(['changes']), '/v1/changes')).body).toMatchObject({
      code: 'missing_scope',
    });
  });

  it.each(['?after=-1', '?limit=0', '?limit=5000', '?wait=900', '?after=x'])('refuses %s', async (query) => {
    const test = await opened();
    expect((await test.call(test.secret, `/v1/changes${query}`)).status).toBe(400);
  });
});

describe('the OpenAPI document', () => {
  it('describes every door, without a key', async () => {
    const { body } = await (await openTestHeed()).call('', '/v1/openapi.json');
    expect(Object.keys(body.paths ?? {}).sort()).toEqual([
      '/v1/acks',
      '/v1/brands',
      '/v1/brands/{id}',
      '/v1/changes',
      '/v1/check',
      '/v1/decisions',
      '/v1/incidents',
      '/v1/incidents/{id}',
      '/v1/incidents/{id}/explanation',
      '/v1/latency',
      '/v1/links',
      '/v1/people/lookup',
      '/v1/people/{recipient_id}',
      '/v1/privacy-requests',
      '/v1/privacy-requests/{id}/answer',
      '/v1/reasons',
      '/v1/senders',
      '/v1/senders/{id}',
      '/v1/senders/{id}/attestations',
      '/v1/senders/{id}/lists',
      '/v1/topics',
      '/v1/topics/{brand}/{topic}',
    ]);
    expect(body).toMatchObject({
      openapi: '3.1.0',
      components: { schemas: { Problem: expect.any(Object) } },
    });
  });
});
