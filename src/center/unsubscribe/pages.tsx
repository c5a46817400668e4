import type { FC } from 'hono/jsx';
import { ButtonForm } from '../../web/form-kit.tsx';
import { Page } from '../frame.tsx';
import { ReasonForm } from '../receipt/reason-form.tsx';
import { ServiceMail } from '../service-mail.tsx';
import { brandName, type Visit } from '../visit.ts';
import { stopAllLabel } from '../wording.ts';
import type { Done } from './done.ts';

export interface AskProps {
  readonly visit: Visit;
  readonly mask: string;
  readonly what: string;
  /** True for a preference link past its age: it can only stop mail. */
  readonly old: boolean;
}

/** Asks once, with one button. Opening it changes nothing: link scanners open it too. */
export const AskPage: FC<AskProps> = ({ visit, mask, what, old }) => {
  const { ask, choices } = visit.reader.words;
  return (
    <Page visit={visit} title={ask.title(what)}>
      <h1>{ask.title(what)}</h1>
      {mask === '' ? null : <p class="lead">{ask.lead(mask)}</p>}
      <ButtonForm press="stop" label={ask.button(what)} />
      <p class="quiet">{ask.note}</p>
      {old ? (
        <section>
          <h2>{choices.title}</h2>
          <p>{ask.old}</p>
          <ButtonForm press="mail-link" label={choices.button} second />
        </section>
      ) : null}
    </Page>
  );
};

/**
 * Says what has stopped, by when, how to take it back, what more can be stopped, and what goes on. A brand that is gone
 * sends nothing that could go on, pause or be chosen.
 */
export const DonePage: FC<Done> = (done) => {
  const { visit, mask, what, already, lastDay } = done;
  const words = visit.reader.words.done;
  const title = already ? words.already : words.title;
  return (
    <Page visit={visit} title={title}>
      <h1>{title}</h1>
      {mask === '' ? null : <p class="lead">{words.stops(mask, what)}</p>}
      {lastDay === undefined ? null : <p>{words.by(lastDay)}</p>}
      <p>
        <a href={done.receiptPath}>{words.receipt}</a>
      </p>
      <UndoOffer done={done} />
      <MoreToStop done={done} />
      {visit.brand === undefined ? null : (
        <>
          <ServiceMail visit={visit} />
          <PauseOffer done={done} />
          <Choices visit={visit} />
        </>
      )}
      <section>
        <ReasonForm visit={visit} action={done.receiptPath} />
      </section>
    </Page>
  );
};

const UndoOffer: FC<{ done: Done }> = ({ done: { visit, undo } }) => {
  const words = visit.reader.words.done;
  return undo === undefined ? null : (
    <section>
      <h2>{words.undoTitle}</h2>
      <ButtonForm action={undo.path} press="undo" label={words.undo} second />
      <p class="quiet">{words.undoUntil(undo.until)}</p>
    </section>
  );
};

const MoreToStop: FC<{ done: Done }> = ({ done: { visit, width } }) => {
  const { words } = visit.reader;
  const everything = stopAllLabel(visit);
  if (width === 'everything' || (width === 'brand' && everything === undefined)) return null;
  return (
    <section>
      <h2>{words.done.moreTitle}</h2>
      {width === 'topic' ? (
        <ButtonForm press="stop-brand" label={words.stop.brand(brandName(visit))} second />
      ) : null}
      {everything === undefined ? null : <ButtonForm press="stop-all" label={everything} second />}
    </section>
  );
};

/** A break instead of an end, only after the end is done: 11 CCR 7004 wants nothing before what was asked for. */
const PauseOffer: FC<{ done: Done }> = ({ done: { visit, undo, what } }) => {
  const { words, formats } = visit.reader;
  return undo === undefined ? null : (
    <section>
      <h2>{words.done.pauseTitle}</h2>
      <p>{words.done.pauseLead(what)}</p>
      <form method="post" action={undo.path} class="row">
        <input type="hidden" name="press" value="pause" />
        {PAUSE_DAYS.map((days) => (
          <button type="submit" name="days" value={String(days)} class="second">
            {words.done.pauseDays(formats.count(days))}
          </button>
        ))}
      </form>
    </section>
  );
};

/** How long a pause may be that is offered by one press. */
export const PAUSE_DAYS = [30, 60, 90] as const;

const Choices: FC<{ visit: Visit }> = ({ visit }) => {
  const { choices } = visit.reader.words;
  return (
    <section>
      <h2>{choices.title}</h2>
      <p>{choices.lead(brandName(visit))}</p>
      <ButtonForm press="mail-link" label={choices.button} second />
    </section>
  );
};
