// The kill tests of tests/crash, for as long as one likes: npm run torment -- --minutes 10 [--seed 7] [--on sqlite].
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

const HELP = `Kills and freezes real processes of Heed at random, under load, and looks whether every promise was kept.

  npm run torment -- [options]

  --minutes N   how long each torment lasts (2)
  --seed N      which moments are chosen (another one each time)
  --on PLACE    only one of: postgres, sqlite, workerd, restarts (all, one after the other)

The same tests run for some seconds each as part of npm test.
`;

// By words that only the test of that place has in its name.
const PLACES = {
  postgres: 'on one Postgres',
  sqlite: 'process on SQLite',
  workerd: 'on a workerd',
  restarts: 'restarts of Postgres',
};
const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '2' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    on: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  },
});
const place = values.on === undefined ? 'HEED_TORMENT_SEED' : PLACES[values.on];
const wrong = !(Number(values.minutes) > 0) || !Number.isInteger(Number(values.seed)) || place === undefined;

if (values.help || wrong) {
  process.stderr.write(HELP);
  process.exitCode = values.help ? 0 : 2;
} else {
  const args = ['run', '--project', 'e2e', 'tests/crash/', '-t', place];
  const vitest = spawn(process.execPath, [resolve('node_modules/vitest/vitest.mjs'), ...args], {
    stdio: 'inherit',
    env: { ...process.env, HEED_TORMENT_MINUTES: values.minutes, HEED_TORMENT_SEED: values.seed },
  });
  vitest.on('exit', (code) => {
    process.exitCode = code ?? 1;
  });
}
