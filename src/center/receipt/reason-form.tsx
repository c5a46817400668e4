import type { FC } from 'hono/jsx';
import { REASONS } from '../../consent/reason.ts';
import { Choice, Group } from '../../web/form-kit.tsx';
import type { Visit } from '../visit.ts';

export interface ReasonFormProps {
  readonly visit: Visit;
  readonly action: string;
  readonly error?: string | undefined;
}

/** One question, after everything is done. Nobody has to answer it (16 CFR 316.5). */
export const ReasonForm: FC<ReasonFormProps> = ({ visit, action, error }) => {
  const { reason, errors } = visit.reader.words;
  return (
    <form method="post" action={action}>
      <Group
        id="reason"
        heading={2}
        legend={reason.legend}
        hint={reason.note}
        error={error}
        prefix={errors.prefix}
      >
        {REASONS.map((key, index) => (
          <Choice
            type="radio"
            id={index === 0 ? 'reason' : `reason-${index + 1}`}
            name="reason"
            value={key}
            checked={false}
            label={reason.reasons[key]}
          />
        ))}
      </Group>
      <p>
        <button type="submit" name="press" value="reason" class="second">
          {reason.button}
        </button>
      </p>
    </form>
  );
};
