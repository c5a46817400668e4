import type { FC } from 'hono/jsx';
import { ButtonForm } from '../../web/form-kit.tsx';
import { Page } from '../frame.tsx';
import type { Visit } from '../visit.ts';

/** Asks before an undo that is opened as a link: a GET changes nothing. */
export const AskUndoPage: FC<{ visit: Visit }> = ({ visit }) => {
  const { done, undone } = visit.reader.words;
  return (
    <Page visit={visit} title={done.undoTitle}>
      <h1>{done.undoTitle}</h1>
      <p class="lead">{undone.ask}</p>
      <ButtonForm press="undo" label={done.undo} />
    </Page>
  );
};

/** After an undo: everything as before, or nothing left to undo. */
export const UndonePage: FC<{ visit: Visit; mask: string; stale: boolean }> = ({ visit, mask, stale }) => {
  const { undone } = visit.reader.words;
  const title = stale ? undone.staleTitle : undone.title;
  const lead = mask === '' ? undone.plainLead : undone.lead(mask);
  return (
    <Page visit={visit} title={title}>
      <h1>{title}</h1>
      <p class="lead">{stale ? undone.stale : lead}</p>
      <p>{undone.again}</p>
    </Page>
  );
};

export interface PausedProps {
  readonly visit: Visit;
  readonly mask: string;
  readonly what: string;
  /** The first day mail may come again, in words. */
  readonly until: string;
  readonly receiptPath: string;
}

/** After a pause was chosen instead of an end. */
export const PausedPage: FC<PausedProps> = ({ visit, mask, what, until, receiptPath }) => {
  const { paused, done, undone } = visit.reader.words;
  const title = paused.title(until);
  return (
    <Page visit={visit} title={title}>
      <h1>{title}</h1>
      {mask === '' ? null : <p class="lead">{paused.lead(mask, what, until)}</p>}
      <p>
        <a href={receiptPath}>{done.receipt}</a>
      </p>
      <p>{undone.again}</p>
    </Page>
  );
};
