import { createHash } from 'node:crypto';
import type { Brand } from '../brands/brand.ts';
import { FONT_STACKS } from '../brands/font.ts';
import { lookOf } from '../brands/look.ts';
import type { Colours } from '../brands/scheme.ts';
import { stylesheet } from './stylesheet.ts';

/** A stylesheet and where it lives. */
export interface Stylesheet {
  readonly path: string;
  readonly text: string;
}

const made = new WeakMap<Brand, Stylesheet>();

/**
 * The stylesheet of a brand's pages: the house's, and behind it the brand's colours and typeface as custom properties.
 * The name changes with the content, so that it can be kept for ever. Made once for each reading of the brand.
 */
export function brandStylesheet(brand: Brand): Stylesheet {
  const known = made.get(brand);
  if (known !== undefined) return known;
  const text = `${stylesheet}\n${customProperties(brand)}`;
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 10);
  const sheet = { path: `/style/${brand.id}.${hash}.css`, text };
  made.set(brand, sheet);
  return sheet;
}

/** Nothing a brand gave is in here as it was given: the colours are written anew from numbers, the typefaces are ours. */
function customProperties({ profile }: Brand): string {
  const { light, dark } = lookOf(profile);
  return [
    `:root {\n  --font: ${FONT_STACKS[profile.font]};\n${declarations(light)}\n}`,
    `@media screen and (prefers-color-scheme: dark) {\n:root {\n${declarations(dark)}\n}\n}`,
    '',
  ].join('\n');
}

function declarations(colours: Colours): string {
  return [
    `  --ground: ${colours.ground};`,
    `  --ink: ${colours.ink};`,
    `  --quiet: ${colours.quiet};`,
    `  --line: ${colours.line};`,
    `  --accent: ${colours.accent};`,
    `  --on-accent: ${colours.onAccent};`,
    `  --late: ${colours.late};`,
  ].join('\n');
}
