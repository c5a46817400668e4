import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Language } from '../../src/words/language.ts';
import { launchBrowser } from './browser.ts';
import { axeProblems, controls, fit, forcedEdges, motion, prepareAxe } from './look.ts';
import { openShelf, type Shelf } from './shelf.ts';
import { fileName, type Recording, recordAll, withoutTokens } from './states/state.ts';
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
  await prepareAxe(page);
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
  await page.goto(shelf.urlOf(recording), { waitUntil: 'load' });
  page.off('request', note);
  return loaded.filter((url) => !url.startsWith('data:'));
}

/** The problems of one look, each with where it was found. */
async function found(where: string, problems: Promise<string[]>): Promise<string[]> {
  return (await problems).map((problem) => `${where}: ${problem}`);
}

describe('every page in every state, seen and unseen', { timeout: 30_000 }, () => {
  it.each(states)('$name', async (state) => {
    const { name } = state;
    expect(await open(name)).toEqual([expect.stringContaining('/state/'), expect.stringMatching(/\.css$/)]);
    // What a screen reader says, in its order: read the file as one would hear it.
    const heard = withoutTokens(await page.locator('body').ariaSnapshot());
    await expect(`${heard}\n`).toMatchFileSnapshot(`snapshots/${fileName(state)}.yml`);
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

describe('the looks themselves', { timeout: 30_000 }, () => {
  async function show(html: string): Promise<void> {
    const body = `<!doctype html><html lang="en"><title>A page</title>${html}`;
    const answer = { body, contentType: 'text/html' };
    // At home nowhere, and so under no policy that forbids what is to be found.
    await page.route('http://look.test/', (route) => route.fulfill(answer), { times: 1 });
    await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none', reducedMotion: 'no-preference' });
    await page.goto('http://look.test/');
  }

  it('find what axe finds, in the light that is on', async () => {
    await show(
      '<style>@media (prefers-color-scheme: dark) { p { color: #222; background: #000 } }</style><main><h1>One</h1><p>two</p><img src="data:,"></main>',
    );
    expect((await axeProblems(page, 'all')).map((text) => text.split(':')[0])).toEqual(['image-alt']);
    expect(await axeProblems(page, 'colors')).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect((await axeProblems(page, 'colors')).map((text) => text.split(':')[0])).toEqual(['color-contrast']);
  });

  it('find controls that are small, show no focus, or have no edge', async () => {
    await show('<style>button { border: 0; width: 20px; outline: 0 }</style><button id="small">x</button>');
    expect(await controls(page)).toEqual([
      expect.stringMatching(/^too small .*small$/),
      'shows no focus: small',
    ]);
    expect(await forcedEdges(page)).toEqual(['no edge: small']);
  });

  it('find what moves', async () => {
    await show('<style>p { transition: color 1s }</style><p>text</p>');
    expect(await motion(page)).toEqual(['moves: P']);
  });
});
