import type { FC } from 'hono/jsx';
import { type Incident, lastedMillis, wantsExplanation } from '../watch/incident.ts';
import { guaranteeCopy, KIND_WORDS } from './copy-guarantee.ts';
import { humanDuration, humanInstant } from './format.ts';
import { incidentPath } from './paths.ts';

const words = guaranteeCopy.incidents;

export interface IncidentItemProps {
  readonly incident: Incident;
  /** What the sender is called; empty for the service itself. */
  readonly sender: string;
  /** Epoch ms. */
  readonly at: number;
  readonly zone: string;
}

/** One incident in a list: what, since when, for how long, and what is still to be done. */
export const IncidentItem: FC<IncidentItemProps> = ({ incident, sender, at, zone }) => (
  <>
    <dt>
      <a href={incidentPath(incident.id)}>{KIND_WORDS[incident.kind].title(sender)}</a>
    </dt>
    <dd>
      <time datetime={new Date(incident.openedAt).toISOString()}>
        {humanInstant(incident.openedAt, zone)}
      </time>
      <br />
      {lastingWords(incident, at)}
      {incident.closedAt === null && incident.recoveredAt !== null ? ` ${words.recovered}` : null}
      {wantsExplanation(incident) ? ` ${words.toExplain}` : null}
    </dd>
  </>
);

function lastingWords(incident: Incident, at: number): string {
  const duration = humanDuration(lastedMillis(incident, at));
  const isOver = incident.recoveredAt !== null || incident.closedAt !== null;
  return isOver ? words.lasted(duration) : words.lasting(duration);
}
