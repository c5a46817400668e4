import { describe, expect, it } from 'vitest';
import { letterSchema } from './letter-schema.ts';
import { LETTERS } from './testing/letters.ts';

describe('a stored letter', () => {
  it.each(Object.values(LETTERS))('about $kind is read back as it was written', (letter) => {
    expect(letterSchema.parse(JSON.parse(JSON.stringify(letter)))).toEqual(letter);
  });

  it.each(Object.values(LETTERS))('about $kind is not read when any of its facts is missing', (letter) => {
    for (const fact of Object.keys(letter)) {
      const rest = Object.fromEntries(Object.entries(letter).filter(([name]) => name !== fact));
      expect(letterSchema.safeParse(rest).success).toBe(false);
    }
  });

  it('of a kind that is not known is not read', () => {
    expect(letterSchema.safeParse({ ...LETTERS.manage_link, kind: 'greeting' }).success).toBe(false);
  });

  it('in a language that is not known is not read', () => {
    expect(letterSchema.safeParse({ ...LETTERS.manage_link, language: 'tlh' }).success).toBe(false);
  });
});
