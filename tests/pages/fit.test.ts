import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LANGUAGES, type Language } from '../../src/words/language.ts';
import { launchBrowser } from './browser.ts';
import { fit, largeText, wideText } from './look.ts';
import { openShelf } from './shelf.ts';
import { recordAll } from './states/state.ts';
import { states } from './states.ts';

// A phone of the smallest kind, and what is left of 1280 px at 400 % (WCAG 2.2 SC 1.4.10).
const NARROW = { width: 320, height: 640 };
const PHONE = { width: 390, height: 844 };
const DESK = { width: 1280, height: 900 };

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
}, 60_000);
afterAll(() => browser.close());

/** Looks at every state in a language, in one window; answers what does not fit, by the names of the states. */
async function misfits(language: Language, looks: (page: Page) => Promise<string[]>): Promise<string[]> {
  const recordings = await recordAll(states, language);
  const shelf = await openShelf(recordings);
  const waiting = [...recordings];
  // Two windows, as there are two processors: each takes the next page that nobody has looked at.
  const found = await Promise.all(
    [1, 2].map(async () => {
      const page = await browser.newPage({ viewport: NARROW });
      const problems: string[] = [];
      for (let recording = waiting.shift(); recording !== undefined; recording = waiting.shift()) {
        await page.goto(shelf.urlOf(recording));
        for (const problem of await looks(page)) problems.push(`${recording.state.name}: ${problem}`);
      }
      await page.close();
      return problems;
    }),
  );
  await shelf.close();
  return found.flat();
}

const inWindow = async (page: Page, viewport: typeof NARROW) => {
  await page.setViewportSize(viewport);
  return fit(page);
};

describe('every page in every state', { timeout: 120_000 }, () => {
  it.each(LANGUAGES)('fits into 320 px and nothing is cut off, in %s', async (language) => {
    expect(await misfits(language, fit)).toEqual([]);
  });

  it('fits a desk, and text twice as large or widely set, on a desk and on a phone', async () => {
    const problems = await misfits('en', async (page) => {
      const found = await inWindow(page, DESK);
      await wideText(page);
      found.push(...(await inWindow(page, PHONE)));
      await largeText(page);
      return [...found, ...(await inWindow(page, DESK)), ...(await inWindow(page, PHONE))];
    });
    expect(problems).toEqual([]);
  });
});

describe('the look at what fits', () => {
  it.each([
    ['scrolls sideways', '<main style="width: 500px">wide</main>'],
    ['outside the window', '<p style="margin-left: -30px; overflow-wrap: normal">lost</p>'],
    ['clipped', '<p style="height: 8px; overflow: hidden">cut off</p>'],
    ['on one another', '<p>one</p><p style="margin-top: -40px">two</p>'],
    ['outside its button', '<button style="width: 40px; white-space: nowrap">unsubscribe at once</button>'],
    ['a control on', '<p>text</p><button style="position: absolute; top: 16px">press</button>'],
  ])('finds what %s', async (problem, html) => {
    const page = await browser.newPage({ viewport: NARROW });
    await page.setContent(`<!doctype html><body>${html}`);
    expect((await fit(page)).join()).toContain(problem);
    await page.setContent('<!doctype html><body><p>All is well.</p><button>Press</button>');
    expect(await fit(page)).toEqual([]);
    await page.close();
  });
});
