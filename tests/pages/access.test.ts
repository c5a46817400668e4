import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Language } from '../../src/words/language.ts';
import { launchBrowser } from './browser.ts';
import { axeProblems, controls, fit, forcedEdges, motion, prepareAxe } from './look.ts';
import { openShelf, type Shelf } from './shelf.ts';
import { type Recording, recordAll } from './states/state.ts';
import { states } from './states.ts';

const PHONE = { width: 390, height: 844 };

let browser: Browser;
let page: Page;
let shelf: Shelf;
let recordings: readonly Recording[] = [];

beforeAll(async () => {
  recordings = [...(await recordAll(states)), ...(await recordAll(states, 'ar'))];
  [browser, shelf] = await Promise.all([launchBrowser(), openShelf(recordings)]);
  page = await browser.newPage({ viewport: PHONE });
}, 120_000);

afterAll(async () => {
  await browser.close();
  await shelf.close();
});

/** Opens a state as daylight shows it; answers what it loaded. */
async function open(name: string, language: Language = 'en'): Promise<string[]> {
  const recording = recordings.find((one) => one.state.name === name && one.language === language);
  if (recording === undefined) throw new Error(`${name} was not recorded`);
  const loaded: string[] = [];
  const note = (request: { url(): string }) => void loaded.push(request.url());
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none', reducedMotion: 'no-preference' });
  page.on('request', note);
  await page.goto(shelf.urlOf(recording), { waitUntil: 'networkidle' });
  page.off('request', note);
  await prepareAxe(page);
  return loaded.filter((url) => !url.startsWith('data:'));
}

/** The problems of one look, each with where it was found. */
async function found(where: string, problems: Promise<string[]>): Promise<string[]> {
  return (await problems).map((problem) => `${where}: ${problem}`);
}

describe('every page in every state, seen and unseen', { timeout: 30_000 }, () => {
  it.each(states)('$name', async ({ name }) => {
    expect(await open(name)).toEqual([expect.stringContaining('/state/'), expect.stringMatching(/\.css$/)]);
    const problems = [
      ...(await found('light', axeProblems(page, 'all'))),
      ...(await found('controls', controls(page))),
    ];
    await page.emulateMedia({ colorScheme: 'dark' });
    problems.push(
      ...(await found('dark', axeProblems(page, 'colors'))),
      ...(await found('dark', controls(page))),
    );
    await page.emulateMedia({ forcedColors: 'active' });
    problems.push(
      ...(await found('forced colors', forcedEdges(page))),
      ...(await found('forced colors', fit(page))),
    );
    problems.push(...(await found('forced colors', controls(page))));
    await page.emulateMedia({ forcedColors: 'none', reducedMotion: 'reduce' });
    problems.push(...(await found('less motion', motion(page))));
    await open(name, 'ar');
    problems.push(...(await found('right to left', axeProblems(page, 'all'))));
    expect(problems).toEqual([]);
  });
});
