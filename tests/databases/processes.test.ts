import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';
import { openTestDatabase } from '#test-database';
import { migrations } from '../../migrations/index.ts';
import { verifyLedger } from '../../src/consent/verify-ledger.ts';
import { optOuts } from '../contract/builders.ts';

const run = promisify(execFile);
const appender = fileURLToPath(new URL('appender.ts', import.meta.url));

it('several processes may start on an empty database and append at once', { timeout: 60_000 }, async () => {
  const { database, url, close } = await openTestDatabase({ empty: true });
  onTestFinished(close);
  const names = ['ann', 'bob'];
  await Promise.all(names.map((name) => run(process.execPath, [appender, String(url), name, '60'])));

  expect(await database.all(database.build.selectFrom('migration').select('id'))).toHaveLength(
    migrations.length,
  );
  expect(await verifyLedger(database)).toMatchObject({ kind: 'whole', entries: 120 });
  const entries = await database.all(
    database.build.selectFrom('ledger').select('recipient_id').orderBy('seq'),
  );
  for (const name of names) {
    const own = optOuts(60, name).map(({ recipientId }): string => recipientId);
    expect(entries.map((entry) => entry.recipient_id).filter((id) => own.includes(id))).toEqual(own);
  }
});
