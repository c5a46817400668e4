import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LANGUAGES, type Language } from '../../../src/words/language.ts';
import { launchBrowser } from '../browser.ts';
import { fit, NARROW } from '../look.ts';
import { recorded } from '../recorded.ts';
import { openShelf } from '../shelf.ts';

// English and Arabic are looked at in access.ts, where they are open anyway.
const OTHERS = LANGUAGES.filter((language) => language !== 'en' && language !== 'ar');

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
}, 60_000);
afterAll(() => browser.close());

/** Looks at every state in a language, in a narrow window; answers what does not fit, by the names of the states. */
async function misfits(language: Language): Promise<string[]> {
  const recordings = await recorded(language);
  const shelf = await openShelf(recordings);
  const waiting = [...recordings];
  // Two windows, as there are two processors: each takes the next page that nobody has looked at.
  const found = await Promise.all(
    [1, 2].map(async () => {
      const page = await browser.newPage({ viewport: NARROW });
      const problems: string[] = [];
      for (let recording = waiting.shift(); recording !== undefined; recording = waiting.shift()) {
        await page.goto(shelf.urlOf(recording));
        for (const problem of await fit(page)) problems.push(`${recording.state.name}: ${problem}`);
      }
      await page.close();
      return problems;
    }),
  );
  await shelf.close();
  return found.flat();
}

describe('every page in every state', { timeout: 120_000 }, () => {
  it.each(OTHERS)('fits into 320 px and nothing is cut off, in %s', async (language) => {
    expect(await misfits(language)).toEqual([]);
  });
});
