import { pages as ar } from './ar/pages.ts';
import { pages as de } from './de/pages.ts';
import { pages as en, type PageWords } from './en/pages.ts';
import { pages as es } from './es/pages.ts';
import { pages as fr } from './fr/pages.ts';
import { pages as ja } from './ja/pages.ts';
import type { Language } from './language.ts';
import { pages as ptBr } from './pt-br/pages.ts';

const PAGES: Readonly<Record<Language, PageWords>> = { en, es, fr, de, 'pt-BR': ptBr, ja, ar };

/** What the pages say in a language. */
export function pageWordsOf(language: Language): PageWords {
  return PAGES[language];
}
