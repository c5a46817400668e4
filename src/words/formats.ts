import { directionOf, type Language } from './language.ts';

/** Dates, times and lists as a reader of one language writes them. Instants are epoch ms; zones are IANA names. */
export interface Formats {
  /** `Thursday, December 10, 2026` */
  longDate(at: number, zone: string): string;
  /** `December 10, 2026` */
  date(at: number, zone: string): string;
  /** `9:15 AM CST` */
  clockTime(at: number, zone: string): string;
  /** `November 22, 2026 at 2:03 PM CST` */
  moment(at: number, zone: string): string;
  /** `one, two, and three` */
  list(items: readonly string[]): string;
  count(value: number): string;
  /**
   * A name or address that may be written the other way than the text around it, kept together by Unicode's isolates
   * (UAX #9 §2.4). Nothing is added where text and names run the same way, or to no name at all.
   */
  name(text: string): string;
}

const FIRST_STRONG_ISOLATE = '\u2068';
const POP_DIRECTIONAL_ISOLATE = '\u2069';

const made = new Map<Language, Formats>();

/** The formats of a language; made once, because making an Intl object costs more than using it a thousand times. */
export function formatsOf(language: Language): Formats {
  const known = made.get(language);
  if (known) return known;
  const formats = makeFormats(language);
  made.set(language, formats);
  return formats;
}

function makeFormats(language: Language): Formats {
  const list = new Intl.ListFormat(language, { type: 'conjunction' });
  const number = new Intl.NumberFormat(language);
  const rightToLeft = directionOf(language) === 'rtl';
  return {
    longDate: dateFormat(language, { dateStyle: 'full' }),
    date: dateFormat(language, { dateStyle: 'long' }),
    clockTime: dateFormat(language, { hour: 'numeric', minute: '2-digit', timeZoneName: 'short' }),
    moment: dateFormat(language, {
      year: 'numeric',
      month: 'long',
      day: 'numeric',
      hour: 'numeric',
      minute: '2-digit',
      timeZoneName: 'short',
    }),
    list: (items) => list.format(items),
    count: (value) => number.format(value),
    name: (text) =>
      rightToLeft && text !== '' ? `${FIRST_STRONG_ISOLATE}${text}${POP_DIRECTIONAL_ISOLATE}` : text,
  };
}

function dateFormat(
  language: Language,
  options: Intl.DateTimeFormatOptions,
): (at: number, zone: string) => string {
  const byZone = new Map<string, Intl.DateTimeFormat>();
  return (at, zone) => {
    const format = byZone.get(zone) ?? new Intl.DateTimeFormat(language, { ...options, timeZone: zone });
    byZone.set(zone, format);
    return format.format(at);
  };
}
