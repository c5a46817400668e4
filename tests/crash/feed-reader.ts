import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { oneOf } from './seeded.ts';

const itemSchema = z.object({
  seq: z.number(),
  address: z.string(),
  promotional: z.record(z.string(), z.enum(['suppressed', 'allowed'])),
});
const pageSchema = z.object({ next: z.number(), items: z.array(itemSchema) });
type Item = z.infer<typeof itemSchema>;

/** A system that fetches its changes, from whichever process answers. */
export interface FeedReader {
  readonly states: ReadonlyMap<string, Item>;
  stop(): Promise<void>;
}

const PAUSE_MILLIS = 100;
const PATIENCE_MILLIS = 10_000;

/** Begins at once: applies a page, remembers where it ended, and asks for what comes after, which acknowledges it. */
export function startFeedReader({
  ports,
  secret,
  random,
}: {
  ports: () => readonly number[];
  secret: string;
  random: () => number;
}): FeedReader {
  const states = new Map<string, Item>();
  let after = 0;
  let stopped = false;

  async function read(): Promise<void> {
    const open = ports();
    if (open.length === 0) return;
    const limit = 1 + Math.floor(random() * 400);
    const response = await fetch(
      `http://127.0.0.1:${oneOf(random, open)}/v1/changes?after=${after}&limit=${limit}`,
      { headers: { authorization: `Bearer ${secret}` }, signal: AbortSignal.timeout(PATIENCE_MILLIS) },
    );
    if (response.status !== 200) return;
    const page = pageSchema.parse(await response.json());
    for (const item of page.items)
      if (item.seq >= (states.get(item.address)?.seq ?? 0)) states.set(item.address, item);
    after = page.next;
  }

  async function run(): Promise<void> {
    while (!stopped) {
      await read().catch(() => undefined); // killed while it answered: asked again from the same place
      await delay(PAUSE_MILLIS);
    }
  }

  const running = run();
  return {
    states,
    async stop() {
      stopped = true;
      await running;
    },
  };
}
