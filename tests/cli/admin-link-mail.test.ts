import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startHeed } from './heed-process.ts';
import { settingsIn, temporaryFolder } from './temporary.ts';

/** A server that takes mails as Resend does. */
async function fakeResend() {
  const taken: string[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      taken.push(body);
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"id":"1"}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo; // a TCP server that listens has one
  return { taken, url: `http://127.0.0.1:${port}` };
}

describe('heed admin link --mail', { timeout: 30_000 }, () => {
  it('sends the link by Resend and prints it nowhere', async () => {
    const resend = await fakeResend();
    const settings = {
      ...settingsIn(temporaryFolder()),
      RESEND_API_KEY: 're_test',
      HEED_MAIL_FROM: 'Heed <heed@northlight.example>',
      RESEND_BASE_URL: resend.url,
    };
    expect(await startHeed(['migrate'], { settings }).ended).toBe(0);
    const heed = startHeed(['admin', 'link', '--mail', 'ops@northlight.example'], { settings });
    expect(await heed.ended).toBe(0);
    expect(resend.taken).toHaveLength(1);
    expect(resend.taken[0]).toContain('https://mail.example.com/console/sign-in/');
    expect(heed.out() + heed.err()).not.toContain('/console/sign-in/');
    expect(heed.out() + heed.err()).not.toContain('ops@northlight.example');
  });

  it('without a way to send says what to set', async () => {
    const settings = settingsIn(temporaryFolder());
    expect(await startHeed(['migrate'], { settings }).ended).toBe(0);
    const heed = startHeed(['admin', 'link', '--mail', 'ops@northlight.example'], { settings });
    expect(await heed.ended).toBe(1);
    expect(heed.err()).toContain('RESEND_API_KEY');
  });
});
