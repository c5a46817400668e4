import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, it } from 'vitest';
import type { Language } from '../../../src/words/language.ts';
import { launchBrowser } from '../browser.ts';
import {
  axeProblems,
  controls,
  DESK,
  fit,
  forcedEdges,
  largeText,
  motion,
  NARROW,
  PHONE,
  prepareAxe,
  wideText,
} from '../look.ts';
import { recorded } from '../recorded.ts';
import { openShelf, type Shelf } from '../shelf.ts';
import { fileName, withoutTokens } from '../states/state.ts';
import { states } from '../states.ts';

// Two tabs, as there are two processors: each test takes the one that is free first.
const TABS = 2;

let browser: Browser;
let shelf: Shelf;
const free: Page[] = [];
const waiting: ((page: Page) => void)[] = [];

beforeAll(async () => {
  const all = [...(await recorded('en')), ...(await recorded('ar'))];
  [browser, shelf] = await Promise.all([launchBrowser(), openShelf(all)]);
  for (let tab = 0; tab < TABS; tab += 1) {
    const page = await browser.newPage();
    await prepareAxe(page);
    free.push(page);
  }
}, 120_000);

afterAll(async () => {
  await browser.close();
  await shelf.close();
});

async function inTab<T>(work: (page: Page) => Promise<T>): Promise<T> {
  const page = free.pop() ?? (await new Promise<Page>((resolve) => waiting.push(resolve)));
  try {
    return await work(page);
  } finally {
    const next = waiting.shift();
    if (next === undefined) free.push(page);
    else next(page);
  }
}

/** Opens a state on a phone as daylight shows it; answers what it loaded. */
async function open(page: Page, name: string, language: Language = 'en'): Promise<string[]> {
  const recording = (await recorded(language)).find(({ state }) => state.name === name);
  if (recording === undefined) throw new Error(`${name} was not recorded`);
  const loaded: string[] = [];
  const note = (request: { url(): string }) => void loaded.push(new URL(request.url()).pathname);
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none', reducedMotion: 'no-preference' });
  await page.setViewportSize(PHONE);
  page.on('request', note);
  await page.goto(shelf.urlOf(recording));
  page.off('request', note);
  return loaded.filter((path) => path !== ','); // the icon, which is `data:,` and asks nobody
}

/** The problems of one look, each with where it was found. */
async function found(where: string, problems: Promise<string[]>): Promise<string[]> {
  return (await problems).map((problem) => `${where}: ${problem}`);
}

async function inWindow(page: Page, window: typeof PHONE): Promise<string[]> {
  await page.setViewportSize(window);
  return fit(page);
}

/** What is wrong for whoever hears the page, or uses it without a mouse, or in the light that is on. */
async function inDaylight(page: Page): Promise<string[]> {
  return [
    ...(await found('light', axeProblems(page, 'all'))),
    ...(await found('controls', controls(page))),
    ...(await found('320 px', inWindow(page, NARROW))),
    ...(await found('desk', inWindow(page, DESK))),
  ];
}

/** What is wrong where the reader's own wishes change the looks. */
async function inOtherLights(page: Page): Promise<string[]> {
  await page.setViewportSize(PHONE);
  await page.emulateMedia({ colorScheme: 'dark' });
  const problems = [
    ...(await found('dark', axeProblems(page, 'colors'))),
    ...(await found('dark', controls(page))),
  ];
  await page.emulateMedia({ forcedColors: 'active' });
  problems.push(
    ...(await found('forced colors', forcedEdges(page))),
    ...(await found('forced colors', fit(page))),
    ...(await found('forced colors', controls(page))),
  );
  await page.emulateMedia({ forcedColors: 'none', reducedMotion: 'reduce' });
  return [...problems, ...(await found('less motion', motion(page)))];
}

/** What does not fit when text is set widely, and then twice as large, too. */
async function withOtherText(page: Page): Promise<string[]> {
  await wideText(page);
  const problems = await found('wide text, phone', inWindow(page, PHONE));
  await largeText(page);
  return [
    ...problems,
    ...(await found('large and wide text, phone', inWindow(page, PHONE))),
    ...(await found('large and wide text, desk', inWindow(page, DESK))),
  ];
}

async function rightToLeft(page: Page, name: string): Promise<string[]> {
  await open(page, name, 'ar');
  return [
    ...(await found('right to left', axeProblems(page, 'all'))),
    ...(await found('right to left, 320 px', inWindow(page, NARROW))),
  ];
}

describe.concurrent('every page in every state, seen, heard and used', { timeout: 60_000 }, () => {
  it.for(states)('$name', async (state, { expect }) => {
    await inTab(async (page) => {
      const { name } = state;
      const loaded = await open(page, name);
      expect(loaded).toEqual([expect.stringMatching(/^\/state\//), expect.stringMatching(/\.css$/)]);
      // What a screen reader says, in its order: read the file as one would hear it.
      const heard = withoutTokens(await page.locator('body').ariaSnapshot());
      await expect(`${heard}\n`).toMatchFileSnapshot(`snapshots/${fileName(state)}.yml`);
      expect([
        ...(await inDaylight(page)),
        ...(await inOtherLights(page)),
        ...(await withOtherText(page)),
        ...(await rightToLeft(page, name)),
      ]).toEqual([]);
    });
  });
});
