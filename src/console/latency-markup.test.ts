import { describe, expect, it } from 'vitest';
import { openTestHeed } from '../heed.testkit.ts';
import {
  carry,
  latencyPageOf,
  openWithSender,
  recordOptOut,
  signedInCookie,
  textOf,
} from './console.testkit.ts';

describe('the first page', () => {
  it('shows a name that looks like markup as text', async () => {
    const html = await latencyPageOf(await openWithSender('<script>alert(1)</script>'));
    expect(html).not.toContain('<script');
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  });

  it('holds no address, no style and no script', async () => {
    const test = await openWithSender();
    test.outbound.answer(500);
    await recordOptOut(test, { by: 'jane.doe' });
    await carry(test);
    const html = await latencyPageOf(test);
    expect(html).not.toMatch(/@|jane|doe/i);
    expect(html).not.toMatch(/<script|<style|style=|\son\w+=/i);
  });

  it('is built of one heading, headed sections, a caption and scoped headers', async () => {
    const test = await openWithSender();
    await recordOptOut(test);
    await carry(test);
    const html = await latencyPageOf(test);
    expect(html.match(/<h1/g)).toHaveLength(1);
    expect(html).toContain('<title>How long opt-outs take – Heed console</title>');
    expect(html.match(/<caption>/g)).toHaveLength(1);
    expect(html.match(/<th(?=[ >])/g)?.length).toBe(html.match(/<th scope="(col|row)"/g)?.length);
    expect(html).toContain('<section aria-labelledby="sender-newsletter"');
  });

  it('is not there for other paths, even to those who are signed in', async () => {
    const test = await openTestHeed();
    const response = await test.app.request('/console/nowhere', {
      headers: { cookie: await signedInCookie(test) },
    });
    expect(response.status).toBe(404);
    expect(textOf(await response.text())).toContain('There is no such page');
  });
});
