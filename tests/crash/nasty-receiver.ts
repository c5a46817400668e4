import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { Webhook } from 'standardwebhooks';
import { bodyOf, type Item, signedItems } from '../e2e/webhook-sender.ts';
import { oneOf } from './seeded.ts';

/** A system that mails people, over real HTTP, and is seldom well. It holds states, as receivers are told to. */
export interface NastyReceiver {
  readonly url: string;
  /** What it holds, by address. */
  readonly states: ReadonlyMap<string, Item>;
  /** Requests met in each way so far. */
  readonly met: ReadonlyMap<Meeting, number>;
  /** Requests whose signature the official library refused. */
  readonly forged: number;
  /** The secret that was shown when the sender was registered. */
  trust(secret: string): void;
  /** From now on it is well. */
  calm(): void;
  close(): Promise<void>;
}

const MEETINGS = [
  'well',
  'well',
  'says_nothing_of_items',
  // Most of all: whoever waits for an answer has a lease that can be lost.
  'slow',
  'slow',
  'slow',
  'slow',
  'slow',
  'loses_answer',
  'hangs_up',
  'applies_later',
  'http_500',
  'rate_limited',
  'rejects_some',
  'asks_again_for_some',
  'cuts_answer_off',
] as const;
export type Meeting = (typeof MEETINGS)[number];

const SLOW_MILLIS_MAX = 1_200;

/** Starts one on a free port of 127.0.0.1. */
export async function startNastyReceiver(random: () => number): Promise<NastyReceiver> {
  const states = new Map<string, Item>();
  const met = new Map<Meeting, number>();
  let forged = 0;
  let calm = false;
  let webhook: Webhook | undefined;

  // A request that was overtaken by a later one about the same person changes nothing: docs/integrating.md.
  function apply(items: readonly Item[]): void {
    for (const item of items)
      if (item.seq >= (states.get(item.address)?.seq ?? 0)) states.set(item.address, item);
  }

  async function meet(meeting: Meeting, items: readonly Item[], response: ServerResponse): Promise<void> {
    switch (meeting) {
      case 'slow':
        await delay(random() * SLOW_MILLIS_MAX);
        break;
      case 'says_nothing_of_items':
        apply(items);
        response.writeHead(204).end();
        return;
      case 'loses_answer':
        apply(items);
        response.destroy();
        return;
      case 'hangs_up':
        response.destroy();
        return;
      case 'applies_later':
        response.destroy();
        await delay(random() * SLOW_MILLIS_MAX);
        apply(items);
        return;
      case 'http_500':
        response.writeHead(500).end('not now');
        return;
      case 'rate_limited':
        response.writeHead(429, { 'retry-after': '1' }).end();
        return;
      case 'cuts_answer_off':
        apply(items);
        response.writeHead(200).end('{"results": [{"seq":');
        return;
      case 'well':
      case 'rejects_some':
      case 'asks_again_for_some':
    }
    const refusal = meeting === 'rejects_some' ? 'rejected' : 'retry';
    const refused = (index: number) => meeting.endsWith('_some') && index % 3 === 0;
    apply(items.filter((_, index) => !refused(index)));
    const results = items.map(({ seq }, index) => ({ seq, status: refused(index) ? refusal : 'applied' }));
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ results }));
  }

  const server = createServer((request, response) => {
    const items = bodyOf(request).then((body) => signedItems(webhook, body, request.headers));
    items
      .then((found) => {
        if (found === undefined) {
          forged += 1;
          response.writeHead(401).end();
          return undefined;
        }
        const meeting = calm ? 'well' : oneOf(random, MEETINGS);
        met.set(meeting, (met.get(meeting) ?? 0) + 1);
        return meet(meeting, found, response);
      })
      .catch(() => response.destroy()); // whoever asked was killed while it spoke
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // a TCP server that listens has one

  return {
    url: `http://127.0.0.1:${port}/hooks/heed`,
    states,
    met,
    get forged() {
      return forged;
    },
    trust(secret) {
      webhook = new Webhook(secret);
    },
    calm() {
      calm = true;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
