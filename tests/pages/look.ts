import { readFileSync } from 'node:fs';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { z } from 'zod';

const problemList = z.array(z.string());

/** A look at a page from inside: a script that answers what is wrong. */
function look(name: string): (page: Page) => Promise<string[]> {
  const script = readFileSync(new URL(`in-page/${name}.js`, import.meta.url), 'utf8');
  return async (page) => problemList.parse(await page.evaluate(script));
}

/** Whether everything fits into the window and nothing is on something else. */
export const fit = look('fit');
/** Whether every control can be hit and shows that it has the focus. */
export const controls = look('controls');
/** Whether every control has an edge under forced colours. */
export const forcedEdges = look('forced-colors');
/** Whether anything moves. */
export const motion = look('motion');

const RULES = {
  all: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  /** Those whose answer depends on the colours in use; the others have been given already. */
  colors: ['cat.color'],
} as const;

const axeResult = z.object({
  violations: z.array(
    z.object({ id: z.string(), help: z.string(), nodes: z.array(z.object({ html: z.string() })) }),
  ),
  passes: z.number(),
});

/** Puts axe into a page that was just loaded. The page's own policy keeps scripts out; a debugger's are let in. */
export async function prepareAxe(page: Page): Promise<void> {
  await page.evaluate(axe.source);
}

/** What axe finds on a page it was put into. Throws where it found nothing to look at. */
export async function axeProblems(page: Page, rules: keyof typeof RULES): Promise<string[]> {
  const options = {
    runOnly: RULES[rules],
    resultTypes: ['violations'],
    rules: { 'target-size': { enabled: rules === 'all' } },
  };
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
