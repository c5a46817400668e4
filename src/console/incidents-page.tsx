import type { FC } from 'hono/jsx';
import type { Incident } from '../watch/incident.ts';
import type { IncidentPage as Listed } from '../watch/incident-list.ts';
import { Layout } from '../web/layout.tsx';
import { copy } from './copy.ts';
import { guaranteeCopy } from './copy-guarantee.ts';
import { IncidentItem } from './incident-item.tsx';
import { INCIDENTS_PATH } from './paths.ts';
import { SignOut } from './sign-out.tsx';

const words = guaranteeCopy.incidents;

export interface IncidentsPageProps {
  /** Epoch ms: the instant the page is true of. */
  readonly at: number;
  readonly zone: string;
  readonly page: Listed;
  /** What each sender is called, by its id. */
  readonly names: ReadonlyMap<string, string>;
  /** The one sender it is about; undefined for all. */
  readonly sender: string | undefined;
  /** False where this is a later page: then there is a way back to the newest. */
  readonly isFirst: boolean;
}

/** Everything that is wrong, and then everything that was, in plain words. */
export const IncidentsPage: FC<IncidentsPageProps> = (props) => {
  const { page, sender, isFirst } = props;
  const open = page.incidents.filter(({ closedAt }) => closedAt === null);
  const over = page.incidents.filter(({ closedAt }) => closedAt !== null);
  return (
    <Layout title={`${words.title} – ${copy.speaker}`} speaker={copy.speaker} wide aside={<SignOut />}>
      <h1>{words.title}</h1>
      {isFirst ? <p class="lead">{leadWords(page, { open: open.length, over: over.length })}</p> : null}
      <Group {...props} id="open" title={words.openTitle} incidents={open} />
      <Group {...props} id="over" title={words.closedTitle} incidents={over} />
      <p class="row">
        {isFirst ? null : <a href={pathOf(sender)}>{words.newest}</a>}
        {page.next === null ? null : <a href={pathOf(sender, page.next)}>{words.older}</a>}
        <a href="/console">{guaranteeCopy.back}</a>
      </p>
    </Layout>
  );
};

interface GroupProps extends IncidentsPageProps {
  readonly id: string;
  readonly title: string;
  readonly incidents: readonly Incident[];
}

const Group: FC<GroupProps> = ({ id, title, incidents, names, at, zone }) =>
  incidents.length === 0 ? null : (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <dl>
        {incidents.map((incident) => (
          <IncidentItem incident={incident} sender={nameOf(incident, names)} at={at} zone={zone} />
        ))}
      </dl>
    </section>
  );

/** What the sender of an incident is called; its id where it is gone, nothing for the service itself. */
export function nameOf({ sender }: Incident, names: ReadonlyMap<string, string>): string {
  return sender === null ? '' : (names.get(sender) ?? sender);
}

function leadWords({ next }: Listed, { open, over }: { open: number; over: number }): string {
  if (open === 0) return over === 0 ? words.never : words.nothingOpen;
  return over === 0 && next !== null ? words.openMore : words.open(open);
}

function pathOf(sender: string | undefined, after?: string): string {
  const query = new URLSearchParams({
    ...(sender === undefined ? {} : { sender }),
    ...(after === undefined ? {} : { after }),
  });
  return query.size === 0 ? INCIDENTS_PATH : `${INCIDENTS_PATH}?${query.toString()}`;
}
