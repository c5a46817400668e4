import type { FC } from 'hono/jsx';
import { brandName, type Visit } from '../visit.ts';

/** Mail that has to be sent, with why: listed and explained, and no switch that would do nothing. */
export const ServiceList: FC<{ visit: Visit }> = ({ visit }) => {
  const { preferences, done } = visit.reader.words;
  const topics = [...(visit.brand?.topics.values() ?? [])];
  const service = topics.filter((topic) => topic.kind === 'transactional');
  return (
    <section>
      <h2>{preferences.service}</h2>
      <p>
        {service.length === 0
          ? done.noContinues(brandName(visit))
          : preferences.serviceLead(brandName(visit))}
      </p>
      {service.length === 0 ? null : (
        <dl>
          {service.map(({ name, description, basis }) => (
            <>
              <dt>
                <bdi>{name}</bdi>
              </dt>
              <dd>
                {description === null ? null : (
                  <>
                    <bdi>{description}</bdi>{' '}
                  </>
                )}
                <span class="quiet">{preferences.basis[basis]}</span>
              </dd>
            </>
          ))}
        </dl>
      )}
    </section>
  );
};
