import { HtmlValidate } from 'html-validate';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from './browser.ts';
import { axeProblems, controls, DESK, fit, forcedEdges, NARROW, PHONE, prepareAxe } from './look.ts';
import { openShelf, type Shelf } from './shelf.ts';
import { handListStates } from './states/hand-lists.ts';
import { type Recording, recordAll } from './states/state.ts';

const validator = new HtmlValidate({
  root: true,
  extends: ['html-validate:recommended', 'html-validate:a11y', 'html-validate:document'],
  rules: {
    // As for the pages of recipients: see suites/markup.ts.
    'void-style': ['error', { style: 'selfclose' }],
    'attribute-boolean-style': ['error', { style: 'empty' }],
    'attribute-empty-style': ['error', { style: 'empty' }],
    'doctype-style': ['error', { style: 'lowercase' }],
    'heading-level': ['error', { minInitialRank: 'h2' }],
    'form-dup-name': 'off',
    'require-sri': ['error', { target: 'crossorigin' }],
    'long-title': 'off',
  },
});

let browser: Browser;
let page: Page;
let shelf: Shelf;
let recordings: readonly Recording[] = [];

beforeAll(async () => {
  recordings = await recordAll(handListStates);
  [browser, shelf] = await Promise.all([launchBrowser(), openShelf(recordings)]);
  page = await browser.newPage();
  await prepareAxe(page);
}, 120_000);

afterAll(async () => {
  await browser.close();
  await shelf.close();
});

async function inWindow(window: typeof PHONE): Promise<string[]> {
  await page.setViewportSize(window);
  return fit(page);
}

describe('the page about lists that are carried by hand', { timeout: 60_000 }, () => {
  it('has no two states that look the same', () => {
    expect(new Set(recordings.map(({ html }) => html)).size).toBe(handListStates.length);
  });

  it.for(handListStates)('can be read, heard and used: $name', async ({ name }) => {
    const recording = recordings.find(({ state }) => state.name === name);
    if (recording === undefined) throw new Error(`${name} was not recorded`);
    const { results } = await validator.validateString(recording.html);
    expect(
      results.flatMap(({ messages }) => messages.map(({ ruleId, message }) => `${ruleId}: ${message}`)),
    ).toEqual([]);
    await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none' });
    await page.setViewportSize(PHONE);
    await page.goto(shelf.urlOf(recording));
    const daylight = [
      ...(await axeProblems(page, 'all')),
      ...(await controls(page)),
      ...(await inWindow(NARROW)),
      ...(await inWindow(DESK)),
    ];
    await page.setViewportSize(PHONE);
    await page.emulateMedia({ colorScheme: 'dark' });
    const dark = [...(await axeProblems(page, 'colors')), ...(await controls(page))];
    await page.emulateMedia({ forcedColors: 'active' });
    const forced = [...(await forcedEdges(page)), ...(await fit(page))];
    expect({ daylight, dark, forced }).toEqual({ daylight: [], dark: [], forced: [] });
  });
});
