import type { Child, FC, PropsWithChildren } from 'hono/jsx';
import { stylesheetPath } from './stylesheet.ts';

export interface LayoutProps {
  /** What happened or is asked, then whose page it is: screen readers say it first. */
  readonly title: string;
  /** Who speaks: the brand, or Heed on its own pages. */
  readonly speaker: string;
  readonly lang?: string;
  /** Set where tables need room. */
  readonly wide?: boolean;
  /** Beside the speaker's name, such as the way out. */
  readonly aside?: Child;
  /** Lines at the foot: 15 USC 7704(a)(5)(A)(iii) wants the postal address near. */
  readonly foot?: readonly string[];
}

/** The frame of every page: one column, one h1 in the children, no script. */
export const Layout: FC<PropsWithChildren<LayoutProps>> = (props) => (
  <html lang={props.lang ?? 'en'}>
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="robots" content="noindex, nofollow" />
      <meta name="color-scheme" content="light dark" />
      <title>{props.title}</title>
      <link rel="icon" href="data:," />
      <link rel="stylesheet" href={stylesheetPath} />
    </head>
    <body class={props.wide ? 'wide' : undefined}>
      <header class="top">
        <p>{props.speaker}</p>
        {props.aside}
      </header>
      <main>{props.children}</main>
      {props.foot && props.foot.length > 0 ? (
        <footer class="foot">
          {props.foot.map((line) => (
            <p>{line}</p>
          ))}
        </footer>
      ) : null}
    </body>
  </html>
);
