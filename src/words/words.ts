import { pages as ar } from './ar/pages.ts';
import { pages as de } from './de/pages.ts';
import { pages as en, type PageWords } from './en/pages.ts';
import { pages as ja } from './ja/pages.ts';
import type { Language } from './language.ts';

const PAGES: Readonly<Record<Language, PageWords>> = {
  en,
  es: en,
  fr: en,
  de,
  'pt-BR': en,
  ja,
  ar,
};

/** What the pages say in a language. */
export function pageWordsOf(language: Language): PageWords {
  return PAGES[language];
}
