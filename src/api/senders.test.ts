import { describe, expect, it } from 'vitest';
import { addClearview, openTestHeed } from '../heed.testkit.ts';
import { send } from './send.testkit.ts';

async function opened(sender: object = {}) {
  const test = await openTestHeed();
  await addClearview(test);
  const secret = await test.key(['setup']);
  const feed = { id: 'crm', name: 'CRM EU-2', kind: 'feed', brands: ['clearview'], ...sender };
  const added = await test.call(secret, '/v1/senders', feed);
  return {
    ...test,
    added,
    patch: (body: unknown, path = '/v1/senders/crm') => send(test, secret, { method: 'PATCH', path, body }),
    known: async () => (await test.call(secret, '/v1/senders')).body.senders,
  };
}

describe('what recipients read of a sender', () => {
  it('is its name until it has another for them', async () => {
    const { added, patch, known } = await opened();
    expect(added.body).toMatchObject({ name: 'CRM EU-2', public_name: 'CRM EU-2' });
    expect(await patch({ name: 'CRM' })).toMatchObject({
      status: 200,
      body: { name: 'CRM', public_name: 'CRM' },
    });
    const named = { name: 'CRM', public_name: 'Our shop' };
    expect((await patch({ public_name: 'Our shop' })).body).toMatchObject(named);
    expect(await known()).toMatchObject([named]);
    expect((await patch({ name: 'CRM 2' })).body).toMatchObject({ name: 'CRM 2', public_name: 'Our shop' });
  });

  it('is its name again, and follows it, when the other is taken away or the same', async () => {
    for (const public_name of [null, 'CRM EU-2']) {
      const { patch, known } = await opened({ public_name: 'Our shop' });
      expect((await patch({ public_name })).body).toMatchObject({ public_name: 'CRM EU-2' });
      await patch({ name: 'CRM 2' });
      expect(await known()).toMatchObject([{ name: 'CRM 2', public_name: 'CRM 2' }]);
    }
  });

  it('may be given when the sender is added', async () => {
    const { added, known } = await opened({ public_name: 'Our shop' });
    expect(added).toMatchObject({ status: 201, body: { name: 'CRM EU-2', public_name: 'Our shop' } });
    expect(await known()).toMatchObject([{ public_name: 'Our shop' }]);
  });
});

describe('a change of a sender', () => {
  it('is audited', async () => {
    const { patch, heed } = await opened();
    await patch({ name: 'CRM' });
    const rows = await heed.database.all(
      heed.database.build.selectFrom('audit').select('subject').where('action', '=', 'sender.update'),
    );
    expect(rows).toEqual([{ subject: 'crm' }]);
  });

  it('of one that is not there is a problem', async () => {
    const { patch } = await opened();
    expect(await patch({ name: 'X' }, '/v1/senders/nobody')).toMatchObject({
      status: 404,
      body: { code: 'not_found' },
    });
  });

  it.each([{}, { name: '' }, { name: null }, { public_name: ' ' }, { kind: 'webhook' }, { brands: [] }])(
    'may not be %j',
    async (body) => {
      const { patch, known } = await opened();
      const before = await known();
      expect((await patch(body)).status).toBe(400);
      expect(await known()).toEqual(before);
    },
  );
});
