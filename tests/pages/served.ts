import type { Browser, BrowserContext } from 'playwright-core';
import { z } from 'zod';
import { addClearview, openTestHeed, type TestHeed } from '../../src/heed.testkit.ts';
import { serveHeed } from '../../src/node/serve.ts';
import { sleep } from '../../src/propagation/wake.ts';
import { pages as words } from '../../src/words/en/pages.ts';
import { until } from '../e2e/until.ts';
import type { Ground } from '../forms/journeys.ts';
import { aPerson } from '../forms/person.ts';
import { createBrowserVisitor } from './browser-visitor.ts';

/** A Heed that is really served, with all that journeys need of a company. */
export interface Served extends TestHeed {
  readonly origin: string;
  close(): Promise<void>;
}

/** Serves one, on a free port of loopback. Its clock stands still unless moved; its waits are real. */
export async function serveCompany(): Promise<Served> {
  const outbound = { post: async () => ({ kind: 'answered', status: 200, headers: {}, body: '' }) as const };
  const test = await openTestHeed({ sleep, outbound });
  await addClearview(test);
  await enlarge(test);
  const serving = await serveHeed(test.heed, { port: 0, hostname: '127.0.0.1' });
  return {
    ...test,
    origin: `http://127.0.0.1:${serving.port}`,
    async close() {
      await serving.stop();
      await test.heed.database.close();
    },
  };
}

async function enlarge({ call, key }: TestHeed): Promise<void> {
  const setup = await key(['setup']);
  const harbor = { id: 'harbor', name: 'Harbor Training', postal_address: '8 Tidewater Row, Bellingham, WA' };
  const mailer = { id: 'mailer', name: 'Newsletters', kind: 'webhook', brands: ['clearview'] };
  await call(setup, '/v1/brands', harbor);
  await call(setup, '/v1/topics', { brand: 'clearview', id: 'tips', name: 'Tips', kind: 'promotional' });
  await call(setup, '/v1/topics', { brand: 'harbor', id: 'courses', name: 'Courses', kind: 'promotional' });
  await call(setup, '/v1/senders', { ...mailer, url: 'https://mailer.example/heed' });
}

const minted = z.object({
  links: z.array(z.object({ unsubscribe_url: z.string(), preferences_url: z.string() })).length(1),
});

// Nobody walks twice.
let people = 0;

/** The ground of journeys in a real browser that runs no scripts. */
export function groundIn(
  browser: Browser,
  served: Served,
  { keyboard = false } = {},
): Ground & AsyncDisposable {
  const { heed, origin, call, key } = served;
  const contexts: BrowserContext[] = [];
  async function newContext(): Promise<BrowserContext> {
    const context = await browser.newContext({ javaScriptEnabled: false, locale: 'en-US' });
    contexts.push(context);
    return context;
  }
  const tabOf = async (context: BrowserContext) =>
    createBrowserVisitor(await context.newPage(), { origin, keyboard });
  return {
    tab: async () => tabOf(contexts[0] ?? (await newContext())),
    browser: async () => tabOf(await newContext()),
    async person() {
      people += 1;
      const address = `rosa-${people}@example.com`;
      const order = { scope: 'clearview/offers', addresses: [address] };
      const { body } = await call(await key(['links']), '/v1/links', order);
      const [links] = minted.parse(body).links;
      if (links === undefined) throw new Error('no link was minted');
      return aPerson({ address, links, keyring: heed.keyring, database: heed.database, now: heed.now() });
    },
    async removeTopic(topic) {
      const removal = heed.database.build.deleteFrom('topic').where('id', '=', topic);
      await heed.database.commit([removal.compile()]);
      heed.directory.forget();
    },
    now: () => heed.now(),
    told: (look) =>
      until('every sender to be told', async () => {
        const page = await look();
        return page.html.includes(words.receipt.all) ? page : undefined;
      }),
    async [Symbol.asyncDispose]() {
      for (const context of contexts) await context.close();
    },
  };
}
