import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from './browser.ts';
import { axeProblems, controls, fit, forcedEdges, motion, NARROW, prepareAxe } from './look.ts';

// A look that finds nothing on a page that is wrong would let everything pass.

let browser: Browser;
let page: Page;
beforeAll(async () => {
  browser = await launchBrowser();
  page = await browser.newPage({ viewport: NARROW });
  await prepareAxe(page);
}, 60_000);
afterAll(() => browser.close());

async function show(html: string): Promise<void> {
  const body = `<!doctype html><html lang="en"><title>A page</title>${html}`;
  // At home nowhere, and so under no policy that forbids what is to be found.
  await page.route('http://look.test/', (route) => route.fulfill({ body, contentType: 'text/html' }), {
    times: 1,
  });
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none', reducedMotion: 'no-preference' });
  await page.goto('http://look.test/');
}

describe('the looks', () => {
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

describe('the look at what fits', () => {
  it.each([
    ['scrolls sideways', '<main style="width: 500px">wide</main>'],
    ['outside the window', '<p style="margin-left: -30px; overflow-wrap: normal">lost</p>'],
    ['clipped', '<p style="height: 8px; overflow: hidden">cut off</p>'],
    ['on one another', '<p>one</p><p style="margin-top: -40px">two</p>'],
    ['outside its button', '<button style="width: 40px; white-space: nowrap">unsubscribe at once</button>'],
    ['a control on', '<p>text</p><button style="position: absolute; top: 16px">press</button>'],
  ])('finds what is wrong: %s', async (problem, html) => {
    await show(html);
    expect((await fit(page)).join()).toContain(problem);
    await show('<p>All is well.</p><button>Press</button>');
    expect(await fit(page)).toEqual([]);
  });
});
