import { describe, expect, it } from 'vitest';
import { addClearview, openTestHeed } from '../heed.testkit.ts';
import { send } from './send.testkit.ts';

const OFFERS = '/v1/topics/clearview/offers';
const SENTENCE = 'New lenses and offers, about twice a month.';

async function opened() {
  const test = await openTestHeed();
  await addClearview(test);
  const secret = await test.key(['setup', 'links', 'check', 'decisions', 'people']);
  return {
    ...test,
    secret,
    patch: (body: unknown, path = OFFERS) => send(test, secret, { method: 'PATCH', path, body }),
    remove: (path = OFFERS) => send(test, secret, { method: 'DELETE', path }),
    add: (topic: object = {}) =>
      test.call(secret, '/v1/topics', {
        brand: 'clearview',
        id: 'offers',
        name: 'Offers',
        kind: 'promotional',
        ...topic,
      }),
    ask: (address: string) => test.call(secret, '/v1/check', { topic: 'clearview/offers', address }),
    topics: async () => {
      const { body } = await test.call(secret, '/v1/brands');
      return JSON.stringify(body.brands);
    },
    audited: async () => {
      const { build } = test.heed.database;
      const rows = await test.heed.database.all(
        build.selectFrom('audit').select(['action', 'subject']).where('action', 'like', 'topic.%'),
      );
      return rows.filter(({ action }) => action !== 'topic.create');
    },
  };
}

describe('a topic', () => {
  it('may be described in a sentence for its readers', async () => {
    const { add, topics } = await opened();
    const news = { id: 'news', name: 'News', description: SENTENCE };
    expect(await add(news)).toMatchObject({ status: 201, body: news });
    expect(await topics()).toContain(SENTENCE);
  });

  it.each([
    ['a sentence of 201 characters', 'x'.repeat(201)],
    ['two lines', 'One\nTwo'],
    ['nothing', ' '],
  ])('may not be described by %s', async (_, description) => {
    const { add, patch } = await opened();
    const problem = { status: 400, body: { errors: [{ path: 'description' }] } };
    expect(await add({ id: 'news', description })).toMatchObject(problem);
    expect(await patch({ description })).toMatchObject(problem);
  });

  it('is refused with a field there is not', async () => {
    const { add } = await opened();
    expect((await add({ id: 'news', descripton: SENTENCE })).status).toBe(400);
  });

  it('is changed field by field, with an audit row for each change', async () => {
    const { patch, audited } = await opened();
    expect(await patch({ description: SENTENCE })).toMatchObject({
      status: 200,
      body: { id: 'offers', name: 'Offers', description: SENTENCE, kind: 'promotional' },
    });
    expect((await patch({ name: 'Deals' })).body).toMatchObject({ name: 'Deals', description: SENTENCE });
    expect((await patch({ description: null })).body).toMatchObject({ name: 'Deals', description: null });
    const update = { action: 'topic.update', subject: 'clearview/offers' };
    expect(await audited()).toEqual([update, update, update]);
  });

  it('keeps its kind and its basis', async () => {
    const { patch, audited } = await opened();
    for (const body of [{ kind: 'transactional' }, { basis: 'account' }, {}]) {
      expect((await patch(body)).status).toBe(400);
    }
    expect(await audited()).toEqual([]);
  });

  it('that is not there is neither changed nor removed', async () => {
    const { patch, remove, audited } = await opened();
    for (const path of ['/v1/topics/clearview/news', '/v1/topics/nobody/offers']) {
      const problem = { status: 404, body: { code: 'unknown_topic' } };
      expect(await patch({ name: 'X' }, path)).toMatchObject(problem);
      expect(await remove(path)).toMatchObject(problem);
    }
    expect(await audited()).toEqual([]);
  });
});

describe('a topic that is removed', () => {
  it('is gone at once, with an audit row', async () => {
    const { remove, topics, ask, audited } = await opened();
    expect(await remove()).toEqual({ status: 204, body: {} });
    expect(await topics()).not.toContain('offers');
    expect((await ask('ada@example.com')).body).toMatchObject({ code: 'unknown_topic' });
    expect((await remove()).status).toBe(404);
    expect(await audited()).toEqual([{ action: 'topic.delete', subject: 'clearview/offers' }]);
  });

  it('leaves every opt-out of it, and they count again when it is back', async () => {
    const { call, secret, remove, add, ask } = await opened();
    const optOut = { address: 'ada@example.com', scope: 'clearview/offers', channel: 'phone' };
    await call(secret, '/v1/decisions', { decisions: [optOut] });
    const person = () => call(secret, '/v1/people/lookup', { address: optOut.address });
    const before = (await person()).body;
    expect(before).toMatchObject({ standing: [{ scope: 'clearview/offers', verdict: 'opted_out' }] });
    await remove();
    expect((await person()).body).toEqual(before);
    await add();
    expect((await ask('ada@example.com')).body).toMatchObject({ results: [{ reason: 'opted_out' }] });
    expect((await ask('bob@example.com')).body).toMatchObject({ results: [{ allowed: true }] });
  });

  it('does not come back as transactional mail, past those who stopped it', async () => {
    const { add, remove } = await opened();
    await remove();
    const refused = await add({ kind: 'transactional', basis: 'account' });
    expect(refused).toMatchObject({ status: 400, body: { errors: [{ path: 'basis' }] } });
    expect((await add()).status).toBe(201);
  });

  it('still stops by the links that were mailed before', async () => {
    const { call, secret, app, remove, add, ask } = await opened();
    const minted = await call(secret, '/v1/links', {
      scope: 'clearview/offers',
      addresses: ['ada@example.com'],
    });
    const [url = ''] = JSON.stringify(minted.body).match(/\/u\/[\w.-]+/) ?? [];
    await remove();
    const pressed = await app.request(url, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'List-Unsubscribe=One-Click',
    });
    expect(pressed.status).toBe(200);
    await add();
    expect((await ask('ada@example.com')).body).toMatchObject({ results: [{ reason: 'opted_out' }] });
  });
});
