import { describe, expect, it } from 'vitest';
import { mails } from './mails.ts';
import { pages } from './pages.ts';

/** Every message as text, with `names` given to those that print names. */
function textsOf(words: object, names: readonly unknown[]): string[] {
  return Object.values(words).flatMap((message: unknown) => {
    if (typeof message === 'string') return [message];
    if (typeof message === 'function') return [String(message(...names))];
    return typeof message === 'object' && message !== null ? textsOf(message, names) : [];
  });
}

// Pages take names one by one, mails all in one object.
const ANY_NAME = new Proxy({}, { get: () => 'X' });

describe('French words', () => {
  const texts = [...textsOf(pages, ['X', 'X', 'X']), ...textsOf(mails, [ANY_NAME])];

  it('are read by this test, with their names', () => {
    expect(texts).toContain('Ne plus recevoir X\u202f?');
    expect(texts).toContain('Désabonnement enregistré\u00a0: X');
  });

  it('set a space that does not break before tall marks and inside quotation marks', () => {
    const wrong = texts.filter((text) => /[^\u202f][;!?»]|[^\u00a0]:|«[^\u202f]/.test(text));
    expect(wrong).toEqual([]);
  });

  it('have typographic apostrophes', () => {
    expect(texts.filter((text) => text.includes("'"))).toEqual([]);
  });
});
