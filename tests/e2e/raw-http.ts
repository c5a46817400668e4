import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { type RawResponse, takeResponse } from './raw-response.ts';

/** One connection to a server, on which bytes are written by hand. */
export interface RawConnection {
  /** Resolves when the bytes are on their way. */
  send(bytes: string | Uint8Array): Promise<void>;
  /** The next response; fails when the connection ends before it is whole. `bodiless`: it answers a HEAD. */
  read(options?: { bodiless?: boolean }): Promise<RawResponse>;
  /** Resolves when the server has closed the connection. */
  readonly ended: Promise<void>;
  close(): void;
}

/** Connects to a port of 127.0.0.1. */
export async function openConnection(port: number): Promise<RawConnection> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  await once(socket, 'connect');
  const arrival = arrivals(socket);
  return {
    send: (bytes) =>
      new Promise((resolve, reject) => {
        socket.write(bytes, (error) => (error ? reject(error) : resolve()));
      }),
    async read({ bodiless = false } = {}) {
      for (;;) {
        const taken = takeResponse(arrival.bytes, { bodiless, ended: arrival.ended });
        if (taken) {
          arrival.bytes = taken.rest;
          return taken.response;
        }
        if (arrival.ended) throw new Error('the connection ended before the response did');
        await arrival.more();
      }
    },
    ended: arrival.end,
    close: () => socket.destroy(),
  };
}

interface Arrival {
  /** What has come and was not read yet. */
  bytes: Buffer;
  ended: boolean;
  readonly end: Promise<void>;
  /** Resolves when there is more, or when nothing more will come. */
  more(): Promise<void>;
}

function arrivals(socket: Socket): Arrival {
  let wake = Promise.withResolvers<void>();
  const end = Promise.withResolvers<void>();
  const arrival: Arrival = {
    bytes: Buffer.alloc(0),
    ended: false,
    end: end.promise,
    more: () => wake.promise,
  };
  const ring = () => {
    wake.resolve();
    wake = Promise.withResolvers<void>();
  };
  socket.on('data', (chunk: Buffer) => {
    arrival.bytes = Buffer.concat([arrival.bytes, chunk]);
    ring();
  });
  // A server that answers early may reset what was still being sent; what has come is read all the same.
  socket.on('error', () => {});
  socket.on('close', () => {
    arrival.ended = true;
    ring();
    end.resolve();
  });
  return arrival;
}

/** Sends one request on a connection of its own and reads its response. */
export async function exchange(port: number, bytes: string | Uint8Array): Promise<RawResponse> {
  const connection = await openConnection(port);
  try {
    await connection.send(bytes);
    return await connection.read({ bodiless: Buffer.from(bytes).subarray(0, 5).toString() === 'HEAD ' });
  } finally {
    connection.close();
  }
}

/** A request written out: its line, the Host every request has, these header lines, and this body, nothing else. */
export function request(line: string, headers: readonly string[] = [], body = ''): string {
  return [`${line} HTTP/1.1`, 'Host: mail.northlight.example', ...headers, '', body].join('\r\n');
}

/** The same with the body's length announced. */
export function requestWithBody(line: string, headers: readonly string[], body: string): string {
  return request(line, [...headers, `Content-Length: ${Buffer.byteLength(body)}`], body);
}
