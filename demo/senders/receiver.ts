import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook, WebhookVerificationError } from 'standardwebhooks';
import { z } from 'zod';
import { joinDemo } from './demo-channel.ts';
import { changeSchema } from './messages.ts';
import { createStopList } from './stop-list.ts';

/** How a receiver meets one request: it takes it, or is ill in one of the ways receivers are. */
export type Mood =
  | { readonly kind: 'take' }
  | { readonly kind: 'reset' }
  | { readonly kind: 'refuse'; readonly status: number; readonly retryAfterSeconds?: number };

/** What a receiver went through. */
export interface Tally {
  readonly taken: number;
  readonly forged: number;
  readonly resets: number;
  /** Refusals by HTTP status. */
  readonly refused: ReadonlyMap<number, number>;
}

const deliverySchema = z.object({
  type: z.literal('suppression.changed'),
  data: z.object({ items: z.array(changeSchema) }),
});

/**
 * Runs a webhook receiver on a free port of this machine, as one of the demo's senders. It knows nothing of Heed but
 * Standard Webhooks: the official library checks every signature. `mood` is asked at each request, numbered from 1.
 */
export async function runReceiver(options: {
  mood: (request: number) => Mood;
  summary: (tally: Tally) => string;
}): Promise<void> {
  const list = createStopList();
  const refused = new Map<number, number>();
  const tally = { taken: 0, forged: 0, resets: 0, refused };
  let requests = 0;
  let webhook: Webhook | undefined;

  async function meet(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request);
    requests += 1;
    const mood = options.mood(requests);
    if (mood.kind === 'reset') {
      tally.resets += 1;
      request.socket.resetAndDestroy();
    } else if (mood.kind === 'refuse') {
      refused.set(mood.status, (refused.get(mood.status) ?? 0) + 1);
      const wait = mood.retryAfterSeconds;
      response.writeHead(mood.status, wait === undefined ? {} : { 'retry-after': String(wait) }).end();
    } else {
      take(body, request, response);
    }
  }

  function take(body: string, request: IncomingMessage, response: ServerResponse): void {
    try {
      const verified: unknown = webhook?.verify(body, signatureOf(request));
      const { items } = deliverySchema.parse(verified).data;
      const results = items.map((item) => ({ seq: item.seq, status: list.apply(item) }));
      tally.taken += 1;
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ results }));
    } catch (error) {
      if (!(error instanceof WebhookVerificationError)) throw error;
      tally.forged += 1;
      response.writeHead(401).end();
    }
  }

  const server = createServer((request, response) => {
    meet(request, response).catch((error: unknown) => {
      process.stderr.write(`${String(error)}\n`);
      response.writeHead(500).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  joinDemo({
    port: (server.address() as AddressInfo).port, // a TCP server that listens has one
    begin(order) {
      if (order.kind === 'take_webhooks') webhook = new Webhook(order.secret);
    },
    report: () => ({ summary: options.summary(tally), stopped: list.stopped() }),
  });
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

function signatureOf({ headers }: IncomingMessage): Record<string, string> {
  const names = ['webhook-id', 'webhook-timestamp', 'webhook-signature'];
  return Object.fromEntries(names.map((name) => [name, String(headers[name] ?? '')]));
}
