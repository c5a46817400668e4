import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { AdminSignIn } from '../../emails/admin-sign-in.tsx';
import { adminSignInMail } from './admin-sign-in.ts';
import { createResend } from './resend.ts';

interface Seen {
  readonly headers: IncomingMessage['headers'];
  readonly body: Record<string, unknown>;
}

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** A server that speaks as much of Resend's API as sending a mail takes, and remembers idempotency keys. */
async function fakeResend(refusal?: { status: number; name: string }) {
  const seen: Seen[] = [];
  const ids = new Map<string, string>();
  const server = createServer((request, response) => void answer(request, response));
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<unknown> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    if (refusal) {
      response.writeHead(refusal.status, { 'content-type': 'application/json' });
      return response.end(JSON.stringify({ name: refusal.name, message: 'no', statusCode: refusal.status }));
    }
    const key = String(request.headers['idempotency-key']);
    if (!ids.has(key))
      seen.push({ headers: request.headers, body: JSON.parse(Buffer.concat(chunks).toString()) });
    ids.set(key, ids.get(key) ?? `mail-${ids.size + 1}`);
    response.writeHead(200, { 'content-type': 'application/json' });
    return response.end(JSON.stringify({ id: ids.get(key) }));
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => server.close());
  const { port } = server.address() as AddressInfo; // a TCP server that listens has one
  return { seen, baseUrl: `http://127.0.0.1:${port}` };
}

const options = { apiKey: 're_test', from: 'Heed <heed@northlight.example>' };

describe('the sign-in mail', () => {
  it('carries the link in both parts and says that a machine wrote it', async () => {
    const fake = await fakeResend();
    const mail = await adminSignInMail('ops@northlight.example', AdminSignIn.PreviewProps.facts);
    expect(await createResend({ ...options, baseUrl: fake.baseUrl })(mail, 'key-1')).toEqual({
      kind: 'sent',
    });
    expect(fake.seen[0]?.headers.authorization).toBe('Bearer re_test');
    expect(fake.seen[0]?.body).toMatchObject({
      from: options.from,
      to: 'ops@northlight.example',
      html: expect.stringContaining(AdminSignIn.PreviewProps.facts.url),
      text: expect.stringContaining(AdminSignIn.PreviewProps.facts.url),
      headers: { 'Auto-Submitted': 'auto-generated' },
    });
  });

  it('is sent once, however often the same key is used', async () => {
    const fake = await fakeResend();
    const send = createResend({ ...options, baseUrl: fake.baseUrl });
    const mail = await adminSignInMail('ops@northlight.example', AdminSignIn.PreviewProps.facts);
    await send(mail, 'key-1');
    await send(mail, 'key-1');
    expect(fake.seen).toHaveLength(1);
  });

  it('that is refused says so with a code that holds no address', async () => {
    const fake = await fakeResend({ status: 403, name: 'invalid_from_address' });
    const mail = await adminSignInMail('ops@northlight.example', AdminSignIn.PreviewProps.facts);
    const outcome = await createResend({ ...options, baseUrl: fake.baseUrl })(mail, 'key-1');
    expect(outcome).toEqual({ kind: 'failed', code: 'invalid_from_address' });
  });
});
