import { type Specimen, specimens } from '../emails/specimens.ts';
import { type RenderedLetter, renderLetter } from '../src/mail/render-letter.ts';
import { directionOf, LANGUAGE_NAMES, LANGUAGES, type Language } from '../src/words/language.ts';
import { mailWordsOf } from '../src/words/mail-words.ts';
import { indexPage, mailPage } from './mail-preview-pages.ts';

/** A file of the preview, by the path it has on the server and in the folder. */
export interface PreviewFile {
  readonly path: string;
  readonly type: 'text/html' | 'text/plain';
  readonly content: () => Promise<string>;
}

/** All files of the preview: an index, and for each mail and language a page, both looks of its HTML, and its text. */
export function previewFiles(): readonly PreviewFile[] {
  const all = specimens();
  const index = () => Promise.resolve(indexPage(all.map(({ name }) => name)));
  return [
    { path: 'index.html', type: 'text/html', content: index },
    ...all.flatMap((specimen) => LANGUAGES.flatMap((language) => filesOf(specimen, language))),
  ];
}

function filesOf(specimen: Specimen, language: Language): PreviewFile[] {
  const { name } = specimen;
  const path = `${name}.${language}`;
  const file = (ending: string, type: PreviewFile['type'], show: (mail: RenderedLetter) => string) => ({
    path: `${path}.${ending}`,
    type,
    content: async () => show(await renderSpecimen(specimen, language)),
  });
  const others = LANGUAGES.map((other) => ({ name: LANGUAGE_NAMES[other], href: `${name}.${other}.html` }));
  const direction = directionOf(language);
  return [
    file('html', 'text/html', (mail) => mailPage({ path, mail, language, direction, others })),
    file('light.html', 'text/html', (mail) => inScheme(mail.html, 'light')),
    file('dark.html', 'text/html', (mail) => inScheme(mail.html, 'dark')),
    file('txt', 'text/plain', (mail) => mail.text),
  ];
}

function renderSpecimen({ facts, frame }: Specimen, language: Language): Promise<RenderedLetter> {
  return renderLetter(facts, { ...frame, language, words: mailWordsOf(language) });
}

/** A mail as a program shows it whose reader prefers one scheme, whatever this browser prefers. */
function inScheme(html: string, scheme: 'light' | 'dark'): string {
  return html
    .replaceAll('@media (prefers-color-scheme: dark)', scheme === 'dark' ? '@media all' : '@media not all')
    .replaceAll('light dark', scheme);
}
