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

/** A person with one tab of a browser that runs no scripts: opens pages, fills in their forms, presses their buttons. */
export interface Visitor {
  open(path: string): Promise<Shown>;
  /**
   * Presses the button of a page that has this value (`''`: the one without), with what was typed into its form.
   * Throws where the page has no such button: a journey that cannot be walked.
   */
  press(page: Shown, button: string, typed?: Typed): Promise<Shown>;
  /** Back to the page before this one, as the button of the browser goes: with what it showed then. */
  back(): Promise<Shown>;
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

/** The cookies a browser keeps, by their names. Ours are for every path. */
export type Cookies = Map<string, string>;

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
// What a browser says of a form that is sent from the page it was on.
const OWN_FORM = { ...FORM, 'sec-fetch-site': 'same-origin' };

/** Makes a visitor; `origin` is what the service calls itself. Tabs of one browser share their cookies. */
export function createVisitor(
  ask: Ask,
  { origin, manners = {}, cookies = new Map() }: { origin: string; manners?: Manners; cookies?: Cookies },
): Visitor {
  const visited: Shown[] = [];

  async function shown(path: string, { headers, ...request }: Asked): Promise<Shown> {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const said = { accept: 'text/html,application/xhtml+xml', ...manners, ...headers };
    const response = await ask(path, { ...request, headers: cookie === '' ? said : { ...said, cookie } });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    const { status, headers: answered } = response;
    const page = { path, status, headers: answered, html: await response.text(), sent: request.body ?? '' };
    visited.push(page);
    return page;
  }

  const send: Visitor['send'] = (path, body, headers = {}) =>
    shown(path, { method: 'POST', body, headers: { ...FORM, ...headers } });

  return {
    open: (path) => shown(path, { headers: {} }),
    send,
    async back() {
      visited.pop();
      const before = visited.at(-1);
      if (before === undefined) throw new Error('there is no page before this one');
      return before;
    },
    press(page, value, typed) {
      const { form, button } = findButton(page, value);
      const path = form.action ?? page.path;
      if (form.method === 'get') return shown(path, { headers: {} });
      return send(path, fieldsSent(form, button, typed).toString(), { ...OWN_FORM, origin });
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

/** The first link of a page that leads below this path, such as `/r/`. Throws where there is none. */
export function linkOn({ html }: Pick<Shown, 'html'>, below: string): string {
  const path = [...html.matchAll(/href="([^"]+)"/g)]
    .map(([, to = '']) => to)
    .find((to) => to.startsWith(below));
  if (path === undefined) throw new Error(`the page leads nowhere below ${below}`);
  return path;
}

/** The title of a page: what a screen reader says first. */
export function titleOn({ html }: Pick<Shown, 'html'>): string {
  return /<title>([^<]*)</.exec(html)?.[1] ?? '';
}
