import { readFile } from 'node:fs/promises';
import { convertV4MiniflareOptions, Miniflare } from 'miniflare';
import { inject } from 'vitest';
import { openD1 } from '../../../src/store/d1.ts';
import { SETTINGS, type Target, type TargetKind } from './target.ts';

const WRANGLER_TOML = new URL('../../../wrangler.toml', import.meta.url);

export const workersOnD1: TargetKind = { name: 'Workers on D1', start: () => startWorker() };

/** The bundled Worker in real workerd with a D1 database of its own. `settings`: its variables and secrets. */
export async function startWorker(settings: Readonly<Record<string, string>> = SETTINGS): Promise<Target> {
  const log: string[] = [];
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
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
    }),
  );
  const { port } = await miniflare.ready;
  const worker = await miniflare.getWorker();
  return {
    port: Number(port),
    database: openD1(await miniflare.getD1Database('DB')),
    log,
    async tick() {
      await worker.scheduled({ cron: '* * * * *' });
    },
    close: () => miniflare.dispose(),
  };
}

async function compatibilityDate(): Promise<string> {
  const [, date] = /^compatibility_date = "(.+)"$/m.exec(await readFile(WRANGLER_TOML, 'utf8')) ?? [];
  if (date === undefined) throw new Error('wrangler.toml has no compatibility_date');
  return date;
}
