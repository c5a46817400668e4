import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import type { PageWords } from '../words/en/pages.ts';
import { type Formats, formatsOf } from '../words/formats.ts';
import { chooseLanguage, type Language, parseLanguage } from '../words/language.ts';
import { pageWordsOf } from '../words/words.ts';

/** Whoever reads a page: in which language, with which words, dates and lists. */
export interface Reader {
  readonly language: Language;
  readonly words: PageWords;
  readonly formats: Formats;
}

/** A reader of a language. */
export function readerIn(language: Language): Reader {
  return { language, words: pageWordsOf(language), formats: formatsOf(language) };
}

const COOKIE = 'heed_lang';
const COOKIE_SECONDS = 365 * 24 * 3_600;

/** Reads the language a request is best answered in; `fallback` is the brand's own. */
export function readerOf(c: Context, fallback?: Language): Reader {
  const wishes = {
    asked: c.req.query('lang'),
    saved: getCookie(c, COOKIE),
    accepted: c.req.header('accept-language'),
  };
  return readerIn(chooseLanguage(wishes, fallback));
}

/**
 * Keeps a language that was chosen by `?lang=`. It is the only cookie a recipient ever gets, it says nothing but the
 * language, and without a choice there is none.
 */
export function keepChosenLanguage(c: Context, { https }: { https: boolean }): void {
  const chosen = parseLanguage(c.req.query('lang'));
  if (chosen === undefined) return;
  setCookie(c, COOKIE, chosen, {
    path: '/',
    maxAge: COOKIE_SECONDS,
    sameSite: 'Lax',
    httpOnly: true,
    secure: https,
  });
}
