import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { z } from 'zod';

const problemList = z.array(z.string());

/** A look at a page from inside: a script that answers what is wrong. */
function look(name: string): (page: Page) => Promise<string[]> {
  const script = readFileSync(new URL(`in-page/${name}.js`, import.meta.url), 'utf8');
  return async (page) => problemList.parse(await page.evaluate(script));
}

/** A phone of the smallest kind, and what is left of 1280 px at 400 % (WCAG 2.2 SC 1.4.10). */
export const NARROW = { width: 320, height: 640 };
export const PHONE = { width: 390, height: 844 };
export const DESK = { width: 1280, height: 900 };

/** Whether everything fits into the window and nothing is on something else. */
export const fit = look('fit');
/** Whether every control can be hit and shows that it has the focus. */
export const controls = look('controls');
/** Whether every control has an edge under forced colours. */
export const forcedEdges = look('forced-colors');
/** Whether anything moves. */
export const motion = look('motion');

// Its short form: it is read anew by every page.
const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** Text twice as large: WCAG 2.2 SC 1.4.4. Until the next page is opened. */
export async function largeText(page: Page): Promise<void> {
  await page.evaluate("document.documentElement.style.fontSize = '225%'"); // the stylesheet begins at 112.5 %
}

/** Text as widely set as anybody may set it: WCAG 2.2 SC 1.4.12. Until the next page is opened. */
export async function wideText(page: Page): Promise<void> {
  await page.evaluate(`
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(
      '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }' +
      ' p { margin-block-end: 2em !important }',
    );
    document.adoptedStyleSheets = [sheet];
  `);
}

const RULES = {
  all: {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    rules: { 'target-size': { enabled: true } }, // axe leaves it off by itself
  },
  /** Those whose answer depends on the colours in use; the others have been given already. */
  colors: { runOnly: ['color-contrast', 'link-in-text-block'] },
} as const;

const axeResult = z.object({
  violations: z.array(
    z.object({ id: z.string(), help: z.string(), nodes: z.array(z.object({ html: z.string() })) }),
  ),
  passes: z.number(),
});

/**
 * Puts axe into every page that is opened here from now on. A page's own policy keeps scripts out; a debugger's are let
 * in.
 */
export async function prepareAxe(page: Page): Promise<void> {
  await page.addInitScript({ path: AXE });
}

/** What axe finds on the page. Throws where it found nothing to look at. */
export async function axeProblems(page: Page, rules: keyof typeof RULES): Promise<string[]> {
  const options = { ...RULES[rules], resultTypes: ['violations'] };
  const found = axeResult.parse(
    await page.evaluate(
      `axe.run(document, ${JSON.stringify(options)}).then(({ violations, passes }) => ({ violations, passes: passes.length }))`,
    ),
  );
  if (found.passes === 0) throw new Error('axe looked at nothing');
  return found.violations.map(
    ({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html).join(' ')}`,
  );
}
