import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseLanguage, directionOf, LANGUAGE_NAMES, LANGUAGES, parseLanguage } from './language.ts';

describe('the language of a page', () => {
  it('is the one asked for, before the saved one, before what the browser accepts', () => {
    const wishes = { asked: 'fr', saved: 'ja', accepted: 'ar' };
    expect(chooseLanguage(wishes)).toBe('fr');
    expect(chooseLanguage({ ...wishes, asked: 'tlh' })).toBe('ja');
    expect(chooseLanguage({ ...wishes, asked: null, saved: '' })).toBe('ar');
    expect(chooseLanguage({}, 'de')).toBe('de');
  });

  it.each([
    ['es-MX,es;q=0.9,en;q=0.8', 'es'],
    ['pt-PT, en;q=0.5', 'pt-BR'],
    ['en;q=0.2, de;q=0.7', 'de'],
    ['nl, fr;q=0.3', 'fr'],
    ['ja;q=0, *', 'en'],
    ['*', 'en'],
    ['de;q=oops', 'en'],
    ['', 'en'],
  ])('accepting "%s" reads %s', (accepted, language) => {
    expect(chooseLanguage({ accepted })).toBe(language);
  });

  it('is one there is, whatever is asked', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (asked, saved, accepted) => {
        expect(LANGUAGES).toContain(chooseLanguage({ asked, saved, accepted }));
      }),
    );
  });

  it('has a name of its own and a direction', () => {
    for (const language of LANGUAGES) {
      expect(parseLanguage(language.toUpperCase())).toBe(language);
      expect(LANGUAGE_NAMES[language]).not.toBe('');
      expect(directionOf(language)).toBe(language === 'ar' ? 'rtl' : 'ltr');
    }
  });
});
