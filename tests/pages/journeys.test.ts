import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { journeys, walk } from '../forms/journeys.ts';
import { launchBrowser } from './browser.ts';
import { groundIn, type Served, serveCompany } from './served.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
}, 60_000);
afterAll(() => browser.close());

describe.each([
  ['in a browser without scripts', {}],
  ['with the keyboard alone', { keyboard: true }],
] as const)('%s somebody', (_, options) => {
  let served: Served;
  beforeAll(async () => {
    served = await serveCompany();
  });
  afterAll(() => served.close());

  it.each(Object.keys(journeys))('%s', { timeout: 20_000 }, async (name) => {
    await using ground = groundIn(browser, served, options);
    await expect(walk(journeys, name, ground)).resolves.toBeUndefined();
  });
});
