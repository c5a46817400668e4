import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aColour, colour } from './colour.testkit.ts';
import { contrast, hexOf, luminance, oklchOf, parseColour, rgbOf } from './colour.ts';

describe('a colour', () => {
  it('is read in both spellings and written in one', () => {
    for (const text of ['#fc0', '#FC0', '#ffcc00', '#FFcc00']) expect(hexOf(colour(text))).toBe('#ffcc00');
  });

  it.each(['', 'fc0', '#fc', '#fc00', '#ffcc001', '#ffcc0g', 'red', ' #fc0', '#fc0;', 'url(#fc0)', '#fc0\n'])(
    'is nothing else: %j',
    (text) => {
      expect(parseColour(text)).toBeUndefined();
    },
  );

  it('survives being written and read', () => {
    fc.assert(
      fc.property(aColour, (text) => {
        expect(hexOf(colour(text))).toBe(text);
      }),
    );
  });
});

describe('contrast', () => {
  // Published examples: the two ends, and the grey that just misses 4.5:1 on white beside the one that just holds it.
  it.each([
    ['#000000', '#ffffff', 21],
    ['#ffffff', '#ffffff', 1],
    ['#777777', '#ffffff', 4.48],
    ['#767676', '#ffffff', 4.54],
    ['#ff0000', '#ffffff', 4.0],
    ['#0000ff', '#ffffff', 8.59],
  ])('of %s on %s is %d', (one, other, ratio) => {
    expect(contrast(colour(one), colour(other))).toBeCloseTo(ratio, 2);
    expect(contrast(colour(other), colour(one))).toBe(contrast(colour(one), colour(other)));
  });
});

describe('OKLCH', () => {
  // The primaries as CSS Color 4 gives them.
  it.each([
    ['#ff0000', 0.628, 0.2577, 29.23],
    ['#00ff00', 0.8664, 0.2948, 142.5],
    ['#0000ff', 0.452, 0.3132, 264.05],
  ])('of %s is what CSS says', (text, lightness, chroma, hue) => {
    const found = oklchOf(colour(text));
    expect(found.lightness).toBeCloseTo(lightness, 3);
    expect(found.chroma).toBeCloseTo(chroma, 3);
    expect(found.hue).toBeCloseTo(hue, 1);
  });

  it('leads back to every colour of a screen', () => {
    fc.assert(
      fc.property(aColour, (text) => {
        expect(hexOf(rgbOf(oklchOf(colour(text))))).toBe(text);
      }),
      { numRuns: 2_000 },
    );
  });

  it('gives up chroma and nothing else where no screen can show a colour', () => {
    const lightness = fc.double({ min: 0.1, max: 0.95, noNaN: true });
    fc.assert(
      fc.property(lightness, fc.double({ min: 0, max: 360, noNaN: true }), (wanted, hue) => {
        const shown = rgbOf({ lightness: wanted, chroma: 0.4, hue });
        expect(oklchOf(shown).lightness).toBeCloseTo(wanted, 1.9);
        expect(luminance(shown)).toBeGreaterThan(0);
      }),
    );
  });
});
