import { type Form, fieldsSent, readForms, type Typed } from './read-forms.ts';

/** A page as it came back. */
export interface Shown {
  /** Where it was found. */
  readonly path: string;
  readonly status: number;
  readonly headers: Headers;
  readonly html: string;
  /** The form it answers; empty where it was only opened. */
  readonly sent: string;
}

/** A person with a browser that runs no scripts: opens pages, fills in their forms, presses their buttons. */
export interface Visitor {
  open(path: string): Promise<Shown>;
  /**
   * Presses the button of a page that has this value (`''`: the one without), with what was typed into its form.
   * Throws where the page has no such button: a journey that cannot be walked.
   */
  press(page: Shown, button: string, typed?: Typed): Promise<Shown>;
  /** Sends a form that no page of ours has, as a program or another website does. */
  send(path: string, body: string, headers?: Readonly<Record<string, string>>): Promise<Shown>;
}

/** How a visitor reaches a service: `app.request`, or `fetch` at a port. */
export type Ask = (path: string, request: Asked) => Promise<Response>;

/** What a visitor asks with; `fetch` takes it as it is. */
export interface Asked {
  readonly method?: 'POST';
  readonly headers: Record<string, string>;
  readonly body?: string;
}

/** What a browser of ours says of itself with each request, such as the language it reads. */
export type Manners = Readonly<Record<string, string>>;

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
// What a browser says of a form that is sent from the page it was on.
const OWN_FORM = { ...FORM, 'sec-fetch-site': 'same-origin' };

/** Makes a visitor; `origin` is what the service calls itself. */
export function createVisitor(ask: Ask, origin: string, manners: Manners = {}): Visitor {
  const accept = { accept: 'text/html,application/xhtml+xml', ...manners };
  async function shown(path: string, request: Asked): Promise<Shown> {
    const response = await ask(path, request);
    const { status, headers } = response;
    return { path, status, headers, html: await response.text(), sent: request.body ?? '' };
  }
  const send: Visitor['send'] = (path, body, headers = {}) =>
    shown(path, { method: 'POST', body, headers: { ...accept, ...FORM, ...headers } });
  return {
    open: (path) => shown(path, { headers: accept }),
    send,
    press(page, value, typed) {
      const { form, button } = findButton(page, value);
      const path = form.action ?? page.path;
      const sent = fieldsSent(form, button, typed).toString();
      if (form.method === 'get') return shown(path, { headers: accept });
      return send(path, sent, { ...OWN_FORM, origin });
    },
  };
}

function findButton(page: Shown, value: string) {
  const forms = readForms(page.html);
  for (const form of forms) {
    const button = form.buttons.find((candidate) => candidate.value === value);
    if (button !== undefined) return { form, button };
  }
  throw new Error(`no button "${value}" on the page (${page.status}), only ${buttonsOf(forms).join(', ')}`);
}

/** The values of all buttons of a page, in order: what can be done there. */
export function buttonsOn({ html }: Pick<Shown, 'html'>): string[] {
  return buttonsOf(readForms(html));
}

function buttonsOf(forms: readonly Form[]): string[] {
  return forms.flatMap(({ buttons }) => buttons.map(({ value }) => value));
}
