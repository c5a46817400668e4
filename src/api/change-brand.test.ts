import { describe, expect, it } from 'vitest';
import { addClearview, openTestHeed } from '../heed.testkit.ts';
import { send } from './send.testkit.ts';

const LOGO = `data:image/svg+xml;base64,${Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>').toString('base64')}`;
const FULL = {
  logo: LOGO,
  colors: { accent: '#ffcc00', ground: '#ffffff' },
  font: 'serif',
  support_phone: '+1 518 555 0123',
  support_email: 'help@clearview.example',
  language: 'es',
  double_opt_in: true,
  acknowledge_opt_outs: true,
  privacy: { phone: '1-800-555-0199', postal_address: 'Privacy, 1 Main St, Troy NY', honors_gpc: true },
};

async function opened() {
  const test = await openTestHeed();
  await addClearview(test);
  const secret = await test.key(['setup']);
  return {
    ...test,
    secret,
    patch: (body: unknown, path = '/v1/brands/clearview') =>
      send(test, secret, { method: 'PATCH', path, body }),
    stored: async () => (await test.call(secret, '/v1/brands')).body.brands,
    since: async () =>
      (await test.heed.directory.read()).get('clearview')?.profile.acknowledgeOptOutsSince ?? null,
    audited: () =>
      test.heed.database.all(
        test.heed.database.build
          .selectFrom('audit')
          .select(['action', 'subject', 'actor'])
          .where('action', '=', 'brand.update'),
      ),
  };
}

describe('a change of a brand', () => {
  it('is answered as it is stored, with what is shown', async () => {
    const { patch, stored } = await opened();
    const { status, body } = await patch(FULL);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      ...FULL,
      id: 'clearview',
      name: 'Clearview Magnifiers',
      look: {
        light: { accent: '#917300', ground: '#ffffff', on_accent: '#ffffff' },
        dark: { accent: '#ffcc00' },
        corrections: [expect.stringContaining('accent #ffcc00 was darkened to #917300')],
      },
      topics: [{ id: 'offers' }, { id: 'orders' }],
    });
    expect(await stored()).toEqual([body]);
  });

  it('leaves what it does not name, and takes away what it names as null', async () => {
    const { patch } = await opened();
    await patch(FULL);
    const { body } = await patch({ logo: null, support_phone: null, privacy: { phone: null } });
    const { phone: _, ...privacy } = FULL.privacy;
    expect(body).toMatchObject({
      ...FULL,
      logo: null,
      support_phone: null,
      privacy: { ...privacy, phone: null },
    });
    expect((await patch({ colors: null, support_email: null })).body).toMatchObject({
      colors: null,
      support_email: null,
      look: { light: { accent: '#0b5c50' }, corrections: [] },
    });
  });

  it('of the zone keeps the laws, and of the laws the zone', async () => {
    const { patch } = await opened();
    await patch({ policy: { jurisdictions: ['ca-casl'] } });
    expect((await patch({ policy: { zone: 'America/Toronto' } })).body).toMatchObject({
      policy: { zone: 'America/Toronto', jurisdictions: ['ca-casl'] },
    });
  });

  it('keeps the instant when acknowledgements began, until they are switched off', async () => {
    const { patch, since, advance, heed } = await opened();
    const began = heed.now();
    await patch({ acknowledge_opt_outs: true });
    advance(60_000);
    expect((await patch({ acknowledge_opt_outs: true })).body).toMatchObject({ acknowledge_opt_outs: true });
    expect(await since()).toBe(began);
    expect((await patch({ name: 'Other' })).body).toMatchObject({ acknowledge_opt_outs: true });
    expect(await since()).toBe(began);
    await patch({ acknowledge_opt_outs: false });
    expect(await since()).toBeNull();
    await patch({ acknowledge_opt_outs: true });
    expect(await since()).toBe(began + 60_000);
  });

  it('is audited, each with its key', async () => {
    const { patch, audited } = await opened();
    await patch({ name: 'Clearview' });
    expect(await audited()).toEqual([
      { action: 'brand.update', subject: 'clearview', actor: expect.stringMatching(/^key_/) },
    ]);
  });

  it('of a brand that is not there is a problem and no audit row', async () => {
    const { patch, audited } = await opened();
    for (const path of ['/v1/brands/nobody', '/v1/brands/Not%20an%20id']) {
      expect(await patch({ name: 'X' }, path)).toMatchObject({
        status: 404,
        body: { code: 'unknown_brand' },
      });
    }
    expect(await audited()).toEqual([]);
  });

  it('is known at once to this process', async () => {
    const { patch, heed } = await opened();
    await heed.directory.read();
    await patch({ name: 'Clearview' });
    expect((await heed.directory.read()).get('clearview')?.name).toBe('Clearview');
  });

  it('moves no deadline that is running, whatever the new policy would allow', async () => {
    const test = await opened();
    const decisions = await test.key(['decisions', 'people']);
    const optOut = { address: 'ada@example.com', scope: 'clearview', channel: 'phone' };
    await test.call(decisions, '/v1/decisions', { decisions: [optOut] });
    const due = async () =>
      (await test.call(decisions, '/v1/people/lookup', { address: optOut.address })).body.standing;
    const before = await due();
    expect(before).toMatchObject([{ due_at: expect.any(String) }]);
    await test.patch({ policy: { zone: 'Pacific/Pago_Pago', jurisdictions: ['us-can-spam'] } });
    await test.call(decisions, '/v1/decisions', { decisions: [optOut] });
    expect(await due()).toEqual(before);
  });

  it.each([
    ['nothing', {}, ''],
    ['a field there is not', { colour: '#fff' }, ''],
    ['a new id', { id: 'other' }, ''],
    ['an empty name', { name: ' ' }, 'name'],
    ['no name', { name: null }, 'name'],
    ['no postal address', { postal_address: '' }, 'postal_address'],
    ['a zone that is none', { policy: { zone: 'Mars/Olympus' } }, 'policy.zone'],
    ['no law', { policy: { jurisdictions: [] } }, 'policy.jurisdictions'],
    ['one colour', { colors: { accent: '#fff' } }, 'colors.ground'],
    ['a colour by name', { colors: { accent: 'red', ground: '#fff' } }, 'colors.accent'],
    ['a style for a colour', { colors: { accent: '#fff', ground: '#fff;}*{display:none' } }, 'colors.ground'],
    ['a font there is not', { font: 'comic' }, 'font'],
    ['a logo on the web', { logo: 'https://example.com/logo.png' }, 'logo'],
    ['a telephone without digits', { support_phone: 'call us' }, 'support_phone'],
    ['a page for a mail address', { support_email: 'https://example.com' }, 'support_email'],
    ['a language there is not', { language: 'tlh' }, 'language'],
    ['a word for yes', { double_opt_in: 'yes' }, 'double_opt_in'],
    ['no answer', { acknowledge_opt_outs: null }, 'acknowledge_opt_outs'],
    ['a promise there is not', { privacy: { gpc: true } }, 'privacy'],
  ])('may not be %s', async (_, body, path) => {
    const { patch, stored, audited } = await opened();
    const before = await stored();
    expect(await patch(body)).toMatchObject({
      status: 400,
      body: { code: 'invalid_request', errors: [{ path }] },
    });
    expect(await stored()).toEqual(before);
    expect(await audited()).toEqual([]);
  });

  it('needs a key that may set up', async () => {
    const test = await opened();
    const path = '/v1/brands/clearview';
    const links = await test.key(['links']);
    expect((await send(test, links, { method: 'PATCH', path, body: { name: 'X' } })).status).toBe(403);
    expect((await send(test, '', { method: 'PATCH', path, body: { name: 'X' } })).status).toBe(401);
  });
});

describe('a new brand', () => {
  it('may come with all of it', async () => {
    const { call, secret } = await opened();
    const brand = { id: 'soundpage', name: 'Soundpage', postal_address: '2 Main St', ...FULL };
    const { status, body } = await call(secret, '/v1/brands', brand);
    expect(status).toBe(201);
    expect(body).toMatchObject({ ...brand, look: { corrections: [expect.any(String)] }, topics: [] });
    expect((await call(secret, '/v1/brands')).body).toMatchObject({ brands: [{}, body] });
  });

  it('that says nothing has the house look and promises nothing', async () => {
    const { stored } = await opened();
    expect(await stored()).toMatchObject([
      {
        logo: null,
        colors: null,
        font: 'sans',
        language: 'en',
        double_opt_in: false,
        acknowledge_opt_outs: false,
        privacy: { phone: null, postal_address: null, honors_gpc: false },
        look: { corrections: [] },
      },
    ]);
  });
});
