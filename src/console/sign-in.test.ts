import { describe, expect, it } from 'vitest';
import { openTestHeed } from '../heed.testkit.ts';
import { press, signInPath, storedDoors, textOf } from './console.testkit.ts';

const MINUTE = 60_000;
const EVIL = { origin: 'https://evil.example' };

describe('a sign-in link', () => {
  it('changes nothing when it is looked at, by GET, HEAD or OPTIONS', async () => {
    const test = await openTestHeed();
    const path = await signInPath(test);
    const before = await storedDoors(test);
    for (const method of ['GET', 'HEAD', 'OPTIONS', 'GET']) {
      const response = await test.app.request(path, { method });
      expect(response.headers.get('set-cookie')).toBeNull();
    }
    expect(await storedDoors(test)).toEqual(before);
    const page = textOf(await (await test.app.request(path)).text());
    expect(page).toContain('Sign in to the console');
    expect((await press(test, path)).status).toBe(303);
  });

  it('signs in with one press, and never again', async () => {
    const test = await openTestHeed();
    const path = await signInPath(test);
    const first = await press(test, path);
    expect(first.status).toBe(303);
    expect(first.headers.get('location')).toBe('/console');
    const cookie = first.headers.get('set-cookie')?.split(';')[0] ?? '';
    expect((await test.app.request('/console', { headers: { cookie } })).status).toBe(200);

    for (const again of [await press(test, path), await test.app.request(path)]) {
      expect(again.status).toBe(404);
      expect(again.headers.get('set-cookie')).toBeNull();
      const page = textOf(await again.text());
      expect(page).toContain('This sign-in link does not work any more');
      expect(page).toContain('run heed admin link');
    }
    expect((await storedDoors(test)).sessions).toHaveLength(1);
  });

  it('of two presses at once lets in one', async () => {
    const test = await openTestHeed();
    const path = await signInPath(test);
    const statuses = (await Promise.all([press(test, path), press(test, path)])).map(({ status }) => status);
    expect(statuses.toSorted((one, other) => one - other)).toEqual([303, 404]);
  });

  it('works for 15 minutes', async () => {
    const test = await openTestHeed();
    const path = await signInPath(test);
    test.advance(15 * MINUTE - 1);
    expect((await test.app.request(path)).status).toBe(200);
    test.advance(1);
    expect((await test.app.request(path)).status).toBe(404);
    expect((await press(test, path)).status).toBe(404);
    expect((await storedDoors(test)).sessions).toEqual([]);
  });

  it('that never was one looks like one that is used up', async () => {
    const test = await openTestHeed();
    const path = await signInPath(test);
    await press(test, path);
    const used = await (await test.app.request(path)).text();
    expect(await (await test.app.request('/console/sign-in/made-up')).text()).toBe(used);
  });

  it('gives a cookie that scripts, other sites and other pages do not get', async () => {
    const test = await openTestHeed();
    const cookie = (await press(test, await signInPath(test))).headers.get('set-cookie') ?? '';
    expect(cookie.split('; ').slice(1).sort()).toEqual(
      ['HttpOnly', `Max-Age=${12 * 3_600}`, 'Path=/console', 'SameSite=Lax', 'Secure'].sort(),
    );
  });

  it('gives a cookie that plain http can carry where that is the base URL', async () => {
    const test = await openTestHeed({ baseUrl: 'http://localhost:8787' });
    const cookie = (await press(test, await signInPath(test))).headers.get('set-cookie');
    expect(cookie).toContain('HttpOnly');
    expect(cookie).not.toContain('Secure');
  });
});

describe('a form of another site', () => {
  it.each([
    ['another origin', EVIL],
    ['another fetch site', { 'sec-fetch-site': 'cross-site' }],
  ])('is refused for %s, and the link is not used up', async (_, headers) => {
    const test = await openTestHeed();
    const path = await signInPath(test);
    const refused = await press(test, path, headers);
    expect(refused.status).toBe(403);
    expect(refused.headers.get('set-cookie')).toBeNull();
    expect(textOf(await refused.text())).toContain('Nothing has been changed');
    expect((await press(test, path, { origin: 'https://heed.example' })).status).toBe(303);
  });
});
