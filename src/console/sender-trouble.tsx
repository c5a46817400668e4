import type { FC } from 'hono/jsx';
import { brandHeld, type Held } from '../senders/hold.ts';
import { kindOf } from '../watch/kinds.ts';
import { heldLift, heldReason, KIND_WORDS, guaranteeCopy as words } from './copy-guarantee.ts';
import { briefInstant } from './format.ts';
import { incidentPath } from './paths.ts';
import type { SenderView } from './sender-view.ts';

/** What holds a sender: why, since when, and what lifts it. Nothing where nothing does. */
export const HoldsInShort: FC<{ sender: SenderView }> = ({ sender: { held, brandNames, zone } }) => (
  <>
    {held.map((one) => (
      <HoldWords held={one} brandNames={brandNames} zone={zone} />
    ))}
  </>
);

/** One hold in words. */
export const HoldWords: FC<{ held: Held; brandNames: ReadonlyMap<string, string>; zone: string }> = ({
  held,
  brandNames,
  zone,
}) => {
  const brand = brandHeld(held);
  return (
    <p>
      <strong class="late">{words.held}</strong>{' '}
      {heldReason(held, brand === '*' ? undefined : (brandNames.get(brand) ?? brand))} {words.since}{' '}
      <time datetime={new Date(held.since).toISOString()}>{briefInstant(held.since, zone)}</time>.{' '}
      {heldLift(held)}
    </p>
  );
};

/** The sender's open incidents, each a link to what happened. */
export const IncidentsInShort: FC<{ sender: Pick<SenderView, 'incidents' | 'name'> }> = ({
  sender: { incidents, name },
}) =>
  incidents.length === 0 ? null : (
    <>
      <p class="quiet">{words.openIncidents}</p>
      <ul>
        {incidents.map(({ id, kind }) => (
          <li>
            <a href={incidentPath(id)}>{KIND_WORDS[kindOf(kind)].title(name)}</a>
          </li>
        ))}
      </ul>
    </>
  );
