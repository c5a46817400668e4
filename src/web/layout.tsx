import type { Child, FC, PropsWithChildren } from 'hono/jsx';
import { stylesheetPath } from './stylesheet.ts';

export interface LayoutProps {
  /** What happened or is asked, then whose page it is: screen readers say it first. */
  readonly title: string;
  /** Who speaks: the brand, or Heed on its own pages. */
  readonly speaker: string;
  /** The speaker's picture, a `data:` address; the name is its text. */
  readonly logo?: string | null | undefined;
  readonly lang?: string | undefined;
  readonly dir?: 'ltr' | 'rtl' | undefined;
  /** The one stylesheet; the house's own unless a brand has one. */
  readonly stylesheet?: string | undefined;
  /** Set where tables need room. */
  readonly wide?: boolean;
  /** Beside the speaker's name, such as the way out. */
  readonly aside?: Child;
  /** Below everything: who this is and how else they are reached. */
  readonly foot?: Child;
}

/** The frame of every page: one column, one h1 in the children, no script. */
export const Layout: FC<PropsWithChildren<LayoutProps>> = (props) => (
  <html lang={props.lang ?? 'en'} dir={props.dir}>
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="robots" content="noindex, nofollow" />
      <meta name="color-scheme" content="light dark" />
      <title>{props.title}</title>
      <link rel="icon" href="data:," />
      <link rel="stylesheet" href={props.stylesheet ?? stylesheetPath} />
    </head>
    <body class={props.wide ? 'wide' : undefined}>
      <header class="top">
        <Speaker name={props.speaker} logo={props.logo ?? undefined} />
        {props.aside}
      </header>
      <main>{props.children}</main>
      {props.foot === undefined ? null : <footer class="foot">{props.foot}</footer>}
    </body>
  </html>
);

const Speaker: FC<{ name: string; logo: string | undefined }> = ({ name, logo }) => (
  <p>{logo === undefined ? name : <img class="logo" src={logo} alt={name} />}</p>
);
