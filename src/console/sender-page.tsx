import type { FC } from 'hono/jsx';
import { HOLD_REASONS } from '../senders/hold.ts';
import { ErrorSummary } from '../web/form-kit.tsx';
import { Layout } from '../web/layout.tsx';
import { copy } from './copy.ts';
import { guaranteeCopy } from './copy-guarantee.ts';
import { humanInstant } from './format.ts';
import { LiftForm, type LiftTyped } from './lift-form.tsx';
import { INCIDENTS_PATH, senderPath } from './paths.ts';
import type { SenderPageView } from './sender-page-view.ts';
import { Attestations, Deliveries, Ladders, Parked, Replays, Waits } from './sender-parts.tsx';
import { Facts, State } from './sender-section.tsx';
import { HoldWords, IncidentsInShort } from './sender-trouble.tsx';
import { SignOut } from './sign-out.tsx';
import { WindowTable } from './window-table.tsx';

const words = guaranteeCopy.sender;

export interface SenderPageProps {
  readonly page: SenderPageView;
  readonly form: LiftTyped;
  /** What has just happened, in a sentence. */
  readonly said?: string | undefined;
}

/** One sender: what holds it and how that ends, what is wrong, what waits, and what was. */
export const SenderPage: FC<SenderPageProps> = ({ page, form, said }) => {
  const { sender, view } = page;
  const wrong = form.errors.length > 0;
  return (
    <Layout
      title={`${wrong ? `${guaranteeCopy.prefix} ` : ''}${sender.name} – ${copy.speaker}`}
      speaker={copy.speaker}
      wide
      aside={<SignOut />}
    >
      <ErrorSummary
        words={{ summary: guaranteeCopy.problem, prefix: guaranteeCopy.prefix }}
        errors={form.errors}
      />
      <h1>{sender.name}</h1>
      {said === undefined ? null : <output>{said}</output>}
      <IncidentsInShort sender={view} />
      <State sender={view} />
      <Facts sender={view} />
      {sender.kind === 'manual' ? (
        <p>
          <a href={`${senderPath(sender.id)}/list`}>{words.list}</a>
        </p>
      ) : null}
      <Holds page={page} form={form} />
      <Waits page={page} />
      <Parked page={page} />
      <Replays page={page} />
      <Deliveries page={page} />
      {view.untold ? null : (
        <section aria-labelledby="latency">
          <h2 id="latency">{copy.latency.title}</h2>
          <WindowTable windows={view.windows} />
        </section>
      )}
      <Attestations page={page} />
      <Ladders page={page} />
      <About page={page} />
      <p class="row">
        <a href={`${INCIDENTS_PATH}?sender=${encodeURIComponent(sender.id)}`}>{words.allIncidents}</a>
        <a href="/console">{guaranteeCopy.back}</a>
      </p>
    </Layout>
  );
};

const Holds: FC<Pick<SenderPageProps, 'page' | 'form'>> = ({ page: { sender, view }, form }) => {
  const liftable = view.held.some(({ reason }) => HOLD_REASONS.some((one) => one === reason));
  return (
    <section aria-labelledby="holds">
      <h2 id="holds">{words.heldTitle}</h2>
      {view.held.length === 0 ? <p class="quiet">{words.heldNone}</p> : null}
      {view.held.map((held) => (
        <HoldWords held={held} brandNames={view.brandNames} zone={view.zone} />
      ))}
      {liftable ? <LiftForm id={sender.id} form={form} /> : null}
    </section>
  );
};

const About: FC<{ page: SenderPageView }> = ({ page: { sender, view, zone } }) => (
  <section aria-labelledby="about">
    <h2 id="about">{words.tellsHow}</h2>
    <p>{words.kinds[sender.kind]}</p>
    <dl>
      <dt>{words.brands}</dt>
      <dd>{sender.brands.map((brand) => view.brandNames.get(brand) ?? brand).join(', ')}</dd>
      <dt>{words.recipientsRead}</dt>
      <dd>{sender.publicName}</dd>
      <dt>{words.added}</dt>
      <dd>
        <time datetime={new Date(sender.createdAt).toISOString()}>
          {humanInstant(sender.createdAt, zone)}
        </time>
      </dd>
    </dl>
  </section>
);
