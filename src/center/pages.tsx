import type { FC } from 'hono/jsx';
import { Layout } from '../web/layout.tsx';
import { copy } from './copy.ts';
import type { LinkView } from './link-view.ts';

/** Asks once, with one button. Opening it changes nothing: link scanners open it too. */
export const AskPage: FC<{ view: LinkView }> = ({ view }) => (
  <Layout {...frame(view, copy.ask.title(view.what))}>
    <h1>{copy.ask.title(view.what)}</h1>
    {view.mask === '' ? null : <p class="lead">{copy.ask.lead(view.mask)}</p>}
    <form method="post">
      <button type="submit" name="press" value="stop">
        {copy.ask.button(view.what)}
      </button>
    </form>
    <p class="quiet">{copy.ask.note}</p>
  </Layout>
);

export interface DoneProps {
  readonly view: LinkView;
  readonly already: boolean;
  /** The last day mail may still come, in the reader's words; absent when no law sets one. */
  readonly lastDay?: string | undefined;
  readonly undo?: { readonly action: string; readonly until: string } | undefined;
}

/** Says what has stopped, by when, what goes on, and how to take it back. */
export const DonePage: FC<DoneProps> = ({ view, already, lastDay, undo }) => {
  const title = already ? copy.done.already : copy.done.title;
  return (
    <Layout {...frame(view, title)}>
      <h1>{title}</h1>
      {view.mask === '' ? null : <p class="lead">{copy.done.stops(view.mask, view.what)}</p>}
      {lastDay === undefined ? null : <p>{copy.done.by(lastDay)}</p>}
      <UndoOffer undo={undo} />
      {view.narrow ? (
        <section>
          <h2>{copy.done.moreTitle}</h2>
          <form method="post">
            <button type="submit" name="press" value="stop-brand" class="second">
              {copy.done.stopBrand(view.brandName)}
            </button>
          </form>
        </section>
      ) : null}
      <Continues view={view} />
    </Layout>
  );
};

const UndoOffer: FC<Pick<DoneProps, 'undo'>> = ({ undo }) =>
  undo === undefined ? null : (
    <section>
      <h2>{copy.done.undoTitle}</h2>
      <form method="post" action={undo.action}>
        <button type="submit" name="press" value="undo" class="second">
          {copy.done.undo}
        </button>
      </form>
      <p class="quiet">{copy.done.undoUntil(undo.until)}</p>
    </section>
  );

const Continues: FC<{ view: LinkView }> = ({ view: { brandName, continues } }) => (
  <section>
    <h2>{copy.done.continuesTitle}</h2>
    <p>{continues.length === 0 ? copy.done.noContinues(brandName) : copy.done.continues(brandName)}</p>
    {continues.length === 0 ? null : (
      <ul>
        {continues.map((name) => (
          <li>{name}</li>
        ))}
      </ul>
    )}
  </section>
);

/** After an undo: everything as before, or nothing left to undo. */
export const UndonePage: FC<{ view: LinkView; stale: boolean }> = ({ view, stale }) => {
  const title = stale ? copy.undone.staleTitle : copy.undone.title;
  return (
    <Layout {...frame(view, title)}>
      <h1>{title}</h1>
      <p class="lead">{stale ? copy.undone.stale : copy.undone.lead(view.mask)}</p>
      <p>{copy.undone.again}</p>
    </Layout>
  );
};

/** Asks before an undo that is opened as a link: a GET changes nothing. */
export const AskUndoPage: FC<{ view: LinkView }> = ({ view }) => (
  <Layout {...frame(view, copy.done.undoTitle)}>
    <h1>{copy.done.undoTitle}</h1>
    <p class="lead">{copy.undone.ask}</p>
    <form method="post">
      <button type="submit" name="press" value="undo">
        {copy.done.undo}
      </button>
    </form>
  </Layout>
);

/** A page without a link's context: a bad link, a database that is away, a body too large. */
export const PlainPage: FC<{ title: string; lines: readonly string[]; retry?: string }> = (props) => (
  <Layout title={props.title} speaker={copy.speaker}>
    <h1>{props.title}</h1>
    {props.lines.map((line, index) => (
      <p class={index === 0 ? 'lead' : undefined}>{line}</p>
    ))}
    {props.retry === undefined ? null : (
      <form method="post">
        <button type="submit" name="press" value="stop">
          {props.retry}
        </button>
      </form>
    )}
  </Layout>
);

function frame(view: LinkView, title: string) {
  return {
    title: title.includes(view.brandName) ? title : `${title} – ${view.brandName}`,
    speaker: view.brandName,
    foot: [view.brandName, view.postalAddress],
  };
}
