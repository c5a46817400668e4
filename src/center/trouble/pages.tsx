import type { FC } from 'hono/jsx';
import { DoorForm } from '../door/form.tsx';
import { BrandDoors } from '../door/list.tsx';
import { Page } from '../frame.tsx';
import type { Visit } from '../visit.ts';

type Props = { visit: Visit };

/** The way to stop mail from any page that cannot do it itself. */
const ToTheDoors: FC<Props> = ({ visit }) => (
  <p>
    <a class="button" href="/b">
      {visit.reader.words.notFound.stop}
    </a>
  </p>
);

/** A link that does not open, and beside it the door that needs none. */
export const DeadLinkPage: FC<Props> = ({ visit }) => {
  const { dead } = visit.reader.words;
  return (
    <Page visit={visit} title={dead.title}>
      <h1>{dead.title}</h1>
      {visit.brand === undefined ? (
        <>
          <p class="lead">{dead.leadAnywhere}</p>
          <BrandDoors visit={visit} />
        </>
      ) : (
        <>
          <p class="lead">{dead.lead}</p>
          <DoorForm visit={visit} brand={visit.brand} />
        </>
      )}
    </Page>
  );
};

/** A form of another website. */
export const ForeignPage: FC<Props & { path: string }> = ({ visit, path }) => {
  const { foreign } = visit.reader.words;
  return (
    <Page visit={visit} title={foreign.title}>
      <h1>{foreign.title}</h1>
      <p class="lead">{foreign.lead}</p>
      <p>
        <a class="button" href={path}>
          {foreign.again}
        </a>
      </p>
    </Page>
  );
};

/** A page that is not there. */
export const NotFoundPage: FC<Props> = ({ visit }) => {
  const { notFound } = visit.reader.words;
  return (
    <Page visit={visit} title={notFound.title}>
      <h1>{notFound.title}</h1>
      <p class="lead">{notFound.lead}</p>
      <ToTheDoors visit={visit} />
    </Page>
  );
};

/** The database is away. `fields`: what was filled in, to be sent again by one press; absent where nothing was. */
export const BusyPage: FC<Props & { fields: readonly (readonly [string, string])[] | undefined }> = ({
  visit,
  fields,
}) => {
  const { busy } = visit.reader.words;
  const title = fields === undefined ? busy.show : busy.title;
  return (
    <Page visit={visit} title={title}>
      <h1>{title}</h1>
      <p class="lead">{busy.lead}</p>
      <form method={fields === undefined ? 'get' : 'post'}>
        {(fields ?? []).map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <button type="submit">{busy.again}</button>
      </form>
    </Page>
  );
};

/** More was sent than any form of ours holds. */
export const TooLargePage: FC<Props> = ({ visit }) => {
  const { tooLarge } = visit.reader.words;
  return (
    <Page visit={visit} title={tooLarge.title}>
      <h1>{tooLarge.title}</h1>
      <p class="lead">{tooLarge.lead}</p>
      <ToTheDoors visit={visit} />
    </Page>
  );
};
