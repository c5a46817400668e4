import type { FC } from 'hono/jsx';
import type { Visit } from '../visit.ts';

/** The doors of all brands: whose mail is to stop? */
export const BrandDoors: FC<{ visit: Visit }> = ({ visit: { reader, brands } }) => (
  <>
    <p>{reader.words.door.listLead}</p>
    <ul>
      {brands.map(({ id, name }) => (
        <li>
          <a href={`/b/${id}`}>
            <bdi>{name}</bdi>
          </a>
        </li>
      ))}
    </ul>
  </>
);
