import type { Language } from '../../src/words/language.ts';
import { type Recording, recordAll } from './states/state.ts';
import { states } from './states.ts';

const made = new Map<Language, Promise<readonly Recording[]>>();

/** All states in a language, brought about once for all that look at them here. */
export function recorded(language: Language): Promise<readonly Recording[]> {
  const known = made.get(language) ?? recordAll(states, language);
  made.set(language, known);
  return known;
}
