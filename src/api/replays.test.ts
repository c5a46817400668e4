import { describe, expect, it } from 'vitest';
import { addClearview, openTestHeed } from '../heed.testkit.ts';
import { send } from './send.testkit.ts';

const ADDRESS = 'jane@example.com';

/** A Heed with an opt-out and a feed that has acknowledged it. */
async function opened() {
  const test = await openTestHeed();
  await addClearview(test);
  const setup = await test.key(['setup']);
  const decisions = await test.key(['decisions']);
  await test.call(setup, '/v1/senders', { id: 'crm', name: 'CRM', kind: 'feed', brands: ['clearview'] });
  const feed = await test.key(['changes'], 'crm');
  const optOut = (address: string) =>
    test.call(decisions, '/v1/decisions', {
      decisions: [{ kind: 'opt_out', address, scope: 'clearview', channel: 'phone' }],
    });
  return {
    ...test,
    optOut,
    changes: (after: number) => test.call(feed, `/v1/changes?after=${after}`),
    replay: (body: unknown, id = 'crm') => test.call(setup, `/v1/senders/${id}/replays`, body),
    listed: async (id = 'crm') => test.call(setup, `/v1/senders/${id}/replays`),
    patch: (body: unknown) => send(test, setup, { method: 'PATCH', path: '/v1/senders/crm', body }),
    latency: async () => test.call(await test.key(['latency']), '/v1/latency'),
  };
}

describe('telling a sender again', () => {
  it('starts a replay, shows how far it has come, and says where a feed is to go on', async () => {
    const { optOut, changes, replay, listed, latency, heed } = await opened();
    await optOut(ADDRESS);
    await changes(0);
    await changes(1);
    const started = await replay({ from_seq: 0 });
    expect(started).toMatchObject({
      status: 201,
      body: { kind: 'replay', from_seq: 0, to_seq: 1, position: 0, entries_left: 1, finished_at: null },
    });
    expect((await replay({ from_seq: 0 })).body.id).toBe(started.body.id);
    expect((await latency()).body.senders).toMatchObject([{ lag: 0, replays: [{ id: started.body.id }] }]);
    expect(await changes(1)).toMatchObject({
      status: 409,
      body: { code: 'never_served', detail: expect.stringContaining('Go on with after=0.') },
    });
    await changes(0);
    await changes(1);
    expect((await listed()).body.replays).toMatchObject([
      { entries_done: 1, entries_left: 0, people_told: 1, finished_at: expect.any(String) },
    ]);
    const audited = await heed.database.all(
      heed.database.build.selectFrom('audit').select('subject').where('action', '=', 'sender.replay'),
    );
    expect(audited).toEqual([{ subject: 'crm' }]);
  });

  it('tells of one person by an address that stands in no answer, row or log', async () => {
    const { optOut, changes, replay, listed, heed, logged } = await opened();
    await optOut(ADDRESS);
    await changes(0);
    await changes(1);
    const { status, body } = await replay({ address: ' JANE@example.com ' });
    expect([status, body.kind]).toEqual([201, 'person']);
    const rows = await heed.database.all(heed.database.build.selectFrom('replay').selectAll());
    expect(JSON.stringify([body, (await listed()).body, rows, logged]).toLowerCase()).not.toContain('jane');
  });

  it('is refused where there is nothing to tell again, nobody to tell, or no wish', async () => {
    const { replay, listed } = await opened();
    expect(await replay({ from_seq: 0 })).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
    expect(await replay({ address: ADDRESS })).toMatchObject({ status: 400 });
    expect(await replay({ address: 'nobody' })).toMatchObject({ status: 400 });
    expect(await replay({ from_seq: 0, address: ADDRESS })).toMatchObject({ status: 400 });
    expect(await replay({ from_seq: 0 }, 'none')).toMatchObject({ status: 404 });
    expect(await listed('none')).toMatchObject({ status: 404 });
  });
});

describe('the brands of a sender', () => {
  it('are changed whole, and a new one is told from the beginning', async () => {
    const { call, key, patch, listed } = await opened();
    await call(await key(['setup']), '/v1/brands', {
      id: 'soundpage',
      name: 'Soundpage',
      postal_address: '2 Main St',
    });
    await call(await key(['decisions']), '/v1/decisions', {
      decisions: [{ kind: 'opt_out', address: ADDRESS, scope: 'soundpage', channel: 'phone' }],
    });
    // In a request of their own, so that nothing is half applied.
    expect(await patch({ brands: ['clearview', 'soundpage'], name: 'CRM 2' })).toMatchObject({
      status: 400,
    });
    expect(await patch({ brands: ['clearview', 'soundpage'] })).toMatchObject({
      status: 200,
      body: { brands: ['clearview', 'soundpage'] },
    });
    expect((await listed()).body.replays).toMatchObject([{ kind: 'brand', brand: 'soundpage' }]);
    expect(await patch({ brands: ['soundpage'] })).toMatchObject({ body: { brands: ['soundpage'] } });
  });

  it('are at least one, and brands there are', async () => {
    const { patch } = await opened();
    expect(await patch({ brands: [] })).toMatchObject({ status: 400 });
    expect(await patch({ brands: ['acme'] })).toMatchObject({
      status: 404,
      body: { code: 'unknown_brand', detail: expect.stringContaining('acme') },
    });
  });
});
