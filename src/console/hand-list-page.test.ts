import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { addClearview, openTestHeed } from '../heed.testkit.ts';
import { attestationsOf } from '../senders/attestation.ts';
import { recordOptOut, signedInCookie, textOf } from './console.testkit.ts';

const LIST = '/console/senders/printed/list';

async function opened() {
  const test = await openTestHeed();
  await addClearview(test);
  const setup = await test.key(['setup']);
  for (const [id, kind] of [
    ['printed', 'manual'],
    ['press', 'feed'],
  ]) {
    const name = `The <${id}>`;
    await test.call(setup, '/v1/senders', { id, name, kind, brands: ['clearview'] });
  }
  const cookie = await signedInCookie(test);
  const get = (path: string) => test.app.request(path, { headers: { cookie } });
  const post = (path: string, form: Record<string, string> = {}, headers: Record<string, string> = {}) =>
    test.app.request(path, {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/x-www-form-urlencoded', ...headers },
      body: new URLSearchParams(form).toString(),
    });
  return {
    ...test,
    test,
    setup,
    get,
    post,
    html: async (path = LIST) => (await get(path)).text(),
    text: async (path = LIST) => textOf(await (await get(path)).text()),
    download: async () => {
      const response = await post(`${LIST}/file`);
      const text = await response.text();
      return { response, text, sha256: createHash('sha256').update(text).digest('hex') };
    },
    attestations: () => attestationsOf(test.heed.database, 'printed'),
  };
}

describe('the page about lists that are carried by hand', () => {
  it('says what waits and by when, and leads there from the first page', async () => {
    const { test, text, html } = await opened();
    expect(await text()).toContain('Nothing waits: everything was applied.');
    await recordOptOut(test);
    expect(await html('/console')).toContain(`href="${LIST}"`);
    expect(await text('/console')).toContain('1 waiting to be carried there by hand.');
    const page = await text();
    expect(page).toContain(
      '1 entry waits to be carried there. The oldest is due by the end of December 8, 2026',
    );
    expect(page).toContain('Write a list first.');
  });

  it('hands out the file as an attachment, which holds what waits', async () => {
    const { test, download, html, text } = await opened();
    await recordOptOut(test, { by: 'jane' });
    const { response, text: file, sha256 } = await download();
    expect(response.status).toBe(200);
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="printed-1.csv"');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(file).toContain('jane@example.com,yes,');
    expect(await html()).toContain(`value="${sha256}"`);
    expect(await text()).toMatch(/1 person\s*Written November 23, 2026 at .* by ada\./);
    expect(await html()).not.toContain('@');
  });

  it('takes a person’s word for the list they chose, once', async () => {
    const { test, heed, download, post, text, attestations } = await opened();
    await recordOptOut(test);
    const { sha256 } = await download();
    const form = { list: sha256, name: 'Ada Lovelace', at: '', press: 'attest' };
    const done = await post(LIST, form);
    expect([done.status, done.headers.get('location')]).toEqual([303, `${LIST}?done=1`]);
    expect(await text(`${LIST}?done=1`)).toContain('Recorded: the list of 1 person is in force.');
    expect(await attestations()).toMatchObject([
      { name: 'Ada Lovelace', fileSha256: sha256, actor: 'ada', appliedAt: heed.now() },
    ]);
    expect(await text()).toMatch(/Applied, by the word of Ada Lovelace, recorded November 23, 2026/);
    const again = await post(LIST, form);
    expect(again.headers.get('location')).toBe(`${LIST}?done=before`);
    expect(await attestations()).toHaveLength(1);
  });

  it('asks once about a list that was written twice', async () => {
    const { test, download, advance, html } = await opened();
    await recordOptOut(test);
    const { sha256 } = await download();
    advance(60_000);
    expect((await download()).sha256).toBe(sha256);
    expect((await html()).match(new RegExp(`value="${sha256}"`, 'g'))).toHaveLength(1);
    expect((await html()).match(/Not attested\./g)).toHaveLength(2);
  });

  it('reads the time by the clock of the brand', async () => {
    const { test, advance, download, post, attestations } = await opened();
    await recordOptOut(test);
    const { sha256 } = await download();
    advance(3 * 3_600_000);
    await post(LIST, { list: sha256, name: 'Ada Lovelace', at: '2026-11-23T10:30' });
    // 15:30 UTC is 10:30 in New York.
    expect(await attestations()).toMatchObject([{ appliedAt: Date.parse('2026-11-23T15:30:00Z') }]);
  });

  it('shows what is wrong at its field, keeps what was typed, and writes nothing', async () => {
    const { test, download, post, attestations } = await opened();
    await recordOptOut(test);
    const { sha256 } = await download();
    const wrong = async (form: Record<string, string>) => {
      const response = await post(LIST, form);
      return { status: response.status, html: await response.text() };
    };
    const empty = await wrong({ name: '', at: 'noon' });
    expect(empty.status).toBe(400);
    expect(empty.html).toContain('<title>Error: Lists for The &lt;printed&gt; – Heed console</title>');
    for (const field of ['list-0', 'name', 'at']) expect(empty.html).toContain(`href="#${field}"`);
    expect(empty.html).toContain('id="name-error"');
    const future = await wrong({ list: sha256, name: 'Ada "A" <b>', at: '2026-11-24T10:30' });
    expect(future.html).toContain('That is in the future.');
    expect(future.html).toContain('value="Ada &quot;A&quot; &lt;b&gt;"');
    expect(future.html).toContain('value="2026-11-24T10:30"');
    expect(future.html).toMatch(new RegExp(`value="${sha256}"[^>]* checked`));
    expect((await wrong({ list: sha256, name: 'Ada', at: '2026-11-23T09:00' })).html).toContain(
      'before the list',
    );
    expect((await wrong({ list: '0'.repeat(64), name: 'Ada' })).html).toContain('Choose the list');
    expect(await attestations()).toEqual([]);
  });

  it('is for those who are signed in, for forms of its own, and for senders told by hand', async () => {
    const { test, get, post, app, heed } = await opened();
    await recordOptOut(test);
    for (const path of [LIST, `${LIST}/file`]) {
      expect((await app.request(path, { method: 'POST' })).status).toBe(401);
      expect((await post(path, {}, { origin: 'https://elsewhere.example' })).status).toBe(403);
    }
    expect((await get('/console/senders/press/list')).status).toBe(404);
    expect((await get('/console/senders/nobody/list')).status).toBe(404);
    expect((await get(`${LIST}/file`)).status).toBe(404);
    expect(await heed.database.all(heed.database.build.selectFrom('hand_list').select('id'))).toEqual([]);
  });

  it('of a sender that was retired shows its history and no form', async () => {
    const { test, setup, call, html, text, download, post } = await opened();
    await recordOptOut(test);
    const { sha256 } = await download();
    const reason = 'The catalog is not printed any more.';
    await call(setup, '/v1/senders/printed/attestations', { kind: 'retired', name: 'Ada', reason });
    expect(await text()).toContain('This sender was retired.');
    expect(await html()).toContain(sha256);
    expect(await html()).not.toContain(`action="${LIST}`);
    expect((await post(`${LIST}/file`)).status).toBe(303);
    expect((await post(LIST, { list: sha256, name: 'Ada' })).status).toBe(303);
    expect(await text('/console')).toMatch(/Retired senders.*The <printed>, since November 23, 2026/s);
  });
});
