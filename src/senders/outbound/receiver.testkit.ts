import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** One request as it came over the wire. */
export type SeenRequest = { path: string; headers: Record<string, string>; body: string };

/** How a receiver behaves towards one request: it answers, or does something worse. */
export type Behaviour = (response: ServerResponse, request: SeenRequest) => void;

/** A real HTTP server that remembers what it saw and behaves as it is told. */
export type Receiver = {
  port: number;
  url: string;
  seen: SeenRequest[];
  /** How many connections were opened to it. */
  connections: () => number;
  behave: (behaviour: Behaviour) => void;
};

/** Starts a receiver on a free port of 127.0.0.1; it ends with the test. With a certificate it speaks https. */
export async function startReceiver(tls?: { key: string; cert: string }): Promise<Receiver> {
  const seen: SeenRequest[] = [];
  let behaviour: Behaviour = answers(200);
  let connections = 0;
  const listener: RequestListener = (request, response) => {
    void readBody(request).then((body) => {
      const entry = { path: request.url ?? '', headers: plainHeaders(request), body };
      seen.push(entry);
      behaviour(response, entry);
    });
  };
  const server = tls ? createSecureServer(tls, listener) : createServer(listener);
  server.on('connection', () => {
    connections += 1;
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await promise;
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = portOf(server.address());
  return {
    port,
    url: `${tls ? 'https' : 'http'}://127.0.0.1:${port}/hook`,
    seen,
    connections: () => connections,
    behave: (next) => {
      behaviour = next;
    },
  };
}

/** Answers at once. */
export function answers(status: number, body = '', headers: Record<string, string> = {}): Behaviour {
  return (response) => {
    response.writeHead(status, headers).end(body);
  };
}

/** Takes the request and never says a word. */
export const hangs: Behaviour = () => {};

/** Sends headers, then a byte at a time, for ever. */
export const drips: Behaviour = (response) => {
  response.writeHead(200);
  const dripping = setInterval(() => response.write(' '), 2);
  response.on('close', () => clearInterval(dripping));
};

/** Sends without end, as fast as it is read. */
export const floods: Behaviour = (response) => {
  const wave = 'x'.repeat(64 * 1024);
  const pour = (): void => {
    while (!response.destroyed && response.write(wave));
  };
  response.writeHead(200).on('drain', pour);
  pour();
};

/** Drops the connection before a word of the answer. */
export const resets: Behaviour = (response) => {
  response.destroy();
};

/** Announces more than it sends, then drops the connection. */
export function cutsOff(body: string): Behaviour {
  return (response) => {
    response.writeHead(200, { 'content-length': String(body.length + 10) });
    response.write(body, () => response.destroy());
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

function plainHeaders(request: IncomingMessage): Record<string, string> {
  return Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
}

function portOf(address: AddressInfo | string | null): AddressInfo {
  if (address === null || typeof address === 'string') throw new Error('the receiver has no port');
  return address;
}
