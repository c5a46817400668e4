import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { anOptOut } from '../../consent/ledger.test-kit.ts';
import { anEntry, aReceipt, ringOf } from '../../consent/receipt.test-kit.ts';
import { signReceipt } from '../../consent/receipt-jws.ts';
import { publicReceiptKeys, receiptKey } from '../../keys/receipt-key.ts';
import { linesOf, run } from '../io.testkit.ts';

const HEED_KEYS = `k1:${Buffer.alloc(32, 1).toString('base64url')}`;
const ring = ringOf(1);
const receipt = aReceipt({}, anEntry(anOptOut({ about: 'a/t', channel: 'one_click' })));
const JWS = await signReceipt(receipt, await receiptKey(ring.current));
const JWKS = JSON.stringify({ keys: await publicReceiptKeys(ring) });

/** Files of these names, in a folder that lasts as long as the test. */
function files(contents: Readonly<Record<string, string>>) {
  const folder = mkdtempSync(join(tmpdir(), 'heed-verify-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(contents)) writeFileSync(join(folder, name), text);
  return (name: string) => join(folder, name);
}

/** Publishes a key set on this machine. */
async function published(text: string): Promise<string> {
  const server = createServer((_, response) => response.end(text));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => void server.close());
  // A server that listens on a port has an address of this kind.
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/.well-known/jwks.json`;
}

describe('heed verify', () => {
  it('says in words what a receipt of this installation proves', async () => {
    const at = files({ 'receipt.jws': `${JWS}\n` });
    const { code, out, err } = await run(['verify', at('receipt.jws')], { environment: { HEED_KEYS } });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(linesOf(out)).toEqual([
      'This receipt is genuine: a key of this installation signed it, and nothing in it was changed since.',
      '',
      'issued     2026-06-03T12:00:00.000Z by https://mail.example.com',
      'asked      stop: mail of Clearview Magnifiers about t (a/t)',
      'by         j***@example.com',
      'how        one click in a mail program',
      'requested  2026-06-01T12:00:00.000Z',
      'received   2026-06-01T12:00:00.000Z',
      `recorded   2026-06-01T12:01:00.000Z, as entry 1 with the hash ${receipt.ledger.hash}`,
      'target     2026-06-03T12:00:00.000Z',
      'deadline   before 2026-06-15T12:00:00.000Z',
      'told       2 of 3 senders',
      '  sender           state      since',
      '  Campaign mail    confirmed  2026-06-01T12:01:30.000Z',
      '  Käufer-Liste 日本  told       2026-06-01T12:02:00.000Z',
      '  Old lists        waiting',
      '',
      'It proves what its issuer recorded, and whom it says it told. It does not prove what a sender did then.',
    ]);
  });

  it('reads standard input and answers machines', async () => {
    const { code, out } = await run(['verify', '-', '--json'], {
      input: [JWS.slice(0, 100), JWS.slice(100)],
      environment: { HEED_KEYS },
    });
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({
      verified: true,
      kid: (await receiptKey(ring.current)).publicKey.kid,
      ledger: null,
      receipt: JSON.parse(JSON.stringify(receipt)),
    });
  });

  it('needs no settings and no secrets with the published keys in a file', async () => {
    const at = files({ 'receipt.jws': JWS, 'jwks.json': JWKS });
    const { code, out, err } = await run(['verify', at('receipt.jws'), '--jwks', at('jwks.json')]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain(`This receipt is genuine: a key from ${at('jwks.json')} signed it`);
  });

  it('fetches published keys, and says so when the receipt names another issuer', async () => {
    const jwks = await published(JWKS);
    const foreign = await run(['verify', '-', '--jwks', jwks], { input: [JWS] });
    expect(foreign).toMatchObject({
      code: 0,
      err: `The receipt names https://mail.example.com as its issuer: make sure that ${jwks} speaks for it.\n`,
    });
    const issuer = jwks.replace('/.well-known/jwks.json', '');
    const own = await signReceipt({ ...receipt, iss: issuer }, await receiptKey(ring.current));
    expect(await run(['verify', '-', '--jwks', jwks], { input: [own] })).toMatchObject({ code: 0, err: '' });
  });

  it('accepts what an old key signed, while it is kept', async () => {
    const rotated = `k2:${Buffer.alloc(32, 2).toString('base64url')},${HEED_KEYS}`;
    const ran = await run(['verify', '-'], { input: [JWS], environment: { HEED_KEYS: rotated } });
    expect(ran.code).toBe(0);
  });

  it.each([
    ['another text', 'Jane asked us to stop.', 'not_a_receipt', 'This is not a whole receipt'],
    ['nothing', '', 'not_a_receipt', 'This is not a whole receipt'],
    ['a receipt that was cut', JWS.slice(0, -9), 'not_a_receipt', 'This is not a whole receipt'],
    ['a receipt that was changed', JWS.replace('.e', '.f'), 'altered', 'The signature does not fit'],
    ['too much', 'a'.repeat(300_000), 'not_a_receipt', 'This is not a whole receipt'],
  ])('refuses %s, and says which check failed and what to do', async (_, text, code, told) => {
    const words = await run(['verify', '-'], { input: [text], environment: { HEED_KEYS } });
    expect(words).toMatchObject({ code: 1, err: '' });
    expect(words.out).toContain(told);
    expect(linesOf(words.out)).toHaveLength(2);
    const json = await run(['verify', '-', '--json'], { input: [text], environment: { HEED_KEYS } });
    expect(json.code).toBe(1);
    expect(JSON.parse(json.out)).toEqual({
      verified: false,
      code,
      problem: expect.stringContaining(told),
      fix: expect.any(String),
    });
  });

  it('refuses what somebody else signed', async () => {
    const foreign = await signReceipt(receipt, await receiptKey(ringOf(9).current));
    const { code, out } = await run(['verify', '-'], { input: [foreign], environment: { HEED_KEYS } });
    expect(code).toBe(1);
    expect(out).toContain('None of these keys signed this receipt');
  });

  it('lets nothing in a receipt steer the terminal', async () => {
    const steering = aReceipt({
      brandName: 'A\u001b[2JB\nverified',
      issuer: 'https://x.example/\u001b]0;',
      progress: { senders: [{ publicName: 'C\u0007\u202eD', state: 'waiting', at: null }] },
    });
    const jws = await signReceipt(steering, await receiptKey(ring.current));
    const { out, err } = await run(['verify', '-', '--jwks', await published(JWKS)], { input: [jws] });
    expect((out + err).replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
    expect(linesOf(out)).not.toContain(expect.stringMatching(/^verified/));
  });

  it.each([
    ['a file that is not there', 'nowhere.json', 'cannot be read (ENOENT)'],
    ['a file that is no key set', 'page.html', 'is no JSON Web Key Set.'],
    ['a set without such a key', 'rsa.json', 'has no key that signs receipts.'],
  ])('does not take %s for keys', async (_, name, told) => {
    const at = files({ 'page.html': '<html>', 'rsa.json': '{"keys":[{"kty":"RSA"}]}' });
    const { code, out, err } = await run(['verify', '-', '--jwks', at(name)], { input: [JWS] });
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain(told);
  });

  it('says how to go on where there are no keys, and makes none', async () => {
    const at = files({});
    const environment = { HEED_DATABASE_URL: `sqlite:${at('heed.db')}` };
    const { code, err } = await run(['verify', '-'], { input: [JWS], environment });
    expect(code).toBe(1);
    expect(err).toContain(`HEED_KEYS is not set and there is no ${at('heed.keys')}.`);
    expect(err).toContain('--jwks https://');
    expect(existsSync(at('heed.keys'))).toBe(false);
    const wrong = await run(['verify', '-'], { input: [JWS], environment: { HEED_KEYS: 'sesame' } });
    expect(wrong.err).toContain('HEED_KEYS: key 1 must be at least 32 random bytes');
    expect(wrong.err).not.toContain('sesame');
  });

  it('takes its keys from the data folder where none are given', async () => {
    const at = files({ 'heed.keys': `${HEED_KEYS}\n` });
    const environment = { HEED_DATABASE_URL: `sqlite:${at('heed.db')}` };
    expect(await run(['verify', '-'], { input: [JWS], environment })).toMatchObject({ code: 0, err: '' });
  });
});
