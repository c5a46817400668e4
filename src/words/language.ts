/** The languages pages and mails are written in, as BCP 47 tags. The first is the one nobody has to ask for. */
export const LANGUAGES = ['en', 'es', 'fr', 'de', 'pt-BR', 'ja', 'ar'] as const;
export type Language = (typeof LANGUAGES)[number];

/** What each language calls itself: a reader looks for their own. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  en: 'English',
  es: 'Español',
  fr: 'Français',
  de: 'Deutsch',
  'pt-BR': 'Português (Brasil)',
  ja: '日本語',
  ar: 'العربية',
};

/** The language a tag asks for: itself, or the one of its primary subtag (`pt`, `es-MX`); undefined for others. */
export function parseLanguage(tag: string | null | undefined): Language | undefined {
  const wanted = tag?.trim().toLowerCase();
  if (!wanted) return undefined;
  const exact = LANGUAGES.find((language) => language.toLowerCase() === wanted);
  if (exact) return exact;
  const [primary] = wanted.split('-');
  return LANGUAGES.find((language) => language.toLowerCase().split('-')[0] === primary);
}

/** Which way a language is written. */
export function directionOf(language: Language): 'ltr' | 'rtl' {
  return language === 'ar' ? 'rtl' : 'ltr';
}

/** What a reader let us know about their language, strongest first. */
export interface LanguageWishes {
  /** `?lang=` in the address. */
  readonly asked?: string | null | undefined;
  /** Chosen before, from the cookie. */
  readonly saved?: string | null | undefined;
  /** The `Accept-Language` header. */
  readonly accepted?: string | null | undefined;
}

/** The language to answer in; `fallback` when none of the wishes names one there is. */
export function chooseLanguage(wishes: LanguageWishes, fallback: Language = 'en'): Language {
  return (
    parseLanguage(wishes.asked) ??
    parseLanguage(wishes.saved) ??
    firstAccepted(wishes.accepted ?? '') ??
    fallback
  );
}

// A longer header is no person's wish list.
const ACCEPTED_MAX = 20;

/** RFC 9110 §12.5.4: the tag with the greatest weight wins; q=0 is a no. */
function firstAccepted(header: string): Language | undefined {
  return header
    .split(',', ACCEPTED_MAX)
    .map((part) => {
      const [tag = '', ...parameters] = part.split(';').map((piece) => piece.trim());
      const weight = parameters.find((parameter) => /^q=/i.test(parameter))?.slice(2);
      return { language: parseLanguage(tag), weight: weight === undefined ? 1 : Number(weight) };
    })
    .filter(({ weight }) => weight > 0)
    .sort((one, other) => other.weight - one.weight)
    .find(({ language }) => language !== undefined)?.language;
}
