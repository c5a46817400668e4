import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readForms } from '../forms/read-forms.ts';
import { launchBrowser } from './browser.ts';
import {
  axeProblems,
  controls,
  DESK,
  fit,
  forcedEdges,
  largeText,
  NARROW,
  PHONE,
  prepareAxe,
} from './look.ts';
import { openShelf, type Shelf } from './shelf.ts';
import { consoleStates } from './states/console.ts';
import { fileName, type Recording, recordAll } from './states/state.ts';
import { validator } from './validator.ts';

let recordings: readonly Recording[] = [];
let browser: Browser;
let shelf: Shelf;
let page: Page;

beforeAll(async () => {
  recordings = await recordAll(consoleStates);
  [browser, shelf] = await Promise.all([launchBrowser(), openShelf(recordings)]);
  page = await browser.newPage();
  await prepareAxe(page);
}, 120_000);

afterAll(async () => {
  await browser.close();
  await shelf.close();
});

function recordingOf(name: string): Recording {
  const recording = recordings.find(({ state }) => state.name === name);
  if (recording === undefined) throw new Error(`${name} was not recorded`);
  return recording;
}

/** The problems of one look, each with where it was found. */
async function found(where: string, problems: Promise<string[]>): Promise<string[]> {
  return (await problems).map((problem) => `${where}: ${problem}`);
}

async function inWindow(window: typeof PHONE): Promise<string[]> {
  await page.setViewportSize(window);
  return fit(page);
}

async function inDaylight(): Promise<string[]> {
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none', reducedMotion: 'no-preference' });
  return [
    ...(await found('light', axeProblems(page, 'all'))),
    ...(await found('controls', controls(page))),
    ...(await found('320 px', inWindow(NARROW))),
    ...(await found('desk', inWindow(DESK))),
  ];
}

async function inOtherLights(): Promise<string[]> {
  await page.setViewportSize(PHONE);
  await page.emulateMedia({ colorScheme: 'dark' });
  const problems = await found('dark', axeProblems(page, 'colors'));
  await page.emulateMedia({ forcedColors: 'active' });
  problems.push(...(await found('forced colors', forcedEdges(page))));
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none' });
  await largeText(page);
  return [...problems, ...(await found('large text, phone', inWindow(PHONE)))];
}

describe('every page of the console about the guarantee, in every state', { timeout: 60_000 }, () => {
  it.each(consoleStates)(
    '$name: is valid, without scripts, and keeps addresses to itself',
    async ({ name }) => {
      const { html, headers, status } = recordingOf(name);
      const { results } = await validator.validateString(html);
      expect(
        results.flatMap(({ messages }) => messages.map(({ ruleId, message }) => `${ruleId}: ${message}`)),
      ).toEqual([]);
      expect(html.startsWith('<!doctype html><html lang="en">')).toBe(true);
      expect(html.match(/<h1/g)).toHaveLength(1);
      expect(html).not.toMatch(/<script|<style|\sstyle=|\son[a-z]+=|javascript:|@/i);
      expect(Object.fromEntries(headers)).toMatchObject({
        'cache-control': 'no-store',
        'content-security-policy': expect.stringContaining("default-src 'none'"),
        'referrer-policy': 'no-referrer',
      });
      expect(/<title>Error:/.test(html)).toBe(status === 400);
      for (const { method, action } of readForms(html)) {
        expect([method, action?.startsWith('/console/')]).toEqual(['post', true]);
      }
    },
  );

  it.each(consoleStates)('$name: is heard, seen and used by everybody', async (state) => {
    await page.setViewportSize(PHONE);
    await page.goto(shelf.urlOf(recordingOf(state.name)));
    const heard = await page.locator('body').ariaSnapshot();
    await expect(`${heard}\n`).toMatchFileSnapshot(`snapshots/${fileName(state)}.yml`);
    expect([...(await inDaylight()), ...(await inOtherLights())]).toEqual([]);
  });

  it('has a name of its own for each, and no two that look the same', () => {
    expect(new Set(consoleStates.map(fileName)).size).toBe(consoleStates.length);
    expect(new Set(recordings.map(({ html }) => html)).size).toBe(consoleStates.length);
  });
});
