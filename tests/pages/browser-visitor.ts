import type { Locator, Page, Response } from 'playwright-core';
import type { Typed } from '../forms/read-forms.ts';
import type { Shown, Visitor } from '../forms/visitor.ts';

export interface BrowserVisitorOptions {
  /** Where the service is reached. */
  readonly origin: string;
  /** True for somebody who has no mouse: everything is reached by Tab and pressed with Enter or Space. */
  readonly keyboard?: boolean;
}

/** A visitor with one tab of a real browser. What is pressed must be on the page it shows. */
export function createBrowserVisitor(
  page: Page,
  { origin, keyboard = false }: BrowserVisitorOptions,
): Visitor {
  const hand = keyboard ? byKeyboard(page) : byMouse;

  async function shown(response: Response | null): Promise<Shown> {
    return {
      path: new URL(page.url()).pathname,
      status: response?.status() ?? 0,
      headers: new Headers(response === null ? {} : await response.allHeaders()),
      html: await page.content(),
      sent: response?.request().postData() ?? '',
    };
  }

  return {
    async open(path) {
      return path.endsWith('.jws') || path.endsWith('.json')
        ? fetched(page, origin + path)
        : shown(await page.goto(origin + path));
    },
    async press(_, value, typed = {}) {
      const button = page.locator(value === '' ? 'button:not([value])' : `button[value="${value}"]`).first();
      const form = page.locator('form', { has: button });
      if ((await button.count()) === 0) throw new Error(`no button "${value}" on ${page.url()}`);
      await fillIn(form, typed, hand);
      const [response] = await Promise.all([
        page.waitForResponse((answer) => answer.request().isNavigationRequest()),
        page.waitForEvent('framenavigated'),
        hand.press(button),
      ]);
      await page.waitForLoadState();
      return shown(response);
    },
    async back() {
      return shown(await page.goBack());
    },
    send: () => Promise.reject(new Error('a browser sends only the forms it is shown')),
  };
}

/** What is downloaded and not shown. */
async function fetched(page: Page, url: string): Promise<Shown> {
  const answer = await page.request.get(url);
  const headers = new Headers(answer.headers());
  return {
    path: new URL(url).pathname,
    status: answer.status(),
    headers,
    html: await answer.text(),
    sent: '',
  };
}

/** How a control is used. */
interface Hand {
  press(control: Locator): Promise<void>;
  type(control: Locator, text: string): Promise<void>;
}

async function fillIn(form: Locator, typed: Typed, hand: Hand): Promise<void> {
  for (const [name, wanted] of Object.entries(typed)) {
    for (const control of await form.locator(`input[name="${name}"]:not([type=hidden])`).all()) {
      const type = await control.getAttribute('type');
      if (type !== 'checkbox' && type !== 'radio') {
        await hand.type(control, String(wanted));
        continue;
      }
      const tick = [wanted].flat().includes((await control.getAttribute('value')) ?? '');
      const changes = tick !== (await control.isChecked()) && (tick || type === 'checkbox');
      if (changes) await hand.press(control);
    }
  }
}

const byMouse: Hand = {
  press: (control) => control.click(),
  type: (control, text) => control.fill(text),
};

// More than any page of ours has controls.
const TABS_MAX = 120;

function byKeyboard(page: Page): Hand {
  const { keyboard } = page;
  const isFocused = async (control: Locator) => (await control.and(page.locator(':focus')).count()) > 0;

  async function reach(control: Locator): Promise<void> {
    if ((await control.getAttribute('type')) === 'radio') return reachRadio(control);
    for (let tabs = 0; tabs < TABS_MAX; tabs += 1) {
      if (await isFocused(control)) return;
      await keyboard.press('Tab');
    }
    throw new Error(`Tab does not reach ${String(control)}`);
  }

  /** Tab goes to one of the group; the arrows go to the others and choose them. */
  async function reachRadio(control: Locator): Promise<void> {
    const name = (await control.getAttribute('name')) ?? '';
    const focused = page.locator(`input[name="${name}"]:focus`);
    for (let tabs = 0; (await focused.count()) === 0; tabs += 1) {
      if (tabs === TABS_MAX) throw new Error(`Tab does not reach ${name}`);
      await keyboard.press('Tab');
    }
    for (let arrows = 0; arrows < TABS_MAX && !(await isFocused(control)); arrows += 1) {
      await keyboard.press('ArrowDown');
    }
  }

  return {
    async press(control) {
      await reach(control);
      const type = await control.getAttribute('type');
      if (type === 'radio') return; // an arrow has chosen it
      await keyboard.press(type === 'submit' ? 'Enter' : 'Space');
    },
    async type(control, text) {
      await reach(control);
      if ((await control.getAttribute('type')) === 'date') {
        // In the order of the browser's own language, en-US.
        const [year = '', month = '', day = ''] = text.split('-');
        return keyboard.type(month + day + year);
      }
      await keyboard.press('ControlOrMeta+A');
      await keyboard.press('Delete');
      await keyboard.type(text);
    },
  };
}
