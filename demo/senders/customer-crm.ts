import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { joinDemo } from './demo-channel.ts';
import { changeSchema } from './messages.ts';
import { createStopList } from './stop-list.ts';

const pageSchema = z.object({ items: z.array(changeSchema), next: z.number().int() });

// As long as most proxies leave a quiet request alone.
const WAIT_SECONDS = 25;
const RETRY_MILLIS = 1_000;

const list = createStopList();
let pages = 0;

// The sender that asks for itself, as one behind a firewall must: it waits at the feed until there is news, applies
// it, and acknowledges.
async function follow(baseUrl: string, key: string): Promise<never> {
  const authorization = `Bearer ${key}`;
  let after = 0;
  for (;;) {
    try {
      const answer = await fetch(`${baseUrl}/v1/changes?after=${after}&limit=100&wait=${WAIT_SECONDS}`, {
        headers: { authorization },
      });
      if (!answer.ok) throw new Error(`the feed answered ${answer.status}`);
      const { items, next } = pageSchema.parse(await answer.json());
      if (next === after) continue;
      for (const item of items) list.apply(item);
      const acknowledged = await fetch(`${baseUrl}/v1/acks`, {
        method: 'POST',
        headers: { authorization, 'content-type': 'application/json' },
        body: JSON.stringify({ seq: next }),
      });
      if (!acknowledged.ok) throw new Error(`the acknowledgement was answered ${acknowledged.status}`);
      after = next;
      pages += 1;
    } catch (error) {
      process.stderr.write(`${String(error)}\n`);
      await delay(RETRY_MILLIS);
    }
  }
}

joinDemo({
  port: null,
  begin(order) {
    if (order.kind === 'fetch_feed') void follow(order.baseUrl, order.key);
  },
  report: () => ({ summary: `fetched and acknowledged ${pages} pages`, stopped: list.stopped() }),
});
