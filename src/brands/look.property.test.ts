import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aColour, colour, hueBetween } from './colour.testkit.ts';
import { contrast, luminance, oklchOf } from './colour.ts';
import { lookOf } from './look.ts';
import { type Colours, HOUSE_COLOURS, SCHEMES, type Scheme } from './scheme.ts';

const given = fc.record({ accent: aColour, ground: aColour });
const MANY = { numRuns: 3_000 };

function ratio(colours: Colours, one: keyof Colours, other: keyof Colours): number {
  return contrast(colour(colours[one]), colour(colours[other]));
}

/** Below this a step of one in 255 is many degrees. */
function isColoured(text: string): boolean {
  return oklchOf(colour(text)).chroma > 0.02;
}

function correctionsIn(scheme: Scheme, colors: { accent: string; ground: string }) {
  return lookOf({ colors }).corrections.filter((correction) => correction.scheme === scheme);
}

describe('whatever two colours a brand gives', () => {
  it('every text can be read in both schemes, and so can the focus and the edges be seen', () => {
    fc.assert(
      fc.property(given, fc.constantFrom(...SCHEMES), (colors, scheme) => {
        const shown = lookOf({ colors })[scheme];
        expect(ratio(shown, 'ink', 'ground')).toBeGreaterThanOrEqual(7);
        for (const part of ['quiet', 'accent', 'late'] as const) {
          expect(ratio(shown, part, 'ground')).toBeGreaterThanOrEqual(4.5);
        }
        expect(ratio(shown, 'onAccent', 'accent')).toBeGreaterThanOrEqual(4.5);
      }),
      MANY,
    );
  });

  it('light is light, dark is dark, and neither ground is loud', () => {
    fc.assert(
      fc.property(given, (colors) => {
        const { light, dark } = lookOf({ colors });
        expect(luminance(colour(light.ground))).toBeGreaterThanOrEqual(0.7);
        expect(luminance(colour(dark.ground))).toBeLessThanOrEqual(0.02);
        expect(oklchOf(colour(light.ground)).chroma).toBeLessThanOrEqual(0.07);
        expect(oklchOf(colour(dark.ground)).chroma).toBeLessThanOrEqual(0.1);
      }),
      MANY,
    );
  });

  it('hues are kept, but for greys, which have none', () => {
    fc.assert(
      fc.property(given, fc.constantFrom(...SCHEMES), (colors, scheme) => {
        const shown = lookOf({ colors })[scheme];
        const turns = (['accent', 'ground'] as const)
          .filter((part) => isColoured(colors[part]) && isColoured(shown[part]))
          .map((part) => hueBetween(colors[part], shown[part]));
        expect(Math.max(0, ...turns)).toBeLessThan(6);
      }),
      MANY,
    );
  });

  it('what is shown, given again, is left alone', () => {
    fc.assert(
      fc.property(given, fc.constantFrom(...SCHEMES), (colors, scheme) => {
        const shown = lookOf({ colors })[scheme];
        const again = { accent: shown.accent, ground: shown.ground };
        expect(lookOf({ colors: again })[scheme]).toEqual(shown);
        expect(correctionsIn(scheme, again)).toEqual([]);
      }),
      MANY,
    );
  });

  it('whatever is not shown as given is named as a correction, with the contrast it lacked', () => {
    fc.assert(
      fc.property(given, (colors) => {
        const { light, dark, corrections } = lookOf({ colors });
        expect(corrections.map(({ scheme, part, shown }) => [scheme, part, shown])).toEqual(
          [
            ['light', 'ground', light.ground],
            ['light', 'accent', light.accent],
            ['dark', 'accent', dark.accent],
          ].filter(([, part, shown]) => shown !== (part === 'ground' ? colors.ground : colors.accent)),
        );
        // A ground may also be corrected for being loud.
        const accents = corrections.filter(({ part }) => part === 'accent');
        expect(accents.filter(({ contrast: had, least }) => had >= least)).toEqual([]);
      }),
      MANY,
    );
  });
});

describe('a colour that fits', () => {
  it('is used to the letter', () => {
    const colors = { accent: '#1d4ed8', ground: '#f0f4ff' };
    const { light, corrections } = lookOf({ colors });
    expect(light).toMatchObject({ ...colors, onAccent: '#ffffff' });
    expect(corrections).toMatchObject([{ scheme: 'dark', part: 'accent' }]);
  });

  it('is used to the letter in dark, too: a dark ground and a bright accent', () => {
    const colors = { accent: '#ffcc00', ground: '#101828' };
    expect(lookOf({ colors }).dark).toMatchObject({ ...colors, onAccent: '#101828' });
  });
});

describe('a brand without colours', () => {
  it('has the house colours and no corrections', () => {
    expect(lookOf({ colors: null })).toEqual({ ...HOUSE_COLOURS, corrections: [] });
  });

  it('is also one whose stored colours are none', () => {
    const colors = { accent: 'red;} body { display: none', ground: '#fff' };
    expect(lookOf({ colors })).toEqual({ ...HOUSE_COLOURS, corrections: [] });
  });
});
