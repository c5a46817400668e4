import fc from 'fast-check';
import { hexOf, oklchOf, parseColour, type Rgb } from './colour.ts';

const channel = fc.integer({ min: 0, max: 255 });

/** Any colour there is, as `#rrggbb`. */
export const aColour = fc.record({ red: channel, green: channel, blue: channel }).map(hexOf);

/** The colour a text says; the test is wrong where it says none. */
export function colour(text: string): Rgb {
  const parsed = parseColour(text);
  if (parsed === undefined) throw new Error(`${text} is no colour`);
  return parsed;
}

/** How far two hues are apart, in degrees. */
export function hueBetween(one: string, other: string): number {
  const turn = Math.abs(oklchOf(colour(one)).hue - oklchOf(colour(other)).hue);
  return Math.min(turn, 360 - turn);
}
