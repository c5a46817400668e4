import type { FC } from 'hono/jsx';
import { isoDateAt, REST_DAYS_MAX, restFor } from '../../deadline/rest.ts';
import { Choice, type FieldError, Group, TextField } from '../../web/form-kit.tsx';
import type { Visit } from '../visit.ts';
import { mayEnd, PAUSE_CHOICES } from './changes.ts';
import type { BrandChoices } from './choices.ts';
import { type PreferenceForm, shownPauseField } from './form.ts';

export interface PauseFieldsProps {
  readonly visit: Visit;
  readonly own: BrandChoices;
  readonly proven: boolean;
  readonly typed?: PreferenceForm | undefined;
  readonly errors?: readonly FieldError[];
}

/** The id of the date field, where a mistake in it is shown. */
export const PAUSE_DATE_ID = 'pause-until';

/** A pause of the brand's promotional mail: none, some days, or until a date of one's own. */
export const PauseFields: FC<PauseFieldsProps> = (props) => {
  const { visit, own, typed, errors = [] } = props;
  const { words } = visit.reader;
  const options = optionsOf(props);
  const chosen = typed?.pause.choice ?? options[0]?.value ?? 'none';
  return (
    <Group
      id="pause"
      heading={2}
      legend={words.preferences.pause}
      hint={words.preferences.pauseHint(visit.reader.formats.name(own.brand.name))}
    >
      {options.map(({ value, label }) => (
        <Choice
          type="radio"
          id={`pause-${value}`}
          name="pause"
          value={value}
          checked={value === chosen}
          label={label}
        />
      ))}
      <input
        type="hidden"
        name="pause-shown"
        value={shownPauseField({ choice: chosen, date: typed?.pause.date ?? '' })}
      />
      <DateField props={props} error={errors.find(({ field }) => field === PAUSE_DATE_ID)?.text} />
    </Group>
  );
};

interface Option {
  readonly value: string;
  readonly label: string;
}

function optionsOf({ visit, own, proven }: PauseFieldsProps): Option[] {
  const { preferences } = visit.reader.words;
  const { formats } = visit.reader;
  const running = own.pause;
  const first =
    running === undefined
      ? [{ value: 'none', label: preferences.pauseNone }]
      : [{ value: 'keep', label: preferences.pauseKeep(formats.date(running.until, own.brand.policy.zone)) }];
  const end = mayEnd(own, { mayStart: true, proven }) ? [{ value: 'end', label: preferences.pauseEnd }] : [];
  const days = PAUSE_CHOICES.map(([value, count]) => ({
    value,
    label: preferences.pauseDays(formats.count(count)),
  }));
  return [...first, ...end, ...days, { value: 'date', label: preferences.pauseUntil }];
}

const DateField: FC<{ props: PauseFieldsProps; error: string | undefined }> = ({ props, error }) => {
  const { visit, own, typed } = props;
  const { words } = visit.reader;
  const { zone } = own.brand.policy;
  const dayIn = (days: number) => isoDateAt(restFor(days, visit.now, zone), zone);
  return (
    <TextField
      id={PAUSE_DATE_ID}
      name="pause-until"
      type="date"
      label={words.preferences.pauseDate}
      hint={words.preferences.pauseDateHint(dayIn(45))}
      min={dayIn(1)}
      max={dayIn(REST_DAYS_MAX)}
      value={typed?.pause.date}
      error={error}
      prefix={words.errors.prefix}
    />
  );
};
