import { readdirSync, symlinkSync } from 'node:fs';
import { join, parse } from 'node:path';
import { buildSync } from 'esbuild';

/**
 * Bundles every process of `servers/` into `folder` as `npm run build` bundles Heed: what is measured is what is
 * shipped, and not the source as a development loader rewrites it. The bare counterparts are bundled the same way.
 */
export function buildChildren(folder: string): void {
  const servers = join(import.meta.dirname, 'servers');
  buildSync({
    entryPoints: Object.fromEntries([
      ...readdirSync(servers).map((file) => [parse(file).name, join(servers, file)]),
      ['sqlite-thread', join(import.meta.dirname, '../src/store/sqlite-thread.ts')],
      ['mint-thread', join(import.meta.dirname, '../src/node/mint-thread.ts')],
    ]),
    outdir: folder,
    bundle: true,
    packages: 'external',
    platform: 'node',
    target: 'node22.18',
    format: 'esm',
    outExtension: { '.js': '.mjs' },
    tsconfig: join(import.meta.dirname, '../tsconfig.json'),
    logLevel: 'warning',
  });
  // Packages stay outside the bundles and are looked for beside them.
  symlinkSync(join(import.meta.dirname, '../node_modules'), join(folder, 'node_modules'));
}
