import type { RenderedLetter } from '../src/mail/render-letter.ts';

const STYLE = `
:root { color-scheme: light dark; font: 100%/1.5 system-ui, sans-serif; }
body { margin: 2rem auto; width: calc(100% - 3rem); max-width: 76rem; }
iframe { border: 1px solid #888; border-radius: 0.5rem; height: 50rem; background: #fff; }
.frames { display: flex; flex-wrap: wrap; gap: 1rem; }
nav { display: flex; flex-wrap: wrap; gap: 0 1rem; }
pre { white-space: pre-wrap; border: 1px solid #888; border-radius: 0.5rem; padding: 1rem; max-width: 45rem; }
`;

/** A list of all mails. */
export function indexPage(names: readonly string[]): string {
  const items = names.map((name) => `<li><a href="${name}.en.html">${escaped(name)}</a></li>`);
  return page('Mails', 'en', `<h1>Mails</h1><ul>${items.join('')}</ul>`);
}

export interface MailPage {
  /** What the files of this mail and language begin with. */
  readonly path: string;
  readonly mail: RenderedLetter;
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  readonly others: readonly { readonly name: string; readonly href: string }[];
}

/** One mail in one language: both looks in two widths, and its text. */
export function mailPage({ path, mail, language, direction, others }: MailPage): string {
  const links = others.map(({ name, href }) => `<a href="${href}">${escaped(name)}</a>`).join(' ');
  const frames = [600, 360].flatMap((width) =>
    ['light', 'dark'].map(
      (scheme) =>
        `<iframe title="${scheme}, ${width} px" src="${path}.${scheme}.html" width="${width}"></iframe>`,
    ),
  );
  return page(
    path,
    'en',
    `<p><a href="index.html">All mails</a></p><nav aria-label="Languages">${links}</nav>
<h1 lang="${language}" dir="${direction}">${escaped(mail.subject)}</h1>
<div class="frames">${frames.join('\n')}</div>
<h2>Text</h2><pre lang="${language}" dir="${direction}">${escaped(mail.text)}</pre>`,
  );
}

function page(title: string, language: string, body: string): string {
  return `<!doctype html><html lang="${language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escaped(title)}</title><style>${STYLE}</style><body>${body}</body></html>\n`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);
}
