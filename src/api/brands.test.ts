import { describe, expect, it } from 'vitest';
import { addClearview, openTestHeed } from '../heed.testkit.ts';

describe('a brand', () => {
  it('is counted by CAN-SPAM in New York unless it says otherwise', async () => {
    const test = await openTestHeed();
    await addClearview(test);
    const { body } = await test.call(await test.key(['setup']), '/v1/brands');
    expect(body).toMatchObject({
      brands: [{ id: 'clearview', policy: { zone: 'America/New_York', jurisdictions: ['us-can-spam'] } }],
    });
  });

  it('is refused with a zone that does not exist, naming the field', async () => {
    const test = await openTestHeed();
    const brand = {
      id: 'x',
      name: 'X',
      postal_address: 'Y',
      policy: { zone: 'Mars/Olympus', jurisdictions: ['ca-casl'] },
    };
    const answer = await test.call(await test.key(['setup']), '/v1/brands', brand);
    expect(answer.body.errors).toEqual([
      { path: 'policy.zone', message: expect.stringContaining('America/New_York') },
    ]);
  });

  it('keeps the first of an id: a second one is refused', async () => {
    const test = await openTestHeed();
    await addClearview(test);
    const again = { id: 'clearview', name: 'Other', postal_address: 'Z' };
    const setup = await test.key(['setup']);
    expect(await test.call(setup, '/v1/brands', again)).toMatchObject({
      status: 409,
      body: { code: 'exists' },
    });
    expect((await test.call(setup, '/v1/brands')).body).toMatchObject({
      brands: [{ name: 'Clearview Magnifiers' }],
    });
  });

  it('comes with an audit row that names the key that made it', async () => {
    const test = await openTestHeed();
    await addClearview(test);
    const rows = await test.heed.database.all(
      test.heed.database.build.selectFrom('audit').selectAll().orderBy('action'),
    );
    expect(rows.map(({ action, subject }) => [action, subject])).toContainEqual([
      'brand.create',
      'clearview',
    ]);
    expect(rows.find(({ action }) => action === 'brand.create')?.actor).toMatch(/^key_/);
  });
});

describe('a transactional topic', () => {
  it('without a statutory basis is refused with the five to choose from', async () => {
    const test = await openTestHeed();
    await addClearview(test);
    const topic = { brand: 'clearview', id: 'news', name: 'News', kind: 'transactional' };
    const { status, body } = await test.call(await test.key(['setup']), '/v1/topics', topic);
    expect(status).toBe(400);
    for (const basis of ['transaction', 'warranty', 'account', 'employment', 'delivery']) {
      expect(JSON.stringify(body.errors)).toContain(basis);
    }
  });

  it('may not borrow a basis that the law does not know', async () => {
    const test = await openTestHeed();
    await addClearview(test);
    const topic = { brand: 'clearview', id: 'news', name: 'News', kind: 'transactional', basis: 'important' };
    expect((await test.call(await test.key(['setup']), '/v1/topics', topic)).status).toBe(400);
  });

  it('of a promotional kind may not carry a basis', async () => {
    const test = await openTestHeed();
    await addClearview(test);
    const topic = { brand: 'clearview', id: 'news', name: 'News', kind: 'promotional', basis: 'account' };
    expect((await test.call(await test.key(['setup']), '/v1/topics', topic)).status).toBe(400);
  });

  it('of a brand nobody added is refused', async () => {
    const test = await openTestHeed();
    const topic = { brand: 'nobody', id: 'news', name: 'News', kind: 'promotional' };
    expect(await test.call(await test.key(['setup']), '/v1/topics', topic)).toMatchObject({
      body: { code: 'unknown_brand' },
    });
  });
});

describe('a sender', () => {
  it('for an unknown brand is refused, naming the brand', async () => {
    const test = await openTestHeed();
    const answer = await test.call(await test.key(['setup']), '/v1/senders', {
      id: 'feed',
      name: 'Feed',
      kind: 'feed',
      brands: ['nobody'],
    });
    expect(answer.body).toMatchObject({ code: 'unknown_brand', detail: expect.stringContaining('nobody') });
  });

  it.each([
    'http://10.0.0.1/',
    'https://169.254.169.254/latest',
    'https://user:pw@hooks.example.com/',
    'nonsense',
  ])('may not be a webhook at %s', async (url) => {
    const test = await openTestHeed();
    await addClearview(test);
    const sender = { id: 'hook', name: 'Hook', kind: 'webhook', url, brands: ['clearview'] };
    expect((await test.call(await test.key(['setup']), '/v1/senders', sender)).status).toBe(400);
  });

  it('shows its secret once: no list and no row has it in clear', async () => {
    const test = await openTestHeed();
    await addClearview(test);
    const setup = await test.key(['setup']);
    const sender = {
      id: 'hook',
      name: 'Hook',
      kind: 'webhook',
      url: 'https://hooks.example.com/',
      brands: ['clearview'],
    };
    const { webhook_secret: secret } = (await test.call(setup, '/v1/senders', sender)).body;
    expect(secret).toMatch(/^whsec_/);
    const rows = await test.heed.database.all(test.heed.database.build.selectFrom('sender').selectAll());
    expect(JSON.stringify([(await test.call(setup, '/v1/senders')).body, rows])).not.toContain(secret);
  });
});
