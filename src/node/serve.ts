import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { createApp } from '../app.ts';
import type { Heed } from '../heed.ts';
import { startPropagator } from './propagator.ts';

export interface Serving {
  /** The port it listens on; useful when asked for port 0. */
  readonly port: number;
  /** Stops taking requests, finishes those under way, ends the background work. */
  stop(): Promise<void>;
}

/** Serves the app over HTTP and carries opt-outs in the background. Rejects when the port is taken. */
export async function serveHeed(
  heed: Heed,
  { port, hostname }: { port: number; hostname?: string },
): Promise<Serving> {
  const server = createAdaptorServer({ fetch: createApp(heed).fetch });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, hostname, resolve);
  });
  const propagator = startPropagator(heed);
  return {
    port: (server.address() as AddressInfo).port, // a TCP server that listens has one
    async stop() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      if ('closeIdleConnections' in server) server.closeIdleConnections();
      await propagator.stop();
      await closed;
    },
  };
}
