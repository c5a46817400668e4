import { describe, expect, it } from 'vitest';
import { openTestHeed, TEST_START } from '../heed.testkit.ts';
import { migrate } from '../store/migrate.ts';
import { openDatabase } from '../store/open.ts';
import { press, signedInCookie, storedDoors, textOf } from './console.testkit.ts';

const HOUR = 3_600_000;

describe('without a session', () => {
  it.each(['/console', '/console/', '/console/anything', '/console?x=1'])(
    '%s answers 401 and how to get in',
    async (path) => {
      const { app } = await openTestHeed();
      const response = await app.request(path);
      expect(response.status).toBe(401);
      expect(textOf(await response.text())).toContain('run heed admin link');
    },
  );

  it('neither a made-up cookie nor one that is too old helps', async () => {
    const test = await openTestHeed();
    const cookie = await signedInCookie(test);
    const statusWith = async (value: string) =>
      (await test.app.request('/console', { headers: { cookie: value } })).status;
    expect(await statusWith('heed_session=made-up')).toBe(401);
    test.advance(12 * HOUR - 1);
    expect(await statusWith(cookie)).toBe(200);
    test.advance(1);
    expect(await statusWith(cookie)).toBe(401);
  });

  it('the answer is kept nowhere, framed nowhere and tells nobody where it came from', async () => {
    const { headers } = await (await openTestHeed()).app.request('/console');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('strict-transport-security')).not.toBeNull();
  });
});

describe('signing out', () => {
  it('ends the session and takes the cookie back', async () => {
    const test = await openTestHeed();
    const cookie = await signedInCookie(test);
    const response = await press(test, '/console/sign-out', { cookie });
    expect(response.status).toBe(200);
    expect(textOf(await response.text())).toContain('You are signed out');
    expect(response.headers.get('set-cookie')).toMatch(/^heed_session=;.*Max-Age=0.*Path=\/console/);
    expect((await storedDoors(test)).sessions).toEqual([]);
    expect((await test.app.request('/console', { headers: { cookie } })).status).toBe(401);
  });

  it('is not done by a form of another site', async () => {
    const test = await openTestHeed();
    const cookie = await signedInCookie(test);
    expect((await press(test, '/console/sign-out', { cookie, origin: 'https://evil.example' })).status).toBe(
      403,
    );
    expect((await test.app.request('/console', { headers: { cookie } })).status).toBe(200);
  });

  it('is not done by a GET', async () => {
    const test = await openTestHeed();
    const cookie = await signedInCookie(test);
    expect((await test.app.request('/console/sign-out', { headers: { cookie } })).status).toBe(404);
    expect((await test.app.request('/console', { headers: { cookie } })).status).toBe(200);
  });
});

it('says 503 and keeps quiet about the reason when the database is away', async () => {
  const database = openDatabase('sqlite::memory:');
  await migrate(database, TEST_START);
  let away = false;
  const all: typeof database.all = (query) => {
    if (away) throw new Error('connection to 10.0.0.7 lost');
    return database.all(query);
  };
  const test = await openTestHeed({ database: { ...database, all } });
  const cookie = await signedInCookie(test);
  away = true;
  const response = await test.app.request('/console', { headers: { cookie } });
  expect(response.status).toBe(503);
  expect(response.headers.get('retry-after')).toBe('30');
  expect(response.headers.get('content-security-policy')).not.toBeNull();
  expect(await response.text()).not.toContain('10.0.0.7');
});
