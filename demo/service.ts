import { once } from 'node:events';
import { createServer } from 'node:net';
import { createApiKey, type KeyScope } from '../src/access/api-key.ts';
import { parseConfig } from '../src/config.ts';
import type { Heed } from '../src/heed.ts';
import { openHeed } from '../src/node/open-heed.ts';
import { serveHeed } from '../src/node/serve.ts';
import { GROUP_NAME } from './group.ts';
import type { Lifetime } from './lifetime.ts';
import type { Workplace } from './workplace.ts';

/** The Heed of the demo, serving. */
export interface Service {
  readonly heed: Heed;
  readonly baseUrl: string;
  /** Makes an API key, as `heed keys create` does. */
  makeKey(name: string, scopes: readonly KeyScope[], senderId?: string): Promise<string>;
}

const HOST = '127.0.0.1'; // the demo is nobody else's business
const PORT_USUAL = 8787;

/** Starts Heed in the workplace; it ends with the demo's lifetime. A `port` that is taken is an error. */
export async function startService(
  { databaseUrl, log }: Workplace,
  { port: wanted, life }: { port: number | undefined; life: Lifetime },
): Promise<Service> {
  // Links carry the whole address, so the port is chosen before the service is there to choose one.
  const port = await choosePort(wanted);
  const baseUrl = `http://${HOST}:${port}`;
  const outcome = parseConfig({
    PORT: String(port),
    HEED_BASE_URL: baseUrl,
    HEED_DATABASE_URL: databaseUrl,
    HEED_WEBHOOK_TARGETS: 'public_and_loopback',
    HEED_GROUP_NAME: GROUP_NAME,
  });
  if (outcome.kind === 'refused') throw new Error(outcome.problems.join(' '));
  const opened = await openHeed(outcome.config, log);
  if (opened.kind === 'refused') throw new Error(opened.problem);
  life.onEnd({ gently: () => opened.close(), atOnce: () => undefined });
  const { heed } = opened;
  const serving = await serveHeed(heed, { port, hostname: HOST });
  life.onEnd({ gently: () => serving.stop(), atOnce: () => undefined });
  return {
    heed,
    baseUrl,
    async makeKey(name, scopes, senderId) {
      const { random, now } = heed;
      const key = { name, scopes, senderId };
      return (await createApiKey(heed.database, key, { random, now: now(), actor: 'demo' })).secret;
    },
  };
}

async function choosePort(wanted: number | undefined): Promise<number> {
  if (wanted !== undefined) {
    const port = await tryPort(wanted);
    if (port === undefined) {
      throw new Error(`Port ${wanted} cannot be listened on. Choose another with --port, or leave it out.`);
    }
    return port;
  }
  const port = (await tryPort(PORT_USUAL)) ?? (await tryPort(0));
  if (port === undefined) throw new Error('No port could be listened on.');
  return port;
}

/** The port itself, or the one the system gives for 0; undefined when it cannot be had. */
async function tryPort(port: number): Promise<number | undefined> {
  const probe = createServer();
  try {
    probe.listen(port, HOST);
    await once(probe, 'listening');
    const address = probe.address();
    return typeof address === 'object' && address !== null ? address.port : undefined;
  } catch {
    return undefined; // taken or not allowed: the caller says which port it was
  } finally {
    if (probe.listening) {
      probe.close();
      await once(probe, 'close');
    }
  }
}
