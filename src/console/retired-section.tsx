import type { FC } from 'hono/jsx';
import type { Sender } from '../senders/sender.ts';
import { copy } from './copy.ts';
import { humanInstant } from './format.ts';

export interface RetiredSectionProps {
  readonly senders: readonly Pick<Sender, 'id' | 'name' | 'retiredAt'>[];
  readonly zone: string;
}

/** The senders that were retired, apart from those that mail people; nothing at all where none was. */
export const RetiredSection: FC<RetiredSectionProps> = ({ senders, zone }) =>
  senders.length === 0 ? null : (
    <section aria-labelledby="retired">
      <h2 id="retired">{copy.retired.title}</h2>
      <p class="quiet">{copy.retired.note}</p>
      <ul>
        {senders.map(({ name, retiredAt }) => (
          <li>
            {name}
            {retiredAt === null ? null : `, ${copy.retired.since(humanInstant(retiredAt, zone))}`}
          </li>
        ))}
      </ul>
    </section>
  );
