import type { FC } from 'hono/jsx';
import { ButtonForm, ErrorSummary, type FieldError } from '../../web/form-kit.tsx';
import { Page } from '../frame.tsx';
import { brandName, otherBrands, type Visit } from '../visit.ts';
import { groupInWords, namesOf, stopAllLabel } from '../wording.ts';
import type { BrandChoices } from './choices.ts';
import type { PreferenceForm } from './form.ts';
import { PauseFields } from './pause-fields.tsx';
import { ServiceList } from './service-list.tsx';
import { TopicFields } from './topic-fields.tsx';

export interface PreferencesProps {
  readonly visit: Visit;
  readonly mask: string;
  /** The page's own brand first; more than one where the link may change every brand. */
  readonly current: readonly BrandChoices[];
  /** True where the link was just mailed. */
  readonly proven: boolean;
  /** What was chosen before, when the form comes back with a mistake. */
  readonly typed?: PreferenceForm | undefined;
  readonly errors?: readonly FieldError[];
  /** Where requests about data are made with this link; absent where it proves too little. */
  readonly privacyPath?: string | undefined;
}

/** Everything a person may choose: promotional mail apart from mail that has to be sent. */
export const PreferencesPage: FC<PreferencesProps> = (props) => {
  const { visit, current, errors = [] } = props;
  const { words } = visit.reader;
  const title = titleOf(props);
  return (
    <Page visit={visit} title={title} wrong={errors.length > 0}>
      <ErrorSummary words={words.errors} errors={errors} saved={words.saved.partly} />
      <h1>{title}</h1>
      {props.mask === '' ? null : <p class="lead">{words.preferences.lead(props.mask)}</p>}
      <ButtonForm press="stop-brand" label={words.stop.brand(brandName(visit))} />
      <form method="post" novalidate>
        {current.slice(0, 1).map((own) => (
          <Own props={props} own={own} />
        ))}
        {current.slice(1).map((other) => (
          <TopicFields visit={visit} of={other} typed={props.typed} named />
        ))}
        <p>
          <button type="submit" name="press" value="save">
            {words.preferences.save}
          </button>
        </p>
      </form>
      <ServiceList visit={visit} />
      <Everything visit={visit} proven={props.proven} />
      <YourData visit={visit} path={props.privacyPath} />
    </Page>
  );
};

function titleOf({ visit, current }: PreferencesProps): string {
  const { words, formats } = visit.reader;
  return current.length > 1 && visit.groupName !== undefined
    ? words.preferences.groupTitle(formats.name(visit.groupName))
    : words.preferences.title(brandName(visit));
}

const Own: FC<{ props: PreferencesProps; own: BrandChoices }> = ({ props, own }) => (
  <>
    <TopicFields visit={props.visit} of={own} typed={props.typed} named={props.current.length > 1} />
    <PauseFields {...props} own={own} />
  </>
);

const Everything: FC<{ visit: Visit; proven: boolean }> = ({ visit, proven }) => {
  const { words, formats } = visit.reader;
  const label = stopAllLabel(visit);
  if (label === undefined) return null;
  const title =
    visit.groupName === undefined
      ? words.preferences.othersPlain
      : words.preferences.others(formats.name(visit.groupName));
  return (
    <section>
      <h2>{proven ? words.preferences.everything : title}</h2>
      {proven ? null : <p>{words.preferences.othersLead(namesOf(visit, otherBrands(visit)))}</p>}
      <ButtonForm press="stop-all" label={label} second />
      {proven ? null : (
        <>
          <p>{words.choices.lead(groupInWords(visit))}</p>
          <ButtonForm press="mail-link" label={words.choices.button} second />
        </>
      )}
    </section>
  );
};

const YourData: FC<{ visit: Visit; path: string | undefined }> = ({ visit, path }) =>
  path === undefined ? null : (
    <section>
      <h2>{visit.reader.words.privacy.title(brandName(visit))}</h2>
      <p>
        <a href={path}>{visit.reader.words.frame.privacy}</a>
      </p>
    </section>
  );
