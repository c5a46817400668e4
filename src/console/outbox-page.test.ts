import { describe, expect, it } from 'vitest';
import { addClearview, openTestHeed, type TestHeed } from '../heed.testkit.ts';
import type { HeedParts } from '../heed.ts';
import type { Compose } from '../mail/mail.ts';
import { LETTERS } from '../mail/testing/letters.ts';
import { signedInCookie, textOf } from './console.testkit.ts';

const compose: Compose = async ({ to, kind }) => ({
  to,
  subject: `About <${kind}>`,
  html: `<style>p{color:red}</style><p>${kind}</p><script>alert(1)</script>`,
  text: `Hello,\n\nthis is ${kind}.`,
});

async function opened(parts: Partial<HeedParts> = {}) {
  const test = await openTestHeed({ compose, ...parts });
  await addClearview(test);
  const cookie = await signedInCookie(test);
  const get = (path: string) => test.app.request(path, { headers: { cookie } });
  return { ...test, test, get, text: async (path: string) => textOf(await (await get(path)).text()) };
}

function tick({ heed }: Pick<TestHeed, 'heed'>) {
  return heed.mail({ millisMax: 1_000 });
}

describe('the outbox in the console', () => {
  it.each(['/console/outbox', '/console/outbox/one', '/console/outbox/one/html'])(
    'shows nothing of %s to those who are not signed in',
    async (path) => {
      const { app, heed, ...test } = await openTestHeed({ compose });
      await heed.enqueue(LETTERS.manage_link, { id: 'one' });
      await tick({ ...test, heed });
      const response = await app.request(path);
      expect(response.status).toBe(401);
      expect(await response.text()).not.toContain('jane');
      expect(response.headers.get('cache-control')).toBe('no-store');
    },
  );

  it('is linked from the first page, and says when nothing was written yet', async () => {
    const { get, text } = await opened();
    expect(await (await get('/console')).text()).toContain('href="/console/outbox"');
    expect(await text('/console/outbox')).toContain('Nothing has been written yet.');
  });

  it('says that mails are kept here, and shows whose they are', async () => {
    const { heed, text, get } = await opened();
    await heed.enqueue(LETTERS.manage_link, { id: 'one' });
    await tick({ heed });
    const page = await text('/console/outbox');
    expect(page).toContain('There is no way for mails to leave');
    expect(page).toContain('Link to all preferences');
    expect(page).toContain('jane@example.com');
    expect(page).toContain('kept here');
    expect(await (await get('/console/outbox')).text()).toContain('href="/console/outbox/one"');
  });

  it('shows an address masked while its mail waits, with the code and the next try', async () => {
    const { heed, text } = await opened({
      sendMail: async () => ({ kind: 'retry', code: 'smtp_451', afterMillis: 60_000 }),
    });
    await heed.enqueue(LETTERS.manage_link);
    await tick({ heed });
    const page = await text('/console/outbox');
    expect(page).toContain('j…@e….com');
    expect(page).not.toContain('jane');
    expect(page).toMatch(/waiting, next try in 1 min\s*smtp_451/);
    expect(page).not.toContain('There is no way');
  });

  it('shows no address of a mail that has left, and does not open it', async () => {
    const { heed, text, get } = await opened({ sendMail: async () => ({ kind: 'sent' }) });
    await heed.enqueue(LETTERS.manage_link, { id: 'one' });
    await tick({ heed });
    expect(await text('/console/outbox')).toMatch(/Address not kept.*sent/s);
    expect((await get('/console/outbox/one')).status).toBe(404);
    expect((await get('/console/outbox/one/html')).status).toBe(404);
  });

  it('shows fifty at a time, with a way to the older and back to the newest', async () => {
    const { heed, get } = await opened();
    for (let number = 100; number < 151; number++) {
      await heed.enqueue({ ...LETTERS.manage_link, to: `p${number}@example.com` }, { id: `m${number}` });
    }
    await tick({ heed });
    const first = await (await get('/console/outbox')).text();
    expect(first.match(/p\d+@example\.com/g)).toHaveLength(50);
    const [, older = ''] = /href="(\/console\/outbox\?after=[^"]+)"/.exec(first) ?? [];
    const second = await (await get(older)).text();
    expect(second.match(/p\d+@example\.com/g)).toEqual(['p100@example.com']);
    expect(second).toContain('<a href="/console/outbox">Newest</a>');
    expect(second).not.toContain('?after=');
  });
});

describe('a captured mail', () => {
  async function captured() {
    const all = await opened();
    await all.heed.enqueue({ ...LETTERS.manage_link, language: 'de' }, { id: 'one' });
    await tick(all);
    return all;
  }

  it('is shown with its envelope and its text, as text', async () => {
    const { get } = await captured();
    const html = await (await get('/console/outbox/one')).text();
    expect(html).toContain('About &lt;manage_link&gt;');
    const page = textOf(html);
    expect(page).toContain('Clearview Magnifiers');
    expect(page).toContain('jane@example.com');
    expect(page).toContain('this is manage_link.');
    expect(html).toContain('href="/console/outbox/one/html"');
    expect(html).not.toMatch(/<script|<iframe|<style/);
  });

  it('has its HTML on a page that may do nothing', async () => {
    const { get } = await captured();
    const response = await get('/console/outbox/one/html');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toMatch(/^text\/html/);
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox;");
    expect(policy).not.toContain('allow-');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('referrer-policy')).toBe('no-referrer');
    expect(await response.text()).toContain('<p>manage_link</p>');
  });

  it('that is not there is a page that is not there, with the policy of pages', async () => {
    const { get } = await captured();
    for (const path of ['/console/outbox/two', '/console/outbox/two/html']) {
      const response = await get(path);
      expect(response.status).toBe(404);
      expect(response.headers.get('content-security-policy')).not.toContain('unsafe-inline');
    }
  });

  it('whose template fails says so, and logs no address', async () => {
    const { heed, get, logged } = await opened({
      compose: ({ to }) => Promise.reject(new Error(`no template for ${to}`)),
    });
    await heed.enqueue(LETTERS.manage_link, { id: 'one' });
    await tick({ heed });
    const response = await get('/console/outbox/one');
    expect(response.status).toBe(500);
    expect(textOf(await response.text())).toContain('This mail cannot be shown');
    expect(logged.join()).toContain('mail.compose_failed');
    expect(logged.join()).not.toContain('@');
  });
});
