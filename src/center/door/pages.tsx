import type { FC } from 'hono/jsx';
import type { Brand } from '../../brands/brand.ts';
import { ErrorSummary } from '../../web/form-kit.tsx';
import { Page } from '../frame.tsx';
import { ServiceMail } from '../service-mail.tsx';
import { brandName, type Visit } from '../visit.ts';
import { DoorForm } from './form.tsx';
import { BrandDoors } from './list.tsx';
import type { Typed } from './read-form.ts';

export interface DoorProps {
  readonly visit: Visit;
  readonly brand: Brand;
  readonly typed?: Typed | undefined;
  readonly error?: string | undefined;
  /** True where another website sent the form: nothing was done. */
  readonly foreign?: boolean;
}

/** The door without a link. */
export const DoorPage: FC<DoorProps> = ({ visit, brand, typed, error, foreign }) => {
  const { words } = visit.reader;
  const title = words.door.title(brandName(visit));
  return (
    <Page visit={visit} title={title} wrong={error !== undefined}>
      <ErrorSummary
        words={words.errors}
        errors={error === undefined ? [] : [{ field: 'address', text: error }]}
      />
      <h1>{title}</h1>
      <p class="lead">{foreign ? words.foreign.lead : words.door.lead}</p>
      <DoorForm visit={visit} brand={brand} typed={typed} error={error} />
    </Page>
  );
};

/** All doors, for whoever does not know which. */
export const DoorListPage: FC<{ visit: Visit }> = ({ visit }) => {
  const { door } = visit.reader.words;
  return (
    <Page visit={visit} title={door.listTitle}>
      <h1>{door.listTitle}</h1>
      <BrandDoors visit={visit} />
    </Page>
  );
};

export interface DoorDoneProps {
  readonly visit: Visit;
  /** As it was typed: whoever reads this page typed it. */
  readonly address: string;
  readonly everyBrand: boolean;
  readonly lastDay: string | undefined;
}

/** The same words for an address that is known, unknown, or was stopped before. */
export const DoorDonePage: FC<DoorDoneProps> = ({ visit, address, everyBrand, lastDay }) => {
  const { words, formats } = visit.reader;
  const title = everyBrand ? everyBrandTitle(visit) : words.door.doneTitle(brandName(visit));
  return (
    <Page visit={visit} title={title}>
      <h1>{title}</h1>
      <p class="lead">{words.door.done(formats.name(address))}</p>
      {lastDay === undefined ? null : <p>{words.done.by(lastDay)}</p>}
      <ServiceMail visit={visit} />
    </Page>
  );
};

function everyBrandTitle({ reader: { words, formats }, groupName }: Visit): string {
  return groupName === undefined
    ? words.door.doneTitleAll
    : words.door.doneTitleGroup(formats.name(groupName));
}
