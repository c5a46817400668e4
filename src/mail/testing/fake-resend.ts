import { createHash } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { z } from 'zod';

const payloadSchema = z.looseObject({
  from: z.string(),
  to: z.array(z.string()),
  subject: z.string(),
  html: z.string(),
  text: z.string(),
  reply_to: z.string().optional(),
  headers: z.record(z.string(), z.string()),
});

export interface TakenMail {
  readonly key: string;
  readonly headers: IncomingHttpHeaders;
  readonly payload: z.output<typeof payloadSchema>;
}

/**
 * What the server does with one request instead of taking its mail and saying so. `drop_after`: takes the mail, then
 * hangs up without a word. `drop_before`: hangs up first. `busy`: says that the same key is being worked on.
 */
export type Mischief =
  | { readonly kind: 'drop_before' | 'drop_after' | 'busy' }
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly body: string;
      readonly headers?: Readonly<Record<string, string>>;
    };

/** An error as Resend words it. */
export function refusal(status: number, name: string, headers: Record<string, string> = {}): Mischief {
  const body = JSON.stringify({ statusCode: status, name, message: 'jane@example.com is at fault' });
  return { kind: 'answer', status, body, headers };
}

/**
 * A server that speaks as much of Resend's API as sending a mail takes: it keeps idempotency keys with what was sent
 * under them, and plays one trick for each request it is told to.
 */
export async function fakeResend() {
  const taken: TakenMail[] = [];
  const keys = new Map<string, { readonly id: string; readonly digest: string }>();
  const tricks: Mischief[] = [];
  let requests = 0;

  const server = createServer((request, response) => {
    void text(request).then((body) => {
      requests++;
      const trick = tricks.shift();
      const say = (status: number, answer: string, headers: Record<string, string> = {}) =>
        response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(answer);
      const fail = (status: number, name: string) =>
        say(status, JSON.stringify({ statusCode: status, name, message: 'no' }));
      if (trick?.kind === 'drop_before') return request.socket.destroy();
      if (trick?.kind === 'answer') return say(trick.status, trick.body, { ...trick.headers });
      if (trick?.kind === 'busy') return fail(409, 'concurrent_idempotent_requests');
      if (request.method !== 'POST' || request.url !== '/emails') return fail(404, 'not_found');
      if (request.headers['user-agent'] === undefined) return fail(403, 'validation_error');
      const key = String(request.headers['idempotency-key']);
      const digest = createHash('sha256').update(body).digest('hex');
      const known = keys.get(key);
      if (known !== undefined && known.digest !== digest) return fail(409, 'invalid_idempotent_request');
      const id = known?.id ?? `mail-${keys.size + 1}`;
      if (known === undefined) {
        keys.set(key, { id, digest });
        taken.push({ key, headers: request.headers, payload: payloadSchema.parse(JSON.parse(body)) });
      }
      if (trick?.kind === 'drop_after') return request.socket.destroy();
      return say(200, JSON.stringify({ id }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo; // a TCP server that listens has one
  return {
    taken,
    requests: () => requests,
    baseUrl: `http://127.0.0.1:${port}`,
    /** What it does with the next requests, in order. */
    play: (...next: Mischief[]) => void tricks.push(...next),
  };
}
