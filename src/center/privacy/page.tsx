import type { FC } from 'hono/jsx';
import type { Brand } from '../../brands/brand.ts';
import { AddressLines } from '../../web/address-lines.tsx';
import { Choice, ErrorSummary, type FieldError, Group, TextField } from '../../web/form-kit.tsx';
import { Page } from '../frame.tsx';
import { brandName, type Visit } from '../visit.ts';
import type { PrivacyMistakes, PrivacyTyped } from './read-form.ts';

export interface PrivacyProps {
  readonly visit: Visit;
  readonly brand: Brand;
  /** Whose data, where a link has proven it; absent where the address is to be typed. */
  readonly mask?: string | undefined;
  readonly typed?: PrivacyTyped | undefined;
  readonly mistakes?: PrivacyMistakes;
}

/** What may be asked about one's data, what it means, and the other ways to ask: Civ. Code 1798.105, 1798.110. */
export const PrivacyPage: FC<PrivacyProps> = (props) => {
  const { visit, brand } = props;
  const { words } = visit.reader;
  const title = words.privacy.title(brandName(visit));
  const errors = errorsOf(props);
  return (
    <Page visit={visit} title={title} wrong={errors.length > 0}>
      <ErrorSummary words={words.errors} errors={errors} />
      <h1>{title}</h1>
      <p class="lead">{words.privacy.lead}</p>
      <form method="post" novalidate>
        <KindFields {...props} />
        {props.mask === undefined ? <AddressField {...props} /> : <p>{words.privacy.forMask(props.mask)}</p>}
        <p>{words.privacy.clocks}</p>
        <p>
          <button type="submit" name="press" value="confirm">
            {words.privacy.button}
          </button>
        </p>
      </form>
      <OtherWays brand={brand} visit={visit} />
      <Signal visit={visit} brand={brand} />
      <section>
        <h2>{words.privacy.stopTitle}</h2>
        <p>{words.privacy.stopLead}</p>
        <p>
          <a href={`/b/${brand.id}`}>{words.stop.brand(brandName(visit))}</a>
        </p>
      </section>
    </Page>
  );
};

/** The ids of the fields, where mistakes are shown. */
const KIND = 'kind';
const ADDRESS = 'address';

function errorsOf({ visit, mistakes = {} }: PrivacyProps): FieldError[] {
  const { errors } = visit.reader.words;
  const kind = mistakes.kind === undefined ? [] : [{ field: KIND, text: errors.kindMissing }];
  const text = mistakes.address === 'missing' ? errors.addressMissing : errors.addressWrong;
  return mistakes.address === undefined ? kind : [...kind, { field: ADDRESS, text }];
}

const KindFields: FC<PrivacyProps> = (props) => {
  const { visit, typed } = props;
  const { privacy, errors } = visit.reader.words;
  const error = errorsOf(props).find(({ field }) => field === KIND)?.text;
  return (
    <>
      <Group id="kind-group" heading={2} legend={privacy.kind} error={error} prefix={errors.prefix}>
        <Choice
          type="radio"
          id={KIND}
          name="kind"
          value="know"
          checked={typed?.kind === 'know'}
          label={privacy.know}
          hint={privacy.knowHint}
        />
        <Choice
          type="radio"
          id="kind-delete"
          name="kind"
          value="delete"
          checked={typed?.kind === 'delete'}
          label={privacy.delete}
          hint={privacy.deleteHint}
        />
      </Group>
      <Group id="look-back-group" heading={3} legend={privacy.lookBack}>
        <Choice
          type="radio"
          id="look-back"
          name="look-back"
          value="all"
          checked={typed?.lookBack !== '12_months'}
          label={privacy.lookBackAll}
        />
        <Choice
          type="radio"
          id="look-back-year"
          name="look-back"
          value="12_months"
          checked={typed?.lookBack === '12_months'}
          label={privacy.lookBackYear}
        />
      </Group>
    </>
  );
};

const AddressField: FC<PrivacyProps> = (props) => {
  const { words } = props.visit.reader;
  return (
    <TextField
      id={ADDRESS}
      name="address"
      type="email"
      autocomplete="email"
      label={words.privacy.address}
      hint={words.door.addressHint}
      value={props.typed?.address}
      error={errorsOf(props).find(({ field }) => field === ADDRESS)?.text}
      prefix={words.errors.prefix}
    />
  );
};

/** 11 CCR 7020(b): a way beside the web. */
const OtherWays: FC<{ visit: Visit; brand: Brand }> = ({ visit, brand }) => {
  const { words, formats } = visit.reader;
  const { phone, postalAddress } = brand.profile.privacy;
  const number = phone ?? brand.profile.support.phone;
  return (
    <section>
      <h2>{words.privacy.otherTitle}</h2>
      {number === null ? null : (
        <p>
          <a href={`tel:${number.replaceAll(/[^+\d]/g, '')}`}>
            {words.privacy.byPhone(formats.name(number))}
          </a>
        </p>
      )}
      <p>{words.privacy.byPost}</p>
      <AddressLines text={postalAddress ?? brand.postalAddress} />
    </section>
  );
};

/** 11 CCR 7025(c)(6): that the signal was seen is shown. It is about selling data, so it stops no mail. */
const Signal: FC<{ visit: Visit; brand: Brand }> = ({ visit, brand }) => {
  const { privacy } = visit.reader.words;
  if (!brand.profile.privacy.honorsGpc) return null;
  const name = brandName(visit);
  return (
    <section>
      <h2>{privacy.gpcTitle}</h2>
      <p>{visit.gpc ? privacy.gpcOn(name) : privacy.gpcOff(name)}</p>
    </section>
  );
};
