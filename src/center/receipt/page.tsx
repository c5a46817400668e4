import type { FC } from 'hono/jsx';
import type { SenderProgress } from '../../propagation/progress.ts';
import { ErrorSummary } from '../../web/form-kit.tsx';
import { Page } from '../frame.tsx';
import { lastDayOf } from '../unsubscribe/done.ts';
import { type Visit, zoneOf } from '../visit.ts';
import { scopeInWords } from '../wording.ts';
import { ReasonForm } from './reason-form.tsx';
import type { ReceiptView } from './view.ts';

export interface ReceiptProps {
  readonly view: ReceiptView;
  /** After the question was answered, or sent without an answer. */
  readonly said?: 'thanks' | 'none' | undefined;
}

/** How far a request has come: every system, by the name the company chose for it, and the proof to keep. */
export const ReceiptPage: FC<ReceiptProps> = ({ view, said }) => {
  const { visit, entry, progress } = view;
  const { receipt, reason, errors } = visit.reader.words;
  const title = receipt.title(momentIn(visit, entry.requested_at));
  const none = said === 'none' ? [{ field: 'reason', text: reason.none }] : [];
  const lastDay = lastDayOf(visit, entry.due_at);
  return (
    <Page visit={visit} title={title} wrong={none.length > 0}>
      <ErrorSummary words={errors} errors={none} />
      {said === 'thanks' ? <output>{reason.thanks}</output> : null}
      <h1>{title}</h1>
      <p class="lead">{aboutOf(view)}</p>
      {view.overtaken ? <p>{receipt.overtaken}</p> : null}
      <section aria-labelledby="systems">
        <h2 id="systems">{receipt.systems}</h2>
        <p>{summaryOf(view)}</p>
        {lastDay === undefined ? null : <p>{receipt.deadline(lastDay)}</p>}
        {progress.total === 0 ? null : <Systems visit={visit} senders={progress.senders} />}
        <p class="quiet">
          {receipt.asOf(momentIn(visit, visit.now))} <a href={view.path}>{receipt.refresh}</a>
        </p>
      </section>
      <section aria-labelledby="proof">
        <h2 id="proof">{receipt.proofTitle}</h2>
        <p>{receipt.proof}</p>
        <p>
          <a class="button" href={`${view.path}/receipt.jws`} download>
            {receipt.download}
          </a>
        </p>
      </section>
      {entry.kind === 'opt_out' && said !== 'thanks' ? (
        <section>
          <ReasonForm visit={visit} action={view.path} error={none[0]?.text} />
        </section>
      ) : null}
    </Page>
  );
};

function momentIn(visit: Visit, at: number): string {
  return visit.reader.formats.moment(at, zoneOf(visit));
}

function aboutOf({ visit, entry, scope, mask }: ReceiptView): string {
  const { receipt } = visit.reader.words;
  const what = scopeInWords(visit, scope);
  switch (entry.kind) {
    case 'opt_in':
    case 'pause_end':
      return receipt.aboutIn(mask, what);
    case 'pause':
      // A pause that ends when it is said is the end of a pause.
      if ((entry.until_at ?? 0) <= entry.recorded_at) return receipt.aboutIn(mask, what);
      return receipt.aboutPause(mask, what, visit.reader.formats.date(entry.until_at ?? 0, zoneOf(visit)));
    case 'undo':
      return receipt.aboutUndo(mask, what);
    default:
      return receipt.about(mask, what);
  }
}

function summaryOf({ visit, progress: { told, total } }: ReceiptView): string {
  const { words, formats } = visit.reader;
  if (total === 0) return words.receipt.nobody;
  return told === total
    ? words.receipt.all
    : words.receipt.progress(formats.count(told), formats.count(total));
}

const Systems: FC<{ visit: Visit; senders: readonly SenderProgress[] }> = ({ visit, senders }) => (
  <ul class="systems">
    {senders.map((sender) => (
      <li class={sender.at === null ? undefined : 'told'}>
        <bdi>{sender.publicName}</bdi> <span class="quiet">{stateOf(visit, sender)}</span>
      </li>
    ))}
  </ul>
);

function stateOf(visit: Visit, { state, at }: SenderProgress): string {
  const { receipt } = visit.reader.words;
  if (at === null) return receipt.waiting;
  return state === 'confirmed' ? receipt.confirmed(momentIn(visit, at)) : receipt.told(momentIn(visit, at));
}
