import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';
import type { TestProject } from 'vitest/node';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** Bundles the server and the Worker once for all tests, and tells them where they are. */
export default async function provideBundles(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'heed-bundles-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  const bundling = [bundleServer(folder), bundleWorker(folder)] as const;
  try {
    project.provide('serverBundle', await bundling[0]);
    project.provide('workerBundle', await bundling[1]);
  } catch (error) {
    // Neither may write into a folder that is gone.
    await Promise.allSettled(bundling);
    await remove();
    throw error;
  }
  return remove;
}

/** With the very command that deploys it. */
async function bundleWorker(folder: string): Promise<string> {
  const wrangler = spawn(
    process.execPath,
    [join(ROOT, 'node_modules/wrangler/bin/wrangler.js'), 'deploy', '--dry-run', '--outdir', folder],
    {
      cwd: ROOT,
      // Without its banner it does not ask the network for a newer version of itself.
      env: { ...process.env, CI: '1', WRANGLER_HIDE_BANNER: 'true', WRANGLER_SEND_METRICS: 'false' },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const output: string[] = [];
  for (const stream of [wrangler.stdout, wrangler.stderr])
    stream.on('data', (text) => output.push(String(text)));
  const [code] = await once(wrangler, 'close');
  if (code !== 0) throw new Error(`the Worker cannot be bundled:\n${output.join('')}`);
  return join(folder, 'worker.js');
}

/** A server process is started many times, and starts four times as fast from one file. */
async function bundleServer(folder: string): Promise<string> {
  const outfile = join(folder, 'server.mjs');
  await build({
    entryPoints: {
      server: fileURLToPath(new URL('run-server.ts', import.meta.url)),
      'sqlite-thread': fileURLToPath(new URL('../../../src/store/sqlite-thread.ts', import.meta.url)),
      'mint-thread': fileURLToPath(new URL('../../../src/node/mint-thread.ts', import.meta.url)),
    },
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    plugins: [databaseDrivers],
    logLevel: 'silent',
  });
  return outfile;
}

// They bring native code, so they stay where they are.
const databaseDrivers: Plugin = {
  name: 'database-drivers',
  setup(bundling) {
    bundling.onResolve({ filter: /^(better-sqlite3|pg)$/ }, ({ path }) => ({
      path: createRequire(import.meta.url).resolve(path),
      external: true,
    }));
  },
};
