import { readFile } from 'node:fs/promises';
import { convertV4MiniflareOptions, Miniflare } from 'miniflare';
import { inject } from 'vitest';
import { openD1 } from '../../../src/store/d1.ts';
import { SETTINGS, type Target, type TargetKind } from './target.ts';

const WRANGLER_TOML = new URL('../../../wrangler.toml', import.meta.url);

export const workersOnD1: TargetKind = { name: 'Workers on D1', start: () => startWorker() };

/** A Worker that can be killed together with its database, as by a crash of the machine they run on. */
export interface WorkerTarget extends Target {
  /** SIGKILL to workerd, and a new start on what was written until then. */
  restart(): Promise<void>;
}

/** The bundled Worker in real workerd with a D1 database of its own. `settings`: its variables and secrets. */
export async function startWorker(
  settings: Readonly<Record<string, string>> = SETTINGS,
): Promise<WorkerTarget> {
  const log: string[] = [];
  const options = convertV4MiniflareOptions({
    modules: [
      { type: 'ESModule', path: 'worker.js', contents: await readFile(inject('workerBundle'), 'utf8') },
    ],
    compatibilityDate: await compatibilityDate(),
    compatibilityFlags: ['nodejs_compat'],
    d1Databases: ['DB'],
    bindings: { ...settings },
    host: '127.0.0.1',
    port: 0,
    handleStructuredLogs: ({ message }) => log.push(message),
    // Neither asks the network for anything.
    cf: false,
    telemetry: { enabled: false },
  });
  const miniflare = new Miniflare(options);
  let life = await livesOf(miniflare);
  return {
    get port() {
      return life.port;
    },
    // What is asked of a life that has ended fails; the next one has a binding of its own.
    database: {
      ...life.database,
      all: (query) => life.database.all(query),
      commit: (statements) => life.database.commit(statements),
    },
    log,
    async tick() {
      await life.worker.scheduled({ cron: '* * * * *' });
    },
    async restart() {
      await miniflare.setOptions(options);
      life = await livesOf(miniflare);
    },
    close: () => miniflare.dispose(),
  };
}

async function livesOf(miniflare: Miniflare) {
  const { port } = await miniflare.ready;
  const worker = await miniflare.getWorker();
  return { port: Number(port), worker, database: openD1(await miniflare.getD1Database('DB')) };
}

async function compatibilityDate(): Promise<string> {
  const [, date] = /^compatibility_date = "(.+)"$/m.exec(await readFile(WRANGLER_TOML, 'utf8')) ?? [];
  if (date === undefined) throw new Error('wrangler.toml has no compatibility_date');
  return date;
}
