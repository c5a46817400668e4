import { describe, expect, it } from 'vitest';
import { type Specimen, specimens } from '../../emails/specimens.ts';
import { directionOf, LANGUAGES, type Language } from '../words/language.ts';
import { mailWordsOf } from '../words/mail-words.ts';
import { type RenderedLetter, renderLetter } from './render-letter.ts';

interface Case extends RenderedLetter {
  readonly name: string;
  readonly specimen: Specimen;
  readonly language: Language;
}

const inLanguage = ({ facts, frame }: Specimen, language: Language): Promise<RenderedLetter> =>
  renderLetter(facts, { ...frame, language, words: mailWordsOf(language) });

// Every mail in every state and language.
const cases: readonly Case[] = await Promise.all(
  specimens().flatMap((specimen) =>
    LANGUAGES.map(async (language) => ({
      name: `${specimen.name} in ${language}`,
      specimen,
      language,
      ...(await inLanguage(specimen, language)),
    })),
  ),
);

/** The one link a mail is about, if it has one. */
function linkOf({ facts }: Specimen): string | undefined {
  if ('url' in facts) return facts.url;
  return 'receiptUrl' in facts ? facts.receiptUrl : undefined;
}

const count = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0;

/** The names of the cases that are not as they should be. */
const wrong = (isRight: (mail: Case) => boolean, of = cases) =>
  of.filter((mail) => !isRight(mail)).map(({ name }) => name);

describe('every mail, in every state and language', () => {
  it('says in which language and direction it is', () => {
    const tagged = (tag: string) =>
      wrong(({ html, language }) =>
        html.includes(`<${tag} dir="${directionOf(language)}" lang="${language}"`),
      );
    expect(tagged('html')).toEqual([]);
    // Some programs throw <html> away, so the first cell says it too.
    expect(tagged('td')).toEqual([]);
  });

  it('has one heading and one title', () => {
    expect(wrong(({ html }) => count(html, /<h1[ >]/g) === 1)).toEqual([]);
    expect(wrong(({ html }) => count(html, /<title>[^<]+<\/title>/g) === 1)).toEqual([]);
  });

  it('has its link as a button and in full, and alone on a line of the text; without a link it has none', () => {
    const linked = cases.filter(({ specimen }) => linkOf(specimen) !== undefined);
    const button = ({ html, specimen }: Case) =>
      html.includes(`<a href="${linkOf(specimen)}" class="button"`);
    expect(wrong(button, linked)).toEqual([]);
    expect(wrong(({ html, specimen }) => html.includes(`>${linkOf(specimen)}</a>`), linked)).toEqual([]);
    for (const { specimen, html, text } of cases) {
      const link = linkOf(specimen);
      const links = text.split('\n').filter((line) => line.includes('://'));
      expect(links).toEqual(link === undefined ? [] : [link]);
      expect(count(html, /class="button"/g)).toBe(links.length);
    }
  });

  it('tells in both parts in whose name it comes, the postal address of a brand, and how to reach it', () => {
    for (const { specimen, html, text } of cases) {
      const { name, postalAddress, phone, email } = specimen.frame.from;
      for (const line of [name, ...(postalAddress ?? []), phone, email].filter((one) => one !== null)) {
        expect(html).toContain(line);
        expect(text).toContain(line);
      }
    }
  });

  it('fetches nothing, runs nothing, and is shown whole', () => {
    const fetched = /<(?:img|link|script|iframe|object|svg|form)\b|src=|url\(|@import|@font-face/i;
    expect(wrong(({ html }) => !fetched.test(html))).toEqual([]);
    // Gmail cuts off what comes after 102 kB.
    expect(wrong(({ html }) => Buffer.byteLength(html) < 100_000)).toEqual([]);
  });

  it('is rendered to the same bytes again', async () => {
    for (const { specimen, language, subject, html, text } of cases) {
      expect(await inLanguage(specimen, language)).toEqual({ subject, html, text });
    }
  });
});

// Neither pressing nor selling: what a mail about someone's own request must not say.
const PROMOTION =
  /!|\b(offers?|sale|discount|deals?|buy|shop now|free|exclusive|limited|hurry|miss out|sorry|sad|upgrade|follow us|special|newsletter)\b/i;

describe('every mail in English', () => {
  const english = cases.filter(({ language }) => language === 'en');

  it('promotes nothing', () => {
    expect(wrong(({ subject, text }) => !PROMOTION.test(`${subject}\n${text}`), english)).toEqual([]);
  });

  it('has a subject that a list of mails shows whole', () => {
    expect(wrong(({ subject }) => subject.length <= 70, english)).toEqual([]);
  });
});
