import { mails as ar } from './ar/mails.ts';
import { mails as de } from './de/mails.ts';
import { mails as en, type MailWords } from './en/mails.ts';
import { mails as es } from './es/mails.ts';
import { mails as fr } from './fr/mails.ts';
import { mails as ja } from './ja/mails.ts';
import type { Language } from './language.ts';
import { mails as ptBr } from './pt-br/mails.ts';

export type { MailWords };

const MAILS: Readonly<Record<Language, MailWords>> = { en, es, fr, de, 'pt-BR': ptBr, ja, ar };

/** The words of mails in a language. */
export function mailWordsOf(language: Language): MailWords {
  return MAILS[language];
}
