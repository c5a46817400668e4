import { connect, type Socket } from 'node:net';

export interface LoadOptions {
  readonly port: number;
  readonly connections: number;
  readonly seconds: number;
  /** The next request, whole, as it goes over the wire; undefined when there is none left. */
  readonly next: () => string | undefined;
}

/** What came of a round. */
export interface LoadResult {
  /** Requests answered 200, and other answers. */
  readonly answered: number;
  readonly refused: number;
  readonly seconds: number;
  /** Of every request answered 200, sorted, in ms. */
  readonly latencies: Float64Array;
  /** Share of the time this process was at work itself: near 1 it was measured, and not the server. */
  readonly clientBusy: number;
}

const LATENCIES_MAX = 4_000_000;
const OK = 'HTTP/1.1 200 ';
const LENGTH = /\r\ncontent-length: (\d+)\r\n/i;

/**
 * Keeps `connections` sockets busy, each with one request at a time on a connection that is kept, for `seconds`; then
 * waits for the answers still under way. Sockets and not a HTTP client, because a client costs more than what is
 * measured.
 */
export async function load({ port, connections, seconds, next }: LoadOptions): Promise<LoadResult> {
  const latencies = new Float64Array(LATENCIES_MAX);
  let answered = 0;
  let refused = 0;
  const sockets = await Promise.all(Array.from({ length: connections }, () => open(port)));
  const utilised = performance.eventLoopUtilization();
  const startedAt = performance.now();
  const until = startedAt + seconds * 1_000;

  const serve = (socket: Socket) =>
    new Promise<void>((resolve, reject) => {
      let sentAt = 0;
      let rest = '';
      const send = () => {
        const now = performance.now();
        const request = now < until ? next() : undefined;
        if (request === undefined) {
          socket
            .off('error', reject)
            .on('error', () => undefined)
            .destroy();
          resolve();
          return;
        }
        sentAt = now;
        socket.write(request, 'latin1');
      };
      socket.on('data', (chunk) => {
        rest += chunk.toString('latin1');
        if (!isWhole(rest)) return;
        if (rest.startsWith(OK)) latencies[answered++ % LATENCIES_MAX] = performance.now() - sentAt;
        else refused += 1;
        rest = '';
        send();
      });
      socket.on('error', reject).on('close', () => reject(new Error('the server closed a connection')));
      send();
    });

  await Promise.all(sockets.map(serve));
  return {
    answered,
    refused,
    seconds: (performance.now() - startedAt) / 1_000,
    latencies: latencies.slice(0, answered).sort(),
    clientBusy: performance.eventLoopUtilization(utilised).utilization,
  };
}

function open(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    socket.once('error', reject).once('connect', () => resolve(socket.off('error', reject)));
  });
}

/** True when the text holds a whole answer; every answer here announces its length. */
function isWhole(text: string): boolean {
  const head = text.indexOf('\r\n\r\n');
  if (head === -1) return false;
  const length = LENGTH.exec(text)?.[1];
  if (length === undefined) throw new Error('an answer announces no length');
  return text.length >= head + 4 + Number(length);
}
