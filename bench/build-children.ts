import { readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';

/**
 * Bundles every process of `servers/` into `folder` as `npm run build` bundles Heed: what is measured is what is
 * shipped, and not the source as a development loader rewrites it. The bare counterparts are bundled the same way.
 */
export function buildChildren(folder: string): void {
  const servers = join(import.meta.dirname, 'servers');
  buildSync({
    entryPoints: readdirSync(servers).map((name) => join(servers, name)),
    outdir: folder,
    bundle: true,
    packages: 'external',
    platform: 'node',
    target: 'node22.12',
    format: 'esm',
    outExtension: { '.js': '.mjs' },
    tsconfig: join(import.meta.dirname, '../tsconfig.json'),
    logLevel: 'warning',
  });
  // Packages stay outside the bundles and are looked for beside them.
  symlinkSync(join(import.meta.dirname, '../node_modules'), join(folder, 'node_modules'));
}
