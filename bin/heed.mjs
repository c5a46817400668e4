#!/usr/bin/env node
// Starts Heed: from its TypeScript in a checkout, from dist/ where it was built. Runs on any Node far enough to bring
// in one that is new enough.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';

const NEEDED = [22, 18];

const root = new URL('../', import.meta.url);
const at = (path) => new URL(path, root);
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major > NEEDED[0] || (major === NEEDED[0] && minor >= NEEDED[1])) await start();
else startWithOwnNode();

async function start() {
  if (existsSync(at('src/cli.ts')) && existsSync(at('node_modules/tsx'))) {
    const { register } = await import('tsx/esm/api');
    register({ tsconfig: fileURLToPath(at('tsconfig.json')) });
    await import(at('src/cli.ts').href);
    return;
  }
  if (!existsSync(at('dist/cli.js'))) {
    fail('Heed is not built here. Run npm ci to work from its source, or npm run build to make dist/.');
    return;
  }
  process.setSourceMapsEnabled(true);
  await import(at('dist/cli.js').href);
}

// In a checkout npm has put a Node of its own beside the other tools.
function startWithOwnNode() {
  const own = fileURLToPath(at('node_modules/.bin/node'));
  if (!existsSync(own)) {
    fail(
      `Heed needs Node ${NEEDED.join('.')} or later; this is ${process.versions.node}. Install a later Node, or run npm ci, which brings one.`,
    );
    return;
  }
  const child = spawn(own, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', () => fail(`${own} cannot be started. Run npm ci again.`));
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? 128 + (constants.signals[signal] ?? 0);
  });
}

function fail(message) {
  console.error(`heed: ${message}`);
  process.exitCode = 1;
}
