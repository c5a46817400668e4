import type { FC } from 'hono/jsx';
import { Choice, Group } from '../../web/form-kit.tsx';
import type { Visit } from '../visit.ts';
import type { BrandChoices, Choice as ChoiceOf } from './choices.ts';
import { type PreferenceForm, shownField } from './form.ts';

export interface TopicFieldsProps {
  readonly visit: Visit;
  readonly of: BrandChoices;
  readonly typed?: PreferenceForm | undefined;
  /** True where the brand is one of several, and the group goes by its name. */
  readonly named?: boolean;
}

/** The promotional topics of one brand, as native checkboxes under the brand's name. */
export const TopicFields: FC<TopicFieldsProps> = ({ visit, of, typed, named }) => {
  const { words, formats } = visit.reader;
  const name = formats.name(of.brand.name);
  const stopped = of.choices.every(({ wanted }) => !wanted);
  return (
    <Group
      id={`promotional-${of.brand.id}`}
      heading={2}
      legend={named ? name : words.preferences.promotional}
      hint={stopped ? words.preferences.stoppedAll(name) : words.preferences.promotionalHint(name)}
    >
      {of.choices.map((choice) => (
        <>
          <input type="hidden" name="shown" value={shownField(choice.scope, choice.wanted)} />
          <Choice
            type="checkbox"
            id={`topic-${choice.scope.replace('/', '-')}`}
            name="topic"
            value={choice.scope}
            checked={isTicked(choice, typed)}
            label={<bdi>{choice.topic?.name ?? words.preferences.promotional}</bdi>}
            hint={!choice.topic?.description ? undefined : <bdi>{choice.topic.description}</bdi>}
          />
        </>
      ))}
    </Group>
  );
};

/** As the person left it, else as it stands. */
function isTicked({ scope, wanted }: ChoiceOf, typed: PreferenceForm | undefined): boolean {
  return typed?.ticks.find((tick) => tick.scope === scope)?.ticked ?? wanted;
}
