import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAdminLink } from '../../src/access/admin-session.ts';
import { addClearview, openTestHeed, type TestHeed } from '../../src/heed.testkit.ts';
import { serveHeed } from '../../src/node/serve.ts';
import { sleep } from '../../src/propagation/wake.ts';
import { pages as words } from '../../src/words/en/pages.ts';
import { launchBrowser } from './browser.ts';

const CLEARVIEW = 'Clearview Magnifiers';

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
}, 60_000);

afterAll(() => browser.close());

async function served(
  work: (test: TestHeed & { origin: string; unsubscribe: string; preferences: string }) => Promise<void>,
) {
  const test = await openTestHeed({ sleep });
  await addClearview(test);
  const serving = await serveHeed(test.heed, { port: 0, hostname: '127.0.0.1' });
  const origin = `http://127.0.0.1:${serving.port}`;
  const order = { scope: 'clearview/offers', addresses: ['ada@example.com'] };
  const { body } = await test.call(await test.key(['links']), '/v1/links', order);
  const [links] = body.links as { unsubscribe_url: string; preferences_url: string }[]; // the API's own shape
  const here = (url = '') => origin + new URL(url).pathname;
  try {
    await work({
      ...test,
      origin,
      unsubscribe: here(links?.unsubscribe_url),
      preferences: here(links?.preferences_url),
    });
  } finally {
    await serving.stop();
    await test.heed.database.close();
  }
}

const entriesOf = ({ heed }: TestHeed) =>
  heed.database.all(heed.database.build.selectFrom('ledger').select(['kind', 'scope', 'channel']));

describe('a browser', { timeout: 60_000 }, () => {
  it('that runs scripts, as mail scanners do, changes nothing by opening every page and waiting', async () => {
    await served(async (test) => {
      const { heed } = test;
      const secret = await createAdminLink(heed.database, 'ada', { random: heed.random, now: heed.now() });
      const context = await browser.newContext();
      const page = await context.newPage();
      for (const url of [
        test.unsubscribe,
        test.preferences,
        `${test.origin}/console/sign-in/${secret}`,
        `${test.origin}/console`,
      ]) {
        await page.goto(url, { waitUntil: 'networkidle' });
      }
      expect(await entriesOf(test)).toEqual([]);
      expect(await context.cookies()).toEqual([]);
      await context.close();
    });
  });

  it('without scripts unsubscribes in two presses from a mail, stops more, and undoes it', async () => {
    await served(async (test) => {
      const page = await browser.newPage({ javaScriptEnabled: false });
      await page.goto(test.unsubscribe); // the first press: the link in the mail
      await page
        .getByRole('button', { name: words.ask.button(words.what.topic('Offers', CLEARVIEW)) })
        .click();
      expect(await page.title()).toContain(words.done.title);
      await page.getByRole('button', { name: words.stop.brand(CLEARVIEW) }).click();
      await page.getByRole('button', { name: words.done.undo }).click();
      expect(await page.title()).toContain(words.undone.title);
      expect(await entriesOf(test)).toEqual([
        { kind: 'opt_out', scope: 'clearview/offers', channel: 'page' },
        { kind: 'opt_out', scope: 'clearview', channel: 'page' },
        { kind: 'undo', scope: 'clearview', channel: 'page' },
      ]);
      await page.close();
    });
  });

  it('works with the keyboard alone, and nothing scrolls sideways at 320 px', async () => {
    await served(async (test) => {
      const page = await browser.newPage({ javaScriptEnabled: false, viewport: { width: 320, height: 640 } });
      await page.goto(test.unsubscribe);
      const sideways = () => page.evaluate<boolean>('document.documentElement.scrollWidth > innerWidth');
      expect(await sideways()).toBe(false);
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await page.waitForURL('**/u/*');
      await page.getByRole('heading', { level: 1, name: words.done.title }).waitFor();
      expect(await sideways()).toBe(false);
      expect(await entriesOf(test)).toHaveLength(1);
      await page.close();
    });
  });
});
