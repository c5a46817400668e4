import { describe, expect, it } from 'vitest';
import { specimens } from '../../emails/specimens.ts';
import { mails } from '../words/en/mails.ts';
import { renderLetter } from './render-letter.ts';

/** Words that note which of their messages are read; `paths` are such as `manageLink.button`. */
function noting<Words extends object>(words: Words, paths: Set<string>, at = ''): Words {
  return new Proxy(words, {
    get(target, key, receiver) {
      const value: unknown = Reflect.get(target, key, receiver);
      if (typeof key === 'symbol') return value;
      if (typeof value === 'object' && value !== null) return noting(value, paths, `${at}${key}.`);
      paths.add(`${at}${key}`);
      return value;
    },
  });
}

function messagesOf(words: object, at = ''): string[] {
  return Object.entries(words).flatMap(([key, value]: [string, unknown]) =>
    typeof value === 'object' && value !== null ? messagesOf(value, `${at}${key}.`) : [`${at}${key}`],
  );
}

describe('the words of mails', () => {
  it('are all there, and all used by some mail in some state', async () => {
    const read = new Set<string>();
    const words = noting(mails, read);
    const printed: string[] = [];
    for (const { facts, frame } of specimens()) {
      const { html, text, subject } = await renderLetter(facts, { ...frame, words });
      printed.push(html, text, subject);
    }
    expect([...read].toSorted()).toEqual(messagesOf(mails).toSorted());
    expect(printed.filter((part) => /undefined|\[object|NaN|Invalid/.test(part))).toEqual([]);
  });
});
