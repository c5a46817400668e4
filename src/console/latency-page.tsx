import type { FC } from 'hono/jsx';
import { sharedZone } from '../brands/deadline-zone.ts';
import type { BrandDirectory } from '../brands/directory.ts';
import type { ReasonCount } from '../consent/reason.ts';
import type { Sender } from '../senders/sender.ts';
import { Layout } from '../web/layout.tsx';
import { copy } from './copy.ts';
import { AddBrand, AddSender } from './first-steps.tsx';
import { humanInstant } from './format.ts';
import { ReasonSection } from './reason-section.tsx';
import { RetiredSection } from './retired-section.tsx';
import { SenderSection } from './sender-section.tsx';
import type { SenderView } from './sender-view.ts';
import { SignOut } from './sign-out.tsx';
import { summarise } from './summary.ts';
import { summaryWords } from './summary-words.ts';

export interface LatencyPageProps {
  /** Epoch ms: the instant everything on the page is true of. */
  readonly at: number;
  readonly baseUrl: string;
  readonly brands: BrandDirectory;
  /** The most urgent first. */
  readonly senders: readonly SenderView[];
  readonly retired: readonly Pick<Sender, 'id' | 'name' | 'retiredAt'>[];
  /** Why people stopped, of the last 30 days. */
  readonly reasons: readonly ReasonCount[];
}

/** How long opt-outs take to reach each sender, and what is on its way: the answer first, then the numbers. */
export const LatencyPage: FC<LatencyPageProps> = ({ at, baseUrl, brands, senders, retired, reasons }) => (
  <Layout title={`${copy.latency.title} – ${copy.speaker}`} speaker={copy.speaker} wide aside={<SignOut />}>
    <Heading />
    <Lead brands={brands} senders={senders} />
    <p class="quiet">
      {copy.latency.asOf}{' '}
      <time datetime={new Date(at).toISOString()}>{humanInstant(at, sharedZone(brands))}</time>.{' '}
      <a href="/console">{copy.latency.refresh}</a>
    </p>
    <p class="quiet">
      <a href="/console/outbox">{copy.outbox.title}</a>
    </p>
    <Senders baseUrl={baseUrl} brands={brands} senders={senders} />
    <RetiredSection senders={retired} zone={sharedZone(brands)} />
    <ReasonSection brands={brands} reasons={reasons} />
  </Layout>
);

const Heading: FC = () => {
  const [before, after] = copy.latency.title.split(copy.latency.whole);
  return (
    <h1>
      {before}
      <span class="whole">{copy.latency.whole}</span>
      {after}
    </h1>
  );
};

type ListProps = Pick<LatencyPageProps, 'brands' | 'senders'>;

const Lead: FC<ListProps> = ({ brands, senders }) => {
  if (brands.size === 0) return <p class="lead">{copy.empty.brand}</p>;
  if (senders.length === 0) return <p class="lead">{copy.empty.sender}</p>;
  const summary = summarise(senders);
  return (
    <p class="lead">
      {summary.kind === 'late' ? <strong class="late">{copy.latency.late} </strong> : null}
      {summaryWords(summary)}
    </p>
  );
};

const Senders: FC<ListProps & { baseUrl: string }> = ({ baseUrl, brands, senders }) => {
  const [firstBrand] = brands.keys();
  if (firstBrand === undefined) return <AddBrand baseUrl={baseUrl} />;
  if (senders.length === 0) return <AddSender baseUrl={baseUrl} brand={firstBrand} />;
  return (
    <>
      {senders.map((sender) => (
        <SenderSection sender={sender} />
      ))}
      <section aria-labelledby="meaning">
        <h2 id="meaning">{copy.meaning.title}</h2>
        <dl class="quiet">
          {copy.meaning.entries.map(([term, meaning]) => (
            <>
              <dt>{term}</dt>
              <dd>{meaning}</dd>
            </>
          ))}
        </dl>
      </section>
    </>
  );
};
