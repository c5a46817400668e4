import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { z } from 'zod';

const itemSchema = z.object({
  seq: z.number(),
  address: z.string(),
  address_sha256: z.string(),
  promotional: z.record(z.string(), z.enum(['suppressed', 'allowed'])),
  topics: z.record(z.string(), z.enum(['suppressed', 'allowed'])),
});
const bodySchema = z.object({
  type: z.literal('suppression.changed'),
  data: z.object({ sender: z.string(), items: z.array(itemSchema) }),
});

/** What the sender was told of one person. */
export type Item = z.infer<typeof itemSchema>;

/** How the sender meets one request: it applies the items, all but some, or it fails with a status. */
export type Meeting =
  | { readonly kind: 'applies' }
  | { readonly kind: 'rejects'; readonly address: string }
  | { readonly kind: 'fails'; readonly status: number; readonly headers?: Record<string, string> };

/** A system that mails people and takes signed webhooks, over real HTTP. */
export interface WebhookSender {
  readonly url: string;
  /** What it holds, by address: what its next mailing would go by. */
  readonly states: ReadonlyMap<string, Item>;
  /** How it met each request that came, in order. */
  readonly met: readonly Meeting['kind'][];
  /** Requests whose signature the official library refused. */
  readonly forged: number;
  /** The secret that was shown when the sender was registered. */
  trust(secret: string): void;
  /** How it meets the next requests; after these it applies. */
  plan(...meetings: Meeting[]): void;
  /** Resolves once `holds` is true, looked at after every request; rejects when that never comes. */
  when(holds: (sender: WebhookSender) => boolean): Promise<void>;
  close(): Promise<void>;
}

// Far more than anything here takes; a test that is wrong fails with what it saw instead of hanging.
const MILLIS_MAX = 20_000;

/** Starts one on a free port of 127.0.0.1. */
export async function startWebhookSender(): Promise<WebhookSender> {
  const states = new Map<string, Item>();
  const met: Meeting['kind'][] = [];
  const planned: Meeting[] = [];
  const waiting = new Set<() => void>();
  let forged = 0;
  let webhook: Webhook | undefined;

  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const items = signedItems(webhook, body, request.headers);
      if (items === undefined) {
        forged += 1;
        response.writeHead(401).end();
      } else {
        const meeting = planned.shift() ?? { kind: 'applies' };
        meet(meeting, items, { states, response });
        met.push(meeting.kind);
      }
      for (const look of waiting) look();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // a TCP server that listens has one

  const sender: WebhookSender = {
    url: `http://127.0.0.1:${port}/hooks/heed`,
    states,
    met,
    get forged() {
      return forged;
    },
    trust(secret) {
      webhook = new Webhook(secret);
    },
    plan: (...meetings) => planned.push(...meetings),
    when: (holds) =>
      new Promise((resolve, reject) => {
        const end = (settle: () => void) => {
          clearTimeout(tooLate);
          waiting.delete(look);
          settle();
        };
        const look = () => {
          if (holds(sender)) end(resolve);
        };
        const tooLate = setTimeout(() => {
          end(() => reject(new Error(`the sender was never told; it met ${met.join(', ')}`)));
        }, MILLIS_MAX);
        waiting.add(look);
        look();
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return sender;
}

function meet(
  meeting: Meeting,
  items: readonly Item[],
  { states, response }: { states: Map<string, Item>; response: ServerResponse },
): void {
  if (meeting.kind === 'fails') {
    response.writeHead(meeting.status, meeting.headers ?? {}).end('not now');
    return;
  }
  const refused = meeting.kind === 'rejects' ? meeting.address : undefined;
  const results = items.map((item) => {
    if (item.address === refused) return { seq: item.seq, status: 'rejected', code: 'no_such_contact' };
    const before = states.get(item.address);
    states.set(item.address, item);
    return { seq: item.seq, status: before?.seq === item.seq ? 'already' : 'applied' };
  });
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ results }));
}

/** The items of a request, if the official library takes the signature for good. */
export function signedItems(
  webhook: Webhook | undefined,
  body: string,
  headers: IncomingHttpHeaders,
): Item[] | undefined {
  try {
    const text = Object.entries(headers).map(([name, value]) => [name, String(value)]);
    return bodySchema.parse(webhook?.verify(body, Object.fromEntries(text))).data.items;
  } catch {
    return undefined; // counted by the caller, and every test ends with none
  }
}

/** What a request says, read whole. */
export async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
