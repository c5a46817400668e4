import { contrast, hexOf, oklchOf, parseColour, type Rgb, rgbOf } from './colour.ts';
import type { Correction } from './correction.ts';
import type { BrandProfile } from './profile.ts';
import { type Colours, HOUSE_COLOURS, type Scheme } from './scheme.ts';

/** What a brand's colours come to. */
export interface Look extends Readonly<Record<Scheme, Colours>> {
  readonly corrections: readonly Correction[];
}

const INK_LEAST = 7; // WCAG 2.2 SC 1.4.6, because it is what is read
const TEXT_LEAST = 4.5; // SC 1.4.3, and with it the 3:1 of SC 1.4.11 for edges and the focus

interface SchemeRule {
  /** What a ground of this scheme is far from: the darkest text on a light one, the lightest on a dark one. */
  readonly opposite: Rgb;
  /** A ground may not be louder. */
  readonly groundChromaMax: number;
  /** What a ground that does not fit is made to: well inside of what fits, so that it is left alone the next time. */
  readonly ground: { readonly lightness: number; readonly chromaMax: number };
  /** Lightness of the tones made of the ground's hue; the line's is counted from the ground's. */
  readonly ink: number;
  readonly quiet: number;
  readonly lineFromGround: number;
}

const BLACK: Rgb = { red: 0, green: 0, blue: 0 };
const WHITE: Rgb = { red: 255, green: 255, blue: 255 };

const RULES: Readonly<Record<Scheme, SchemeRule>> = {
  light: {
    opposite: BLACK,
    groundChromaMax: 0.07,
    ground: { lightness: 0.95, chromaMax: 0.03 },
    ink: 0.22,
    quiet: 0.46,
    lineFromGround: -0.1,
  },
  dark: {
    opposite: WHITE,
    groundChromaMax: 0.1,
    ground: { lightness: 0.2, chromaMax: 0.05 },
    ink: 0.93,
    quiet: 0.74,
    lineFromGround: 0.13,
  },
};
// Of a ground against its opposite: leaves room for 7:1 and 4.5:1, and pages that are light in light and dark in dark.
const GROUND_LEAST = 15;
// The tones of text and lines are tinted as their ground is, but less.
const TONE_CHROMA_MAX = 0.02;

/**
 * The colours shown for what a brand gave, in light and in dark, so that everything can be read whatever was given. A
 * colour that fits is used to the letter; another keeps its hue and moves no further than it must. Dark pages have a dark
 * tone of the ground's hue: that is how dark is made and no correction. What is no colour counts as not given.
 */
export function lookOf({ colors }: Pick<BrandProfile, 'colors'>): Look {
  const accent = parseColour(colors?.accent ?? '');
  const ground = parseColour(colors?.ground ?? '');
  if (accent === undefined || ground === undefined) return { ...HOUSE_COLOURS, corrections: [] };
  const grounds = { light: groundIn('light', ground), dark: groundIn('dark', ground) };
  const light = coloursOn(grounds.light, accent, 'light');
  const dark = coloursOn(grounds.dark, accent, 'dark');
  const moved: readonly Moved[] = [
    { scheme: 'light', part: 'ground', given: ground, shown: light.ground, against: BLACK },
    { scheme: 'light', part: 'accent', given: accent, shown: light.accent, against: grounds.light },
    { scheme: 'dark', part: 'accent', given: accent, shown: dark.accent, against: grounds.dark },
  ];
  return { light, dark, corrections: moved.flatMap(corrected) };
}

interface Moved extends Pick<Correction, 'scheme' | 'part' | 'shown'> {
  readonly given: Rgb;
  readonly against: Rgb;
}

function corrected({ scheme, part, given, shown, against }: Moved): Correction[] {
  if (hexOf(given) === shown) return [];
  const least = part === 'ground' ? GROUND_LEAST : TEXT_LEAST;
  return [{ scheme, part, given: hexOf(given), shown, contrast: contrast(given, against), least }];
}

function groundIn(scheme: Scheme, given: Rgb): Rgb {
  const { opposite, groundChromaMax, ground } = RULES[scheme];
  const { lightness, chroma, hue } = oklchOf(given);
  if (contrast(given, opposite) >= GROUND_LEAST && chroma <= groundChromaMax) return given;
  const further = scheme === 'light' ? Math.max : Math.min;
  return rgbOf({
    lightness: further(lightness, ground.lightness),
    chroma: Math.min(chroma, ground.chromaMax),
    hue,
  });
}

function coloursOn(ground: Rgb, accent: Rgb, scheme: Scheme): Colours {
  const { ink, quiet, lineFromGround } = RULES[scheme];
  const { lightness, chroma, hue } = oklchOf(ground);
  const tone = (at: number) => rgbOf({ lightness: at, chroma: Math.min(chroma, TONE_CHROMA_MAX), hue });
  const late = parseColour(HOUSE_COLOURS[scheme].late) ?? tone(ink);
  return {
    ground: hexOf(ground),
    ink: hexOf(readable(tone(ink), ground, { scheme, least: INK_LEAST })),
    quiet: hexOf(readable(tone(quiet), ground, { scheme })),
    line: hexOf(tone(lightness + lineFromGround)),
    accent: hexOf(readable(accent, ground, { scheme })),
    // The accent is far enough from the ground, and from white it is further still than from a light ground.
    onAccent: hexOf(scheme === 'light' ? WHITE : ground),
    late: hexOf(readable(late, ground, { scheme })),
  };
}

/**
 * The colour itself where it has the contrast on the ground; else the nearest of its hue that has. There is one: a ground
 * that fits has 15:1 with the extreme where the search may end.
 */
function readable(
  colour: Rgb,
  ground: Rgb,
  { scheme, least = TEXT_LEAST }: { scheme: Scheme; least?: number },
): Rgb {
  if (contrast(colour, ground) >= least) return colour;
  const { lightness, chroma, hue } = oklchOf(colour);
  let found = RULES[scheme].opposite;
  let [near, far] = [lightness, scheme === 'light' ? 0 : 1];
  // Each candidate is measured as it will be shown, rounded: what is found holds even where contrast grows unevenly.
  for (let halving = 0; halving < 12; halving++) {
    const middle = (near + far) / 2;
    const candidate = rgbOf({ lightness: middle, chroma, hue });
    if (contrast(candidate, ground) >= least) {
      found = candidate;
      far = middle;
    } else near = middle;
  }
  return found;
}
