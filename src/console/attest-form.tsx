import type { FC } from 'hono/jsx';
import type { HandList } from '../propagation/by-hand/hand-list.ts';
import { Choice, type FieldError, Group, TextField } from '../web/form-kit.tsx';
import { humanInstant } from './format.ts';
import { handListCopy as words } from './hand-list-copy.ts';

/** What was typed into the form, kept when it comes back. */
export interface AttestTyped {
  /** The hash of the list that was chosen. */
  readonly list?: string | undefined;
  readonly name?: string | undefined;
  readonly at?: string | undefined;
}

/** The names of its fields; a mistake in the choice is tied to the first choice. */
export const ATTEST_FIELDS = { list: 'list', name: 'name', at: 'at' } as const;
/** The id of the first choice of a list, for a mistake to lead to. */
export const FIRST_LIST = 'list-0';

export interface AttestFormProps {
  readonly action: string;
  /** Those that can be attested, the newest first. */
  readonly lists: readonly HandList[];
  readonly zone: string;
  readonly typed: AttestTyped;
  readonly errors: readonly FieldError[];
}

/** Asks which list was applied, by whom and when. */
export const AttestForm: FC<AttestFormProps> = ({ action, lists, zone, typed, errors }) => {
  const wrong = (field: string) => errors.find((error) => error.field === field)?.text;
  const { prefix } = words.errors;
  return (
    <form method="post" action={action}>
      <Group id="list" heading={3} legend={words.attest.which} error={wrong(FIRST_LIST)} prefix={prefix}>
        {lists.map((list, index) => (
          <Choice
            type="radio"
            id={`list-${index}`}
            name={ATTEST_FIELDS.list}
            value={list.sha256}
            checked={typed.list === list.sha256}
            label={`${words.history.list(list.items)}, ${humanInstant(list.writtenAt, zone)}`}
            hint={<code>{list.sha256}</code>}
          />
        ))}
      </Group>
      <TextField
        id={ATTEST_FIELDS.name}
        name={ATTEST_FIELDS.name}
        label={words.attest.name}
        hint={words.attest.nameHint}
        autocomplete="name"
        value={typed.name}
        error={wrong(ATTEST_FIELDS.name)}
        prefix={prefix}
      />
      <TextField
        id={ATTEST_FIELDS.at}
        name={ATTEST_FIELDS.at}
        type="datetime-local"
        label={words.attest.at}
        hint={words.attest.atHint(zone)}
        value={typed.at}
        error={wrong(ATTEST_FIELDS.at)}
        prefix={prefix}
      />
      <button type="submit" name="press" value="attest">
        {words.attest.button}
      </button>
    </form>
  );
};
