// Bundles the command line and the service into dist/, for machines without the sources. Packages stay outside, where
// npm installs them; migrations and everything else of src/ go in. `node scripts/build.mjs FOLDER` builds elsewhere.
import { rmSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { build } from 'esbuild';

const root = resolve(import.meta.dirname, '..');
const outdir = resolve(root, process.argv[2] ?? 'dist');

if (process.argv[2] === undefined) rmSync(outdir, { recursive: true, force: true });
const { metafile } = await build({
  absWorkingDir: root,
  // The threads' files are looked for beside those that start them: all lie in one folder.
  entryPoints: {
    cli: 'src/cli.ts',
    'sqlite-thread': 'src/store/sqlite-thread.ts',
    'mint-thread': 'src/node/mint-thread.ts',
  },
  outdir,
  // Commands stay apart, so that each reads only what it needs.
  splitting: true,
  chunkNames: '[name]-[hash]',
  bundle: true,
  packages: 'external',
  platform: 'node',
  target: 'node22.18',
  format: 'esm',
  sourcemap: true,
  metafile: true,
  logLevel: 'warning',
});

const made = Object.entries(metafile.outputs).filter(([path]) => !path.endsWith('.map'));
const kibibytes = made.reduce((sum, [, { bytes }]) => sum + bytes, 0) / 1024;
console.log(`${relative(process.cwd(), outdir) || '.'}: ${made.length} files, ${Math.round(kibibytes)} KiB`);
