import type { FC } from 'hono/jsx';
import { ErrorSummary, type FieldError } from '../web/form-kit.tsx';
import { Layout } from '../web/layout.tsx';
import { AttestForm, type AttestTyped } from './attest-form.tsx';
import { copy } from './copy.ts';
import { humanInstant, lastDayBefore } from './format.ts';
import { handListCopy as words } from './hand-list-copy.ts';
import type { HandListView, ListedList, ListState } from './hand-list-view.ts';
import { SignOut } from './sign-out.tsx';

export interface HandListPageProps {
  readonly view: HandListView;
  /** What was typed, and what is wrong with it, when the form comes back. */
  readonly typed?: AttestTyped | undefined;
  readonly errors?: readonly FieldError[] | undefined;
  /** What was just done. */
  readonly said?: string | undefined;
}

/** How a person tells a system that can neither be called nor ask: what waits, the steps, and what was attested. */
export const HandListPage: FC<HandListPageProps> = ({ view, typed = {}, errors = [], said }) => {
  const { sender, lists } = view;
  const title = words.title(sender.name);
  const inService = sender.retiredAt === null;
  const open = onceEach(lists.filter(({ state }) => state.kind === 'open'));
  return (
    <Layout
      title={`${errors.length > 0 ? `${words.errors.prefix} ` : ''}${title} – ${copy.speaker}`}
      speaker={copy.speaker}
      wide
      aside={<SignOut />}
    >
      <ErrorSummary words={words.errors} errors={errors} />
      <h1>{title}</h1>
      {said === undefined ? null : <output>{said}</output>}
      <p class="lead">{words.lead}</p>
      {inService ? <Waiting view={view} /> : <p>{words.retired}</p>}
      {inService ? <Steps view={view} open={open} typed={typed} errors={errors} /> : null}
      <History view={view} />
      <p class="quiet">
        <a href="/console">{copy.back}</a>
      </p>
    </Layout>
  );
};

/** A list that was written twice is one file, and is asked about once. */
function onceEach(lists: readonly ListedList[]): ListedList[] {
  return [...new Map(lists.toReversed().map((one) => [one.list.sha256, one])).values()].reverse();
}

const Waiting: FC<{ view: HandListView }> = ({ view: { lag, oldest, sender } }) => (
  <p>
    {lag === 0 ? words.nothing : words.waits(lag)}{' '}
    {lag === 0 || oldest === undefined ? null : (
      <>{words.due(lastDayBefore(oldest.dueAt, oldest.zone).long, oldest.zone)} </>
    )}
    <a href={listsPath(sender.id)}>{words.refresh}</a>
  </p>
);

interface StepsProps {
  readonly view: HandListView;
  readonly open: readonly ListedList[];
  readonly typed: AttestTyped;
  readonly errors: readonly FieldError[];
}

const Steps: FC<StepsProps> = ({ view: { sender, lag, zone }, open, typed, errors }) => (
  <>
    {lag === 0 ? null : (
      <section aria-labelledby="download">
        <h2 id="download">{words.download.title}</h2>
        <p>{words.download.text}</p>
        <form method="post" action={`${listsPath(sender.id)}/file`}>
          <button type="submit">{words.download.button}</button>
        </form>
        <p class="quiet">{words.download.after}</p>
      </section>
    )}
    {lag === 0 && open.length === 0 ? null : (
      <>
        <section aria-labelledby="apply">
          <h2 id="apply">{words.apply.title}</h2>
          <ul>
            {words.apply.steps.map((step) => (
              <li>{step}</li>
            ))}
          </ul>
        </section>
        <section aria-labelledby="attest">
          <h2 id="attest">{words.attest.title}</h2>
          {open.length === 0 ? (
            <p>{words.attest.nothing}</p>
          ) : (
            <AttestForm
              action={listsPath(sender.id)}
              lists={open.map(({ list }) => list)}
              zone={zone}
              typed={typed}
              errors={errors}
            />
          )}
        </section>
      </>
    )}
  </>
);

const History: FC<{ view: HandListView }> = ({ view: { lists, zone } }) => (
  <section aria-labelledby="history">
    <h2 id="history">{words.history.title}</h2>
    {lists.length === 0 ? <p>{words.history.none}</p> : null}
    {lists.length === 0 ? null : (
      <dl>
        {lists.map(({ list, state }) => (
          <>
            <dt>{words.history.list(list.items)}</dt>
            <dd>
              {words.history.written(humanInstant(list.writtenAt, zone), list.writtenBy)}
              <br />
              {words.history.hash} <code>{list.sha256}</code>
              <br />
              {stateWords(state, zone)}
            </dd>
          </>
        ))}
      </dl>
    )}
  </section>
);

function stateWords(state: ListState, zone: string): string {
  switch (state.kind) {
    case 'applied':
      return words.history.inForce(state.attestation.name, humanInstant(state.attestation.at, zone));
    case 'overtaken':
      return words.history.overtaken;
    case 'open':
      return words.history.open;
  }
}

/** Where a manual sender's lists are. */
export function listsPath(senderId: string): string {
  return `/console/senders/${encodeURIComponent(senderId)}/list`;
}
