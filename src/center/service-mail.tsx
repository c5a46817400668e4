import type { FC } from 'hono/jsx';
import { brandName, type Visit } from './visit.ts';

/** What goes on after an opt-out, and why: mail that is no advertising. */
export const ServiceMail: FC<{ visit: Visit }> = ({ visit }) => {
  const { words } = visit.reader;
  const names = [...(visit.brand?.topics.values() ?? [])].filter(({ kind }) => kind === 'transactional');
  const brand = brandName(visit);
  return (
    <section>
      <h2>{words.done.continuesTitle}</h2>
      <p>{names.length === 0 ? words.done.noContinues(brand) : words.done.continues(brand)}</p>
      {names.length === 0 ? null : (
        <ul>
          {names.map(({ name }) => (
            <li>
              <bdi>{name}</bdi>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
};
