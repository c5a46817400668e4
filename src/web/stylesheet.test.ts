import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { stylesheet, stylesheetPath } from './stylesheet.ts';

const SOURCE = resolve(import.meta.dirname, '..');

/** The custom properties of one `:root` block that are colours. */
function coloursOf(block: string): Map<string, string> {
  return new Map(
    [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name = '', hex = '']) => [name, hex]),
  );
}

const [light = new Map(), dark = new Map()] = [...stylesheet.matchAll(/:root \{[^}]*--ground[^}]*\}/g)].map(
  ([block]) => coloursOf(block),
);

/** WCAG 2.2, relative luminance. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((from) => Number.parseInt(hex.slice(from, from + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one = '', other = ''): number {
  const [less = 0, more = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (more + 0.05) / (less + 0.05);
}

function classesInPages(): Set<string> {
  const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.tsx'),
  );
  const text = files.map((name) => readFileSync(join(SOURCE, name), 'utf8')).join('\n');
  const given = [...text.matchAll(/\bclass=(?:"([^"]+)"|\{([^}]*)\})/g)];
  const names = given.flatMap(([, plain, chosen = '']) =>
    plain === undefined ? [...chosen.matchAll(/'([^']+)'/g)].map(([, name = '']) => name) : [plain],
  );
  return new Set(names.flatMap((name) => name.split(' ')));
}

describe('the stylesheet', () => {
  it.each([
    ['light', light],
    ['dark', dark],
  ])('has at least 4.5:1 for every text of the %s scheme', (_, colours) => {
    for (const ink of ['ink', 'quiet', 'accent', 'late']) {
      expect(contrast(colours.get(ink), colours.get('ground'))).toBeGreaterThanOrEqual(4.5);
    }
    expect(contrast(colours.get('on-accent'), colours.get('accent'))).toBeGreaterThanOrEqual(4.5);
  });

  it('knows every class of the pages, and no other', () => {
    const withoutValues = stylesheet.replaceAll(/\{[^{}]*\}/g, '{}');
    const known = new Set([...withoutValues.matchAll(/\.([a-z][\w-]*)/g)].map(([, name = '']) => name));
    expect([...known].sort()).toEqual([...classesInPages()].sort());
  });

  it('stays under 11 kB and fetches nothing', () => {
    expect(Buffer.byteLength(stylesheet)).toBeLessThan(11_000);
    expect(stylesheet).not.toMatch(/url\(|@import/);
  });

  it('has a name that changes with its content', () => {
    expect(stylesheetPath).toMatch(/^\/heed\.[0-9a-f]{10}\.css$/);
  });
});
