import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { createApp } from '../app.ts';
import { clockBehind } from '../consent/clock-behind.ts';
import type { Heed } from '../heed.ts';
import { errorCode } from '../log.ts';
import { startMailer } from './mailer.ts';
import { startNotifier } from './notifier.ts';
import { oneClickDoor } from './one-click-door.ts';
import { startPauseEnder } from './pause-ender.ts';
import { startPropagator } from './propagator.ts';
import { startWatcher } from './watcher.ts';

export interface Serving {
  /** The port it listens on; useful when asked for port 0. */
  readonly port: number;
  /**
   * Stops taking requests, finishes those under way, ends the background work. What is not finished by then (a feed
   * request that waits for news, a slow upload, a system that does not answer) is cut off after five seconds.
   */
  stop(): Promise<void>;
}

// Half of the ten seconds Docker waits before it kills, so that the database is still closed in order.
const FINISH_MILLIS_MAX = 5_000;
const IDLE_LOOK_MILLIS = 50;

/** Serves the app over HTTP; carries opt-outs, watches deadlines, and writes and sends mails in the background. Rejects when the port is taken. */
export async function serveHeed(
  heed: Heed,
  { port, hostname }: { port: number; hostname?: string },
): Promise<Serving> {
  const { fetch } = createApp(heed);
  const answer = getRequestListener(fetch);
  const listener: RequestListener = (incoming, outgoing) => void answer(incoming, outgoing); // it never rejects
  const server = createServer(oneClickDoor(heed, { fetch, listener }));
  const unused = unusedConnections(server);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, hostname, resolve);
  });
  await warnOfClock(heed);
  const background = [
    startPropagator(heed),
    startMailer(heed),
    startNotifier(heed),
    startWatcher(heed),
    startPauseEnder(heed),
  ];
  return {
    port: (server.address() as AddressInfo).port, // a TCP server that listens has one
    async stop() {
      await Promise.all([closeServer(server, unused), ...background.map((running) => running.stop())]);
    },
  };
}

/** Deadlines are counted from this machine's clock, so a wrong one is said at once. */
async function warnOfClock({ database, now, log }: Heed): Promise<void> {
  try {
    const behind = await clockBehind(database, now());
    if (behind !== undefined) log.warn('clock.behind', { seconds: Math.round(behind / 1_000) });
  } catch (error) {
    // The database is away just now: no reason not to serve.
    log.error('clock.unchecked', { code: errorCode(error) });
  }
}

async function closeServer(server: Server, unused: ReadonlySet<Socket>): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  // A connection goes idle when its request is answered, and then nothing but this ends it.
  const idle = setInterval(() => server.closeIdleConnections(), IDLE_LOOK_MILLIS);
  const late = setTimeout(() => server.closeAllConnections(), FINISH_MILLIS_MAX);
  server.closeIdleConnections();
  for (const socket of unused) socket.destroy();
  await closed;
  clearInterval(idle);
  clearTimeout(late);
}

/** Connections on which nothing was asked yet. Browsers open some in advance, and Node does not count them as idle. */
function unusedConnections(server: Server): ReadonlySet<Socket> {
  const unused = new Set<Socket>();
  server.on('connection', (socket) => {
    unused.add(socket);
    socket.once('close', () => unused.delete(socket));
  });
  server.on('request', ({ socket }) => unused.delete(socket));
  return unused;
}
