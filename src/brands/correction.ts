import { luminance, parseColour } from './colour.ts';
import type { Scheme } from './scheme.ts';

/** A colour that was given and is not what is shown. */
export interface Correction {
  readonly scheme: Scheme;
  readonly part: 'accent' | 'ground';
  readonly given: string;
  readonly shown: string;
  /** What the given colour had: an accent on the ground; a ground against black. */
  readonly contrast: number;
  /** And what it needs. A ground that has it was too loud. */
  readonly least: number;
}

/** A correction as a sentence for whoever chose the colour: what was changed, and by which rule. */
export function correctionInWords(correction: Correction): string {
  const { scheme, part, given, shown, contrast, least } = correction;
  const began = `In ${scheme}, ${part} ${given} was`;
  if (contrast >= least) {
    return `${began} toned down to ${shown}: so strong a colour over a whole page tires the eyes.`;
  }
  const moved = `${began} ${brightness(shown) < brightness(given) ? 'darkened' : 'lightened'} to ${shown}`;
  return part === 'accent'
    ? `${moved}: on the ground it had ${ratio(contrast)}, and ${ratio(least)} is the least (WCAG 2.2 SC 1.4.3).`
    : `${moved}: black on it had ${ratio(contrast)}, and ${ratio(least)} is the least of a light ground, so that every text on it can be read.`;
}

/** Rounded down: what fell short by little must not read as if it had been enough. */
function ratio(contrast: number): string {
  return `${Math.floor(contrast * 10) / 10}:1`;
}

function brightness(hex: string): number {
  const colour = parseColour(hex);
  return colour === undefined ? 0 : luminance(colour);
}
