import { describe, expect, it } from 'vitest';
import { addClearview, openTestHeed } from '../heed.testkit.ts';
import { placeHold } from '../senders/hold.testkit.ts';

const HOUR = 3_600_000;
const OFFERS = { topic: 'clearview/offers', address: 'ada@example.com' };
const ORDERS = { topic: 'clearview/orders', address: 'ada@example.com' };
const DUE = Date.parse('2026-12-08T05:00:00Z');

/** Clearview with the senders crm and shop, and a key of each kind. */
async function opened() {
  const test = await openTestHeed();
  await addClearview(test);
  const setup = await test.key(['setup']);
  for (const id of ['crm', 'shop']) {
    await test.call(setup, '/v1/senders', { id, name: id, kind: 'feed', brands: ['clearview'] });
  }
  const own = await test.key(['check', 'links'], 'crm');
  const general = await test.key(['check', 'links', 'decisions']);
  return {
    ...test,
    own,
    general,
    hold: () => placeHold(test.heed.database, { due_at: DUE, since: test.heed.now() }),
    retire: () =>
      test.heed.database.commit([
        test.heed.database.build
          .updateTable('sender')
          .set({ retired_at: test.heed.now() })
          .where('id', '=', 'crm')
          .compile(),
      ]),
    check: async (body: object, secret = own) => (await test.call(secret, '/v1/check', body)).body,
  };
}

const HELD = {
  sender: 'crm',
  reason: 'deadline',
  brand: '*',
  since: '2026-11-23T15:00:00.000Z',
  due_at: '2026-12-08T05:00:00.000Z',
  lifted_by: expect.stringContaining('once the sender has acknowledged'),
};
const REFUSED = { allowed: false, reason: 'sender_held', recipient_id: expect.any(String) };

describe('the gate for a held sender', () => {
  it('refuses promotional mail to everybody, with why, since when and what lifts it', async () => {
    const { check, hold } = await opened();
    expect(await check(OFFERS)).toEqual({ results: [expect.objectContaining({ allowed: true })] });
    await hold();
    expect(await check(OFFERS)).toEqual({ results: [REFUSED], held: HELD });
  });

  it('knows the sender by its key or by its name', async () => {
    const { check, hold, general } = await opened();
    await hold();
    expect(await check({ ...OFFERS, sender: 'crm' }, general)).toEqual({ results: [REFUSED], held: HELD });
    expect(await check({ ...OFFERS, sender: 'crm' })).toMatchObject({ results: [REFUSED] });
    expect(await check({ ...OFFERS, sender: 'shop' }, general)).toMatchObject({
      results: [{ allowed: true }],
    });
  });

  it('lets transactional mail pass', async () => {
    const { check, hold, retire } = await opened();
    await hold();
    await retire();
    expect(await check(ORDERS)).toEqual({
      results: [{ allowed: true, reason: 'transactional', recipient_id: expect.any(String) }],
    });
  });

  it('names what the person said before what holds the sender', async () => {
    const { check, call, hold, general } = await opened();
    await hold();
    await call(general, '/v1/decisions', {
      decisions: [{ address: 'ada@example.com', scope: 'clearview', channel: 'phone' }],
    });
    const answer = await check({
      topic: 'clearview/offers',
      addresses: ['ada@example.com', 'bob@example.com', 'nobody'],
    });
    expect(answer).toMatchObject({
      results: [{ reason: 'opted_out' }, { reason: 'sender_held' }, { reason: 'not_an_address' }],
      held: HELD,
    });
  });

  it('refuses it after retirement, and when the watch has not run for twelve hours', async () => {
    const { check, advance, retire } = await opened();
    advance(12 * HOUR + 1);
    expect(await check(OFFERS)).toMatchObject({
      results: [REFUSED],
      held: { reason: 'watch_stopped', brand: '*', due_at: null },
    });
    await retire();
    expect(await check(OFFERS)).toMatchObject({ results: [REFUSED], held: { reason: 'retired' } });
  });

  it('lists the brand’s held senders to whoever names none', async () => {
    const { check, hold, general, call, key } = await opened();
    expect(await check(OFFERS, general)).toMatchObject({ results: [{ allowed: true }], held_senders: [] });
    await hold();
    await call(await key(['setup']), '/v1/brands', { id: 'b', name: 'B', postal_address: '1 Main St' });
    await call(await key(['setup']), '/v1/topics', { brand: 'b', id: 'n', name: 'N', kind: 'promotional' });
    expect(await check(OFFERS, general)).toEqual({
      results: [expect.objectContaining({ allowed: true })],
      held_senders: ['crm'],
    });
    expect(await check({ ...OFFERS, topic: 'b/n' }, general)).toMatchObject({ held_senders: [] });
    expect(await check(ORDERS, general)).not.toHaveProperty('held_senders');
  });

  it('has no yes for a sender nobody registered, nor for a key that asks in another’s name', async () => {
    const { call, general, own } = await opened();
    const ask = (secret: string, sender: string) => call(secret, '/v1/check', { ...OFFERS, sender });
    expect(await ask(general, 'nobody')).toMatchObject({ status: 404, body: { code: 'unknown_sender' } });
    expect(await ask(own, 'shop')).toMatchObject({ status: 403, body: { code: 'other_sender' } });
    expect(await ask(general, 'ada@example.com')).not.toMatchObject({ body: { results: [] } });
    expect(JSON.stringify((await ask(general, 'ada@example.com')).body)).not.toContain('ada@');
  });

  it('answers 503 and nothing else when the holds cannot be read', async () => {
    const { call, heed, own } = await opened();
    await heed.database.commit([heed.database.build.schema.dropTable('hold').compile()]);
    expect(await call(own, '/v1/check', OFFERS)).toMatchObject({
      status: 503,
      body: { code: 'unavailable' },
    });
  });
});

describe('minting for a held sender', () => {
  const ORDER = { scope: 'clearview/offers', addresses: ['ada@example.com'] };

  async function minting() {
    const test = await opened();
    const stream = (secret: string, scope = 'clearview') =>
      test.app.request(`/v1/links?scope=${scope}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/x-ndjson' },
        body: '{"address":"ada@example.com"}\n',
      });
    return { ...test, stream };
  }

  it('is refused before anything is minted, in JSON and as a stream, with what lifts the hold', async () => {
    const { call, own, hold, stream } = await minting();
    expect((await call(own, '/v1/links', ORDER)).status).toBe(200);
    expect((await stream(own)).status).toBe(200);
    await hold();
    for (const scope of ['clearview', 'clearview/offers']) {
      const answer = await call(own, '/v1/links', { ...ORDER, scope });
      expect(answer).toMatchObject({
        status: 409,
        body: { code: 'sender_held', held: HELD, detail: expect.stringContaining('lift-hold') },
      });
      expect(answer.headers.get('content-type')).toBe('application/problem+json');
      const streamed = await stream(own, scope);
      expect([streamed.status, streamed.headers.get('content-type')]).toEqual([
        409,
        'application/problem+json',
      ]);
      expect(await streamed.text()).not.toContain('unsubscribe_url');
    }
  });

  it('is refused to the key of a retired sender', async () => {
    const { call, own, retire } = await minting();
    await retire();
    expect(await call(own, '/v1/links', ORDER)).toMatchObject({
      status: 409,
      body: { code: 'sender_held', held: { reason: 'retired' } },
    });
  });

  it('goes on for other senders’ keys and for keys of none, which cost no look', async () => {
    const { call, own, general, hold, key, heed } = await minting();
    await hold();
    expect((await call(await key(['links'], 'shop'), '/v1/links', ORDER)).status).toBe(200);
    await heed.database.commit([heed.database.build.schema.dropTable('hold').compile()]);
    expect((await call(general, '/v1/links', ORDER)).status).toBe(200);
    expect((await call(own, '/v1/links', ORDER)).status).toBe(503);
  });

  it('answers an order for transactional mail as always: it needs no link', async () => {
    const { call, own, hold } = await minting();
    await hold();
    const answer = await call(own, '/v1/links', { ...ORDER, scope: 'clearview/orders' });
    expect(answer).toMatchObject({ status: 400, body: { detail: expect.stringContaining('transactional') } });
  });
});
