import { describe, expect, it } from 'vitest';
import { formatsOf } from './formats.ts';
import { LANGUAGES } from './language.ts';

const AT = Date.parse('2026-12-09T04:59:59.999Z');

describe('the formats of a language', () => {
  it('tell days as they are where the brand is, with the weekday where a deadline is meant', () => {
    expect(formatsOf('en').longDate(AT, 'America/New_York')).toBe('Tuesday, December 8, 2026');
    expect(formatsOf('de').longDate(AT, 'America/New_York')).toBe('Dienstag, 8. Dezember 2026');
    expect(formatsOf('ja').longDate(AT, 'UTC')).toBe('2026年12月9日水曜日');
  });

  it('join names as a reader would', () => {
    expect(formatsOf('en').list(['one', 'two', 'three'])).toBe('one, two, and three');
    expect(formatsOf('es').list(['una', 'dos'])).toBe('una y dos');
  });

  it('keep a name together in right-to-left text, and add nothing to no name', () => {
    expect(formatsOf('ar').name('Acme')).toBe('\u2068Acme\u2069');
    for (const language of LANGUAGES) expect(formatsOf(language).name('')).toBe('');
    expect(formatsOf('fr').name('Acme')).toBe('Acme');
  });

  it('are made once for each language', () => {
    expect(formatsOf('pt-BR')).toBe(formatsOf('pt-BR'));
  });
});
