import type { FC } from 'hono/jsx';
import { type FieldError, TextArea, TextField } from '../web/form-kit.tsx';
import { guaranteeCopy } from './copy-guarantee.ts';
import { senderPath } from './paths.ts';

const words = guaranteeCopy.sender;

/** What was typed into the form that lifts a hold, and what is wrong with it. */
export interface LiftTyped {
  readonly typed: { readonly name?: string | undefined; readonly reason?: string | undefined };
  readonly errors: readonly FieldError[];
}

/** Asks who answers for a held sender, and how it honours the opt-outs it has not acknowledged. */
export const LiftForm: FC<{ id: string; form: LiftTyped }> = ({ id, form: { typed, errors } }) => {
  const mistake = (field: string) => errors.find((error) => error.field === field)?.text;
  return (
    <>
      <h3>{words.liftTitle}</h3>
      <p>{words.liftNote}</p>
      <form method="post" action={senderPath(id)} novalidate>
        <TextField
          id="name"
          name="name"
          label={words.name}
          hint={words.nameHint}
          autocomplete="name"
          value={typed.name}
          error={mistake('name')}
          prefix={guaranteeCopy.prefix}
        />
        <TextArea
          id="reason"
          name="reason"
          label={words.reason}
          hint={words.reasonHint}
          value={typed.reason}
          error={mistake('reason')}
          prefix={guaranteeCopy.prefix}
        />
        <button type="submit" name="press" value="lift">
          {words.liftButton}
        </button>
      </form>
    </>
  );
};
