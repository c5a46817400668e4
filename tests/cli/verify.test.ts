import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { createApp } from '../../src/app.ts';
import { linesOf, run } from '../../src/cli/io.testkit.ts';
import { parseConfig } from '../../src/config.ts';
import { receiptOf } from '../../src/consent/receipt.ts';
import { signReceipt } from '../../src/consent/receipt-jws.ts';
import { receiptKey } from '../../src/keys/receipt-key.ts';
import { openHeed } from '../../src/node/open-heed.ts';
import { progressOf } from '../../src/propagation/progress.ts';
import { settingsIn, temporaryFolder } from './temporary.ts';

/** An installation with one opt-out, its receipt in a file, and the keys it publishes. */
async function withReceipt() {
  const folder = temporaryFolder();
  const environment = settingsIn(folder);
  const heed = (...args: string[]) => run(args, { environment });
  const config = parseConfig(environment);
  if (config.kind === 'refused') throw new Error(config.problems.join());
  const opened = await openHeed(config.config);
  if (opened.kind === 'refused') throw new Error(opened.problem);
  await heed('brands', 'add', 'clearview', '--name', 'Clearview', '--postal-address', '1 Main St');
  const minted = await run(['links', '--scope', 'clearview'], { environment, input: ['ada@example.com'] });
  const { unsubscribe_url: url } = JSON.parse(linesOf(minted.out)[0] ?? '');
  const app = createApp(opened.heed);
  await app.request(new URL(url).pathname, { method: 'POST', body: 'List-Unsubscribe=One-Click' });
  const { database, keyring } = opened.heed;
  const [entry] = await database.all(database.build.selectFrom('ledger').selectAll());
  if (entry === undefined) throw new Error('nothing was recorded');
  const receipt = receiptOf(entry, {
    id: 'rcp_1',
    brandName: 'Clearview',
    maskedAddress: 'a***@example.com',
    addressSha256: null,
    progress: await progressOf(opened.heed, entry),
    issuer: config.config.baseUrl,
    issuedAt: Date.now(),
  });
  const file = join(folder, 'receipt.jws');
  const jwks = join(folder, 'jwks.json');
  writeFileSync(file, await signReceipt(receipt, await receiptKey(keyring.current)));
  writeFileSync(jwks, await (await app.request('/.well-known/jwks.json')).text());
  await opened.close();
  return { heed, file, jwks, path: join(folder, 'heed.db') };
}

describe('heed verify, where a receipt was issued', { timeout: 30_000 }, () => {
  it('proves it with the key files, with the published keys, and against the ledger', async () => {
    const { heed, file, jwks } = await withReceipt();
    const { code, out } = await heed('verify', file, '--ledger');
    expect(code).toBe(0);
    expect(out).toContain('asked      stop: promotional mail of Clearview (clearview)');
    expect(out).toContain('The ledger holds this entry, unchanged.');
    expect(JSON.parse((await heed('verify', file, '--ledger', '--json')).out)).toMatchObject({
      verified: true,
      ledger: 'held',
    });
    expect((await run(['verify', file, '--jwks', jwks])).code).toBe(0);
  });

  it.each([
    ['a ledger that lost the entry', 'delete from ledger', 'ledger_missing', 'no entry of its number'],
    ['a ledger that holds another', `update ledger set hash = 'x'`, 'ledger_another', 'holds another entry'],
    ['an entry that was edited', 'update ledger set due_at = 1', 'ledger_altered', 'was edited'],
  ])('gives away %s, although the receipt is genuine', async (_, tampering, found, told) => {
    const { heed, file, path } = await withReceipt();
    new BetterSqlite3(path).exec(tampering).close();
    const words = await heed('verify', file, '--ledger');
    expect(words.code).toBe(1);
    expect(words.out).toContain(told);
    const { code, out } = await heed('verify', file, '--ledger', '--json');
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ verified: false, code: found, receipt: { jti: 'rcp_1' } });
    expect((await heed('verify', file)).code).toBe(0);
  });
});
