import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';

/**
 * Gives the Postgres projects a server: the one `HEED_TEST_POSTGRES_URL` names, or one of their own for this run. The
 * latter belongs to a keeper process that stops it when our end of the pipe closes, however this process ends.
 */
export default async function provideServer(
  project: TestProject,
): Promise<(() => Promise<void>) | undefined> {
  const given = process.env.HEED_TEST_POSTGRES_URL;
  if (given) {
    project.provide('postgresUrl', given);
    return undefined;
  }
  // Detached: a Ctrl-C is for the tests, which still need the server while they end.
  const keeper = spawn(process.execPath, [fileURLToPath(new URL('postgres-keeper.ts', import.meta.url))], {
    stdio: ['pipe', 'pipe', 'inherit'],
    detached: true,
  });
  const [url] = await Promise.race([
    once(createInterface(keeper.stdout), 'line'),
    once(keeper, 'exit').then(() => {
      throw new Error(
        'Postgres did not start (see above); HEED_TEST_POSTGRES_URL names a server to use instead',
      );
    }),
  ]);
  project.provide('postgresUrl', String(url));
  return async () => {
    const stopped = once(keeper, 'exit');
    keeper.stdin.end();
    await stopped;
  };
}
