/** A field or button of a form, with what it would send. */
export interface Control {
  readonly name: string;
  readonly type: string;
  readonly value: string;
  readonly checked: boolean;
}

/** A form as a browser without scripts sees it. */
export interface Form {
  readonly method: 'get' | 'post';
  /** Undefined where the form is sent to its own page. */
  readonly action: string | undefined;
  readonly fields: readonly Control[];
  readonly buttons: readonly Control[];
}

/** Reads the forms of a page. It knows the markup of our own pages: quoted attributes, no form in a form. */
export function readForms(html: string): Form[] {
  return [...html.matchAll(/<form\b([^>]*)>(.*?)<\/form>/gs)].map(([, opening = '', inside = '']) => {
    const form = attributesOf(opening);
    return {
      method: form.get('method') === 'post' ? 'post' : 'get',
      action: form.get('action'),
      fields: [
        ...[...inside.matchAll(/<input\b([^>]*)>/gs)].map(([, text = '']) => controlOf(text)),
        ...[...inside.matchAll(/<textarea\b([^>]*)>(.*?)<\/textarea>/gs)].map(
          ([, text = '', value = '']) => ({
            ...controlOf(text),
            value: unescape(value),
          }),
        ),
      ],
      buttons: [...inside.matchAll(/<button\b([^>]*)>/gs)].map(([, text = '']) => controlOf(text)),
    };
  });
}

/** What somebody typed or chose, by the names of the fields: a text, or the values that are ticked under one name. */
export type Typed = Readonly<Record<string, string | readonly string[]>>;

/** What a browser sends when this button is pressed, with what was there and what was typed over it. */
export function fieldsSent(form: Form, button: Control, typed: Typed = {}): URLSearchParams {
  const sent = new URLSearchParams();
  for (const field of form.fields) {
    const value = valueSent(field, typed[field.name]);
    if (value !== undefined && field.name !== '') sent.append(field.name, value);
  }
  if (button.name !== '') sent.append(button.name, button.value);
  return sent;
}

function valueSent(field: Control, typed: Typed[string] | undefined): string | undefined {
  if (field.type === 'hidden') return field.value;
  if (field.type !== 'checkbox' && field.type !== 'radio') {
    return typed === undefined ? field.value : String(typed);
  }
  const ticked = typed === undefined ? field.checked : [typed].flat().includes(field.value);
  return ticked ? field.value : undefined;
}

function controlOf(text: string): Control {
  const attributes = attributesOf(text);
  return {
    name: attributes.get('name') ?? '',
    type: attributes.get('type') ?? 'text',
    value: attributes.get('value') ?? '',
    checked: attributes.has('checked'),
  };
}

/** The attributes of a tag, with their entities read. */
export function attributesOf(text: string): ReadonlyMap<string, string> {
  const found = text.matchAll(/([\w:-]+)(?:="([^"]*)")?/g);
  return new Map([...found].map(([, name = '', value = '']) => [name, unescape(value)]));
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

function unescape(text: string): string {
  return text.replaceAll(/&(\w+|#39);/g, (whole, name: string) => ENTITIES[name] ?? whole);
}
