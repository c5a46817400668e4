import { mails as ar } from './ar/mails.ts';
import { mails as de } from './de/mails.ts';
import { mails as en, type MailWords } from './en/mails.ts';
import { mails as ja } from './ja/mails.ts';
import type { Language } from './language.ts';

export type { MailWords };

// English stands in for a language until its own words are there. A language that is added has to be named here.
const WORDS: Readonly<Record<Language, MailWords>> = {
  en,
  es: en,
  fr: en,
  de,
  'pt-BR': en,
  ja,
  ar,
};

/** The words of mails in a language. */
export function mailWordsOf(language: Language): MailWords {
  return WORDS[language];
}
