import { fileURLToPath } from 'node:url';
import { cloudflareTest } from '@cloudflare/vitest-plugin';
import { defineConfig } from 'vitest/config';

// One set of cases for three databases: each project gives the cases its own opener under this name.
function databaseAlias(name: 'sqlite' | 'postgres' | 'd1') {
  return { '#test-database': fileURLToPath(new URL(`tests/databases/${name}.ts`, import.meta.url)) };
}

// Rules tried on hundreds of random cases, and every mail rendered in every language: part of `npm test`, too long for the
// quick check.
const thorough = [
  'src/**/*.{model,property}.test.{ts,tsx}',
  'tests/faults/**/*.test.ts',
  'src/mail/{compose,mail-words-used,plain-text,render-letter,resend,smtp}.test.ts',
];
const contract = 'tests/contract/**/*.test.ts';
// Each case has a database of its own, so files need no process of their own. Real databases on a busy machine are slow.
const contractOptions = { isolate: false, testTimeout: 30_000, hookTimeout: 30_000 };

export default defineConfig({
  test: {
    // Both cores: vitest leaves one idle unless told, and the whole suite is to end within ten minutes.
    maxWorkers: 2,
    // A busy machine takes several times as long; a test that hangs is found all the same.
    testTimeout: 30_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: [
            'src/**/*.test.{ts,tsx}',
            'emails/**/*.test.ts',
            'tests/house/*.test.ts',
            'tests/center/*.test.ts',
          ],
          exclude: thorough,
        },
      },
      { extends: true, test: { name: 'thorough', include: thorough } },
      {
        extends: true,
        resolve: { alias: databaseAlias('sqlite') },
        test: {
          ...contractOptions,
          name: 'contract-sqlite',
          include: [contract, 'tests/databases/{sqlite*,processes}.test.ts'],
        },
      },
      {
        extends: true,
        resolve: { alias: databaseAlias('postgres') },
        test: {
          ...contractOptions,
          name: 'contract-postgres',
          include: [contract, 'tests/databases/{postgres*,processes}.test.ts'],
          globalSetup: 'tests/databases/postgres-server.ts',
        },
      },
      {
        extends: true,
        resolve: { alias: databaseAlias('d1') },
        plugins: [
          cloudflareTest({
            miniflare: {
              compatibilityDate: '2026-10-01',
              compatibilityFlags: ['nodejs_compat'],
              d1Databases: ['ONE', 'TWO', 'THREE'],
            },
          }),
        ],
        test: {
          ...contractOptions,
          name: 'contract-d1',
          include: [contract, 'tests/databases/d1.test.ts'],
        },
      },
      { extends: true, test: { name: 'cli', include: ['tests/cli/**/*.test.ts'] } },
      { extends: true, test: { name: 'pages', include: ['tests/pages/**/*.test.ts'] } },
      { extends: true, test: { name: 'demo', include: ['tests/demo/**/*.test.ts'] } },
      {
        extends: true,
        // Weeks are lived through, on machines that have other work too.
        test: { name: 'simulation', include: ['tests/simulation/**/*.test.ts'], testTimeout: 120_000 },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['tests/{e2e,crash}/**/*.test.ts'],
          globalSetup: ['tests/databases/postgres-server.ts', 'tests/e2e/targets/bundles.ts'],
          // Whole services are started, killed and asked thousands of times, on machines that have other work too.
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
