import type { Child, FC, PropsWithChildren } from 'hono/jsx';

/** One mistake in a form: where it is (the id of the field) and how to mend it. */
export interface FieldError {
  readonly field: string;
  readonly text: string;
}

/** The words every form needs. */
export interface FormWords {
  /** Heads the list of mistakes. */
  readonly summary: string;
  /** Said before a mistake beside its field, for those who do not see that it is red. */
  readonly prefix: string;
}

/**
 * The mistakes of a form, first on its page, each a link to its field: the pattern of GOV.UK's error summary. The alert
 * is an inner element, so that it is read out when the page has loaded; the box can be focused by a link.
 */
export const ErrorSummary: FC<{ words: FormWords; errors: readonly FieldError[]; saved?: string }> = ({
  words,
  errors,
  saved,
}) =>
  errors.length === 0 ? null : (
    <div class="summary" id="problem" tabindex={-1}>
      <div role="alert">
        <h2>{words.summary}</h2>
        {saved === undefined ? null : <p>{saved}</p>}
        <ul>
          {errors.map(({ field, text }) => (
            <li>
              <a href={`#${field}`}>{text}</a>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );

export interface TextFieldProps {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly type?: 'email' | 'date' | 'datetime-local';
  readonly autocomplete?: string;
  /** What was typed before; it is kept when the form comes back. */
  readonly value?: string | undefined;
  readonly error?: string | undefined;
  readonly prefix: string;
  readonly min?: string;
  readonly max?: string;
}

/** A field with its label, its hint and its mistake, tied to it for screen readers (WCAG 2.2 SC 1.3.1, 3.3.1). */
export const TextField: FC<TextFieldProps> = (props) => {
  const { id, hint, error } = props;
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div class={error === undefined ? 'field' : 'field wrong'}>
      <label for={id}>{props.label}</label>
      {hint === undefined ? null : (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <FieldMistake id={id} prefix={props.prefix} error={error} />
      <input
        id={id}
        name={props.name}
        type={props.type ?? 'text'}
        value={props.value}
        autocomplete={props.autocomplete}
        min={props.min}
        max={props.max}
        spellcheck={false}
        dir={props.type === 'email' ? 'ltr' : undefined}
        aria-describedby={described === '' ? undefined : described}
        aria-invalid={error === undefined ? undefined : 'true'}
      />
    </div>
  );
};

/** What is wrong with one field, in words before colour. */
export const FieldMistake: FC<{ id: string; prefix: string; error: string | undefined }> = ({
  id,
  prefix,
  error,
}) =>
  error === undefined ? null : (
    <p class="mistake" id={`${id}-error`}>
      <span class="unseen">{prefix} </span>
      {error}
    </p>
  );

export interface ChoiceProps {
  readonly type: 'checkbox' | 'radio';
  readonly id: string;
  readonly name: string;
  readonly value: string;
  readonly checked: boolean;
  readonly label: Child;
  readonly hint?: Child;
}

/** A native checkbox or radio button with its label beside it and, if any, a sentence below. */
export const Choice: FC<ChoiceProps> = ({ type, id, name, value, checked, label, hint }) => (
  <div class="choice">
    <input
      type={type}
      id={id}
      name={name}
      value={value}
      checked={checked}
      aria-describedby={hint === undefined ? undefined : `${id}-hint`}
    />
    <label for={id}>{label}</label>
    {hint === undefined ? null : (
      <p class="hint" id={`${id}-hint`}>
        {hint}
      </p>
    )}
  </div>
);

export interface GroupProps {
  readonly id: string;
  readonly legend: Child;
  /** The legend is a heading, too, so that it is found by those who go from heading to heading. */
  readonly heading: 2 | 3;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  readonly prefix?: string;
}

/** Choices that belong together, under a short legend: it is read before each of them. */
export const Group: FC<PropsWithChildren<GroupProps>> = ({
  id,
  legend,
  heading,
  hint,
  error,
  prefix,
  children,
}) => {
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  return (
    <fieldset
      class={error === undefined ? undefined : 'wrong'}
      aria-describedby={described === '' ? undefined : described}
    >
      <legend>{heading === 2 ? <h2>{legend}</h2> : <h3>{legend}</h3>}</legend>
      {hint === undefined ? null : (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <FieldMistake id={id} prefix={prefix ?? ''} error={error} />
      {children}
    </fieldset>
  );
};

/** One form with one button. */
export const ButtonForm: FC<{ action?: string; press: string; label: string; second?: boolean }> = ({
  action,
  press,
  label,
  second,
}) => (
  <form method="post" action={action}>
    <button type="submit" name="press" value={press} class={second ? 'second' : undefined}>
      {label}
    </button>
  </form>
);
