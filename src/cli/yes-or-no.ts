import { Misspelled } from './io.ts';

/** What an option that is yes or no was given; undefined where it was not. */
export function yesOrNo(option: string, text: string | undefined): boolean | undefined {
  if (text === undefined) return undefined;
  if (text !== 'yes' && text !== 'no') throw new Misspelled(`--${option} is yes or no.`);
  return text === 'yes';
}

/** A value that an empty text takes away; undefined where it was not given. */
export function valueOrNone(text: string | undefined): string | null | undefined {
  return text === '' ? null : text;
}
