import type { FC } from 'hono/jsx';
import { type Incident, lastedMillis, wantsExplanation } from '../watch/incident.ts';
import { ErrorSummary, type FieldError, TextArea, TextField } from '../web/form-kit.tsx';
import { Layout } from '../web/layout.tsx';
import { copy } from './copy.ts';
import { guaranteeCopy, KIND_WORDS } from './copy-guarantee.ts';
import { humanCount, humanDuration, humanInstant } from './format.ts';
import { INCIDENTS_PATH, incidentPath, senderPath } from './paths.ts';
import { SignOut } from './sign-out.tsx';

const words = guaranteeCopy.incident;

/** What was typed into the form that explains a breach, and what is wrong with it. */
export interface ExplainForm {
  readonly typed: { readonly name?: string | undefined; readonly explanation?: string | undefined };
  readonly errors: readonly FieldError[];
}

export interface IncidentPageProps {
  /** Epoch ms. */
  readonly at: number;
  readonly zone: string;
  readonly incident: Incident;
  /** What the sender is called; empty for the service itself. */
  readonly sender: string;
  readonly form: ExplainForm;
  /** What was written and not kept, because somebody else was first. */
  readonly notKept?: string | undefined;
}

/** One incident: what happened, its clocks, and why it did. */
export const IncidentPage: FC<IncidentPageProps> = (props) => {
  const { incident, sender, form, notKept } = props;
  const title = KIND_WORDS[incident.kind].title(sender);
  const wrong = form.errors.length > 0;
  return (
    <Layout
      title={`${wrong ? `${guaranteeCopy.prefix} ` : ''}${title} – ${copy.speaker}`}
      speaker={copy.speaker}
      wide
      aside={<SignOut />}
    >
      <ErrorSummary
        words={{ summary: guaranteeCopy.problem, prefix: guaranteeCopy.prefix }}
        errors={form.errors}
      />
      <h1>{title}</h1>
      <p class="lead">{KIND_WORDS[incident.kind].meaning}</p>
      {notKept === undefined ? null : (
        <>
          <output>{words.notKept}</output>
          <p>{notKept}</p>
        </>
      )}
      <Clocks {...props} />
      <Explanation incident={incident} />
      {wantsExplanation(incident) ? <Form id={incident.id} form={form} /> : null}
      <p class="row">
        <a href={INCIDENTS_PATH}>{words.all}</a>
        <a href="/console">{guaranteeCopy.back}</a>
      </p>
    </Layout>
  );
};

const Clocks: FC<IncidentPageProps> = ({ incident, sender, at, zone }) => {
  const { requestedAt, dueAt, recoveredAt, closedAt, waiting, code } = incident;
  return (
    <dl>
      {incident.sender === null ? null : (
        <>
          <dt>{words.sender}</dt>
          <dd>
            <a href={senderPath(incident.sender)}>{sender}</a>
          </dd>
        </>
      )}
      <Instant term={words.opened} at={incident.openedAt} zone={zone} />
      <Instant term={words.requested} at={requestedAt} zone={zone} />
      <Instant term={words.due} at={dueAt} zone={zone} />
      {waiting === 0 ? null : (
        <>
          <dt>{words.waiting}</dt>
          <dd>{humanCount(waiting)}</dd>
        </>
      )}
      {code === null ? null : (
        <>
          <dt>{words.code}</dt>
          <dd>
            <code>{code}</code>
          </dd>
        </>
      )}
      <Instant term={words.recovered} at={recoveredAt} zone={zone} />
      <Instant term={words.closed} at={closedAt} zone={zone} />
      <dt>{words.lasted}</dt>
      <dd>{humanDuration(lastedMillis(incident, at))}</dd>
    </dl>
  );
};

const Instant: FC<{ term: string; at: number | null; zone: string }> = ({ term, at, zone }) =>
  at === null ? null : (
    <>
      <dt>{term}</dt>
      <dd>
        <time datetime={new Date(at).toISOString()}>{humanInstant(at, zone)}</time>
      </dd>
    </>
  );

const Explanation: FC<{ incident: Incident }> = ({ incident: { explainedBy, explanation, closedAt } }) =>
  explainedBy === null ? null : (
    <section aria-labelledby="explained">
      <h2 id="explained">{words.explained}</h2>
      <p>{explanation}</p>
      <p class="quiet">
        {words.explainedBy(explainedBy)} {closedAt === null ? words.staysOpen : null}
      </p>
    </section>
  );

const Form: FC<{ id: string; form: ExplainForm }> = ({ id, form: { typed, errors } }) => {
  const mistake = (field: string) => errors.find((error) => error.field === field)?.text;
  return (
    <section aria-labelledby="explain">
      <h2 id="explain">{words.explainTitle}</h2>
      <p class="quiet">{words.explainNote}</p>
      <form method="post" action={incidentPath(id)} novalidate>
        <TextField
          id="name"
          name="name"
          label={words.name}
          hint={words.nameHint}
          autocomplete="name"
          value={typed.name}
          error={mistake('name')}
          prefix={guaranteeCopy.prefix}
        />
        <TextArea
          id="explanation"
          name="explanation"
          label={words.explanation}
          hint={words.explanationHint}
          value={typed.explanation}
          error={mistake('explanation')}
          prefix={guaranteeCopy.prefix}
        />
        <button type="submit" name="press" value="explain">
          {words.button}
        </button>
      </form>
    </section>
  );
};
