import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import type { Language } from '../../src/words/language.ts';
import { launchBrowser } from './browser.ts';
import { openShelf, type Shelf } from './shelf.ts';
import { fileName, type Recording, recordAll, type State } from './states/state.ts';

/** One way to look at a page. */
interface View {
  readonly name: string;
  readonly language: Language;
  readonly colorScheme: 'light' | 'dark';
  readonly width: number;
}

const VIEWS: readonly View[] = [
  { name: 'phone', language: 'en', colorScheme: 'light', width: 390 },
  { name: 'phone, dark', language: 'en', colorScheme: 'dark', width: 390 },
  { name: 'phone, Arabic', language: 'ar', colorScheme: 'light', width: 390 },
  { name: 'phone, German', language: 'de', colorScheme: 'light', width: 390 },
  { name: 'desk', language: 'en', colorScheme: 'light', width: 1280 },
  { name: 'desk, dark', language: 'en', colorScheme: 'dark', width: 1280 },
];

export interface PicturesOptions {
  readonly states: readonly State[];
  /** Made where it is missing; pictures of the same names are replaced. */
  readonly folder: string;
  /** Told how far it is, one line at a time. */
  readonly print: (line: string) => void;
}

/** Takes a picture of every state in every view, with a page to look through them. Answers where that page is. */
export async function takePictures({ states, folder, print }: PicturesOptions): Promise<string> {
  await mkdir(folder, { recursive: true });
  const recordings: Recording[] = [];
  for (const language of new Set(VIEWS.map((view) => view.language))) {
    print(`bringing about ${states.length} states in ${language}`);
    recordings.push(...(await recordAll(states, language)));
  }
  const shelf = await openShelf(recordings);
  const browser = await launchBrowser();
  try {
    for (const view of VIEWS) {
      print(`looking at them: ${view.name}`);
      const seen = recordings.filter(({ language }) => language === view.language);
      await takeView(browser, shelf, { view, recordings: seen, folder });
    }
  } finally {
    await browser.close();
    await shelf.close();
  }
  const index = join(folder, 'index.html');
  await writeFile(index, indexPage(states));
  return index;
}

async function takeView(
  browser: Browser,
  shelf: Shelf,
  { view, recordings, folder }: { view: View; recordings: readonly Recording[]; folder: string },
): Promise<void> {
  const { colorScheme, width } = view;
  const page = await browser.newPage({
    colorScheme,
    viewport: { width, height: 844 },
    javaScriptEnabled: false,
  });
  for (const recording of recordings) {
    await page.goto(shelf.urlOf(recording));
    await page.screenshot({ path: join(folder, pictureName(recording.state, view)), fullPage: true });
  }
  await page.close();
}

function pictureName(state: State, { name }: View): string {
  return `${fileName(state)}--${name.toLowerCase().replaceAll(', ', '-')}.png`;
}

/** A page with all pictures under the names of their states; states of one page are beside each other. */
function indexPage(states: readonly State[]): string {
  const groups = Map.groupBy(states, ({ page }) => page);
  const contents = [...groups.keys()].map((page) => `<a href="#${page.replaceAll(' ', '-')}">${page}</a>`);
  const sections = [...groups].map(
    ([page, own]) => `<h2 id="${page.replaceAll(' ', '-')}">${page}</h2>\n${own.map(stateRow).join('\n')}`,
  );
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Every page in every state</title>
<style>
  body { margin: 2rem; font: 1rem/1.5 system-ui, sans-serif; background: #eee; color: #111; }
  nav { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; }
  h2 { margin: 4rem 0 0; text-transform: capitalize; }
  h3 { margin: 2rem 0 0.5rem; }
  .row { display: flex; gap: 1rem; align-items: start; overflow-x: auto; padding-block-end: 1rem; }
  figure { margin: 0; flex: none; }
  img { display: block; width: 390px; border: 1px solid #bbb; }
  img.wide { width: 860px; }
</style>
<h1>Every page in every state</h1>
<nav>${contents.join(' ')}</nav>
${sections.join('\n')}
</html>
`;
}

function stateRow(state: State): string {
  const figures = VIEWS.map((view) => {
    const file = pictureName(state, view);
    const picture = `<img loading="lazy" class="${view.width > 390 ? 'wide' : ''}" src="${file}" alt="${state.name}, ${view.name}">`;
    return `<figure><figcaption>${view.name}</figcaption><a href="${file}">${picture}</a></figure>`;
  });
  return `<h3>${state.name}</h3>\n<div class="row">${figures.join('')}</div>`;
}
