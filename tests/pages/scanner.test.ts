import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Schema } from '../../src/store/schema.ts';
import { launchBrowser } from './browser.ts';
import type { State } from './states/state.ts';
import { states } from './states.ts';
import { openWorld, type World } from './world.ts';

// All that anybody's word or wish can leave behind.
const KEPT = [
  'ledger',
  'standing',
  'recipient',
  'outbox',
  'allowance',
  'privacy_request',
  'opt_out_reason',
] as const satisfies readonly (keyof Schema)[];

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
}, 60_000);
afterAll(() => browser.close());

async function keptIn({ heed: { database } }: World): Promise<string> {
  const tables: unknown[] = [];
  for (const table of KEPT) tables.push(await database.all(database.build.selectFrom(table).selectAll()));
  return JSON.stringify(tables);
}

/** Answers where a state is found by opening it, served for real; undefined where a form has to be sent. */
async function served(state: State, world: World): Promise<{ url: string; close(): void } | undefined> {
  const { path, sent } = await state.make(world, 'en');
  if (sent !== '') return undefined;
  const answer = getRequestListener(world.app.fetch);
  const server = createServer((incoming, outgoing) => void answer(incoming, outgoing));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // a TCP server that listens has one
  return {
    url: `http://127.0.0.1:${port}${path}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Opens a state as a scanner of links does, and waits. Answers what changed by it. */
async function scan(context: BrowserContext, state: State): Promise<'form' | 'same' | 'changed'> {
  const world = await openWorld(state.world);
  try {
    const page = await served(state, world);
    if (page === undefined) return 'form';
    world.databaseAnswers(true);
    const before = await keptIn(world);
    if (state.name.includes('nothing can be shown')) world.databaseAnswers(false);
    const tab = await context.newPage();
    await tab.goto(page.url, { waitUntil: 'networkidle' });
    // As scanners do: everything is hovered and looked at once more, and nothing is pressed.
    await tab.evaluate("for (const link of document.links) link.dispatchEvent(new MouseEvent('mouseover'))");
    await tab.reload({ waitUntil: 'load' });
    await tab.close();
    page.close();
    world.databaseAnswers(true);
    return (await keptIn(world)) === before ? 'same' : 'changed';
  } finally {
    await world.close();
  }
}

describe('a scanner that opens links in a browser that runs scripts', { timeout: 60_000 }, () => {
  it('changes nothing by opening every page that can be opened, waiting, and opening it again', async () => {
    const context = await browser.newContext();
    const waiting = [...states];
    const found: string[] = [];
    // They wait at the same time: nothing else takes longer here.
    await Promise.all(
      Array.from({ length: 12 }, async () => {
        for (let state = waiting.shift(); state !== undefined; state = waiting.shift()) {
          found.push(`${await scan(context, state)}: ${state.name}`);
        }
      }),
    );
    expect(found.filter((text) => text.startsWith('changed'))).toEqual([]);
    expect(found.filter((text) => text.startsWith('same')).length).toBeGreaterThan(40);
    expect(await context.cookies()).toEqual([]);
    await context.close();
  });
});
