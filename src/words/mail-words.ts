import { mails as en, type MailWords } from './en/mails.ts';
import { mails as es } from './es/mails.ts';
import { mails as fr } from './fr/mails.ts';
import type { Language } from './language.ts';
import { mails as ptBr } from './pt-br/mails.ts';

export type { MailWords };

// English stands in for a language until its own words are there. A language that is added has to be named here.
const WORDS: Readonly<Record<Language, MailWords>> = {
  en,
  es,
  fr,
  de: en,
  'pt-BR': ptBr,
  ja: en,
  ar: en,
};

/** The words of mails in a language. */
export function mailWordsOf(language: Language): MailWords {
  return WORDS[language];
}
