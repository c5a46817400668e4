// Everything that takes seconds: format, lint, types, unit tests. Two steps at a time, one line for each; the first that
// fails ends the rest and shows what it said.
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const hasMails = readdirSync(resolve(root, 'emails')).some((name) => /\.tsx?$/.test(name));

const UNIT_TESTS =
  'vitest run --project unit --pool threads --maxWorkers 2 --no-isolate --reporter dot'.split(' ');

// What was found of a file is kept until it changes: the second check of types takes a second instead of six.
const REMEMBERED = ['--incremental', '--tsBuildInfoFile', 'node_modules/.cache/check.tsbuildinfo'];

// The longest first, so that the two lanes end together. Unit tests run in two threads, also where vitest would take one
// because there are two cores, and files share a thread: loading the same libraries for each anew takes three times as
// long. `npm test` keeps files apart.
const STEPS = [
  { name: 'unit tests', command: UNIT_TESTS },
  { name: 'lint', command: ['oxlint', '--type-aware'] },
  { name: 'types', command: ['tsc', '--project', 'tsconfig.json', ...REMEMBERED] },
  ...(hasMails
    ? [{ name: 'types of the mails', command: ['tsc', '--project', 'emails/tsconfig.json'] }]
    : []),
  { name: 'format', command: ['biome', 'format'] },
];
const LANES = 2;

const waiting = [...STEPS];
const running = new Set();
let failed = false;
const startedAt = performance.now();

await Promise.all(Array.from({ length: LANES }, lane));
console.log(`${failed ? 'failed' : 'all good'} after ${seconds(startedAt)}`);
process.exitCode = failed ? 1 : 0;

async function lane() {
  for (let step = waiting.shift(); step !== undefined && !failed; step = waiting.shift()) await take(step);
}

async function take({ name, command }) {
  const began = performance.now();
  const { code, said } = await run(command);
  if (failed) return; // another step failed meanwhile and ended this one
  console.log(`${code === 0 ? 'ok    ' : 'FAILED'}  ${name.padEnd(20)} ${seconds(began)}`);
  if (code === 0) return;
  failed = true;
  for (const child of running) end(child);
  console.log(`\n${said.trimEnd()}\n\nthis was: ${command.join(' ')}`);
}

/** Runs a tool of node_modules/.bin, which npm has put on the PATH, and gathers what it says. */
function run([tool, ...args]) {
  return new Promise((done) => {
    // A group of its own, so that what it started in turn ends with it.
    const child = spawn(tool, args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
      env: environment(),
    });
    const said = [];
    running.add(child);
    child.stdout.on('data', (chunk) => said.push(chunk));
    child.stderr.on('data', (chunk) => said.push(chunk));
    child.on('error', (error) =>
      done({ code: 1, said: `${tool} cannot be started (${error.code}): run npm ci.` }),
    );
    child.on('close', (code) => {
      running.delete(child);
      done({ code, said: Buffer.concat(said).toString() });
    });
  });
}

function environment() {
  const bin = resolve(root, 'node_modules/.bin');
  return {
    ...process.env,
    PATH: `${bin}:${process.env.PATH}`,
    FORCE_COLOR: process.stdout.isTTY ? '1' : '0',
  };
}

function end(child) {
  try {
    process.kill(-child.pid, 'SIGTERM');
  } catch {
    // It ended by itself a moment ago.
  }
}

function seconds(since) {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`;
}

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    for (const child of running) end(child);
    process.exit(130);
  });
}
