import { execFile } from 'node:child_process';
import { createServer } from 'node:net';
import tls from 'node:tls';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { AddressPolicy } from './address-guard.ts';
import { selfSignedCertificate } from './certificate.testkit.ts';
import type { Resolve } from './guarded-lookup.ts';
import { createNodeOutbound, type NodeOutbound } from './node-outbound.ts';
import type { OutboundAnswer } from './outbound.ts';
import { answers, hangs, startReceiver } from './receiver.testkit.ts';

const HOST = 'receiver.example.com';
const CERTIFICATE = selfSignedCertificate(HOST);
const REFUSED: OutboundAnswer = { kind: 'unreachable', code: 'refused_address' };

function anOutbound(
  options: { allow?: AddressPolicy['allow']; lookup?: Resolve; timeoutMillis?: number } = {},
): NodeOutbound & { send: (url: string) => Promise<OutboundAnswer> } {
  const { allow = 'public_and_loopback', lookup, timeoutMillis = 10_000 } = options;
  const outbound = createNodeOutbound({ policy: { allow }, ...(lookup ? { lookup } : {}) });
  onTestFinished(() => outbound.close());
  const send = (url: string) => outbound.post({ url, headers: {}, body: '{}', timeoutMillis });
  return { ...outbound, send };
}

describe('the guard at connect time', () => {
  it.each([
    ['a private address', ['10.0.0.7']],
    ['this machine', ['127.0.0.1']],
    ['the metadata address', ['169.254.169.254']],
    ['an IPv4-mapped private address', ['::ffff:10.0.0.7']],
    ['a NAT64 address', ['64:ff9b::a00:7']],
    ['a 6to4 address', ['2002:a00:7::1']],
    ['a public and a private address side by side', ['93.184.216.34', '127.0.0.1']],
    ['something that is no address', ['receiver']],
  ])('refuses a name that leads to %s', async (_what, addresses) => {
    const outbound = anOutbound({ allow: 'public', lookup: async () => addresses });
    expect(await outbound.send(`https://${HOST}/`)).toEqual(REFUSED);
  });

  it('judges the very answer it connects to when a name changes its answer', async () => {
    const receiver = await startReceiver(CERTIFICATE);
    const asked: string[] = [];
    // Public when the URL is looked at, this machine when the connection opens.
    const lookup: Resolve = async (hostname) => {
      asked.push(hostname);
      return asked.length === 1 ? [] : ['127.0.0.1'];
    };
    const outbound = anOutbound({ allow: 'public', lookup });
    const url = `https://${HOST}:${receiver.port}/`;
    expect(await outbound.send(url)).toEqual({ kind: 'unreachable', code: 'dns' });
    expect(await outbound.send(url)).toEqual(REFUSED);
    expect(asked).toEqual([HOST, HOST]);
    expect(receiver.connections()).toBe(0);
  });

  it('asks once for each connection, so that there is no second answer to be fooled by', async () => {
    trust(CERTIFICATE.cert);
    const receiver = await startReceiver(CERTIFICATE);
    const lookup = vi.fn<Resolve>().mockResolvedValueOnce(['127.0.0.1']).mockResolvedValue(['10.0.0.7']);
    const outbound = anOutbound({ lookup });
    expect(await outbound.send(`https://${HOST}:${receiver.port}/`)).toMatchObject({ status: 200 });
    expect(lookup).toHaveBeenCalledTimes(1);
  });

  it('keeps plain http on this machine even if localhost resolves elsewhere', async () => {
    const outbound = anOutbound({ allow: 'any', lookup: async () => ['93.184.216.34'] });
    expect(await outbound.send('http://localhost:8080/')).toEqual(REFUSED);
  });

  it('reaches localhost through the system resolver in development', async () => {
    const receiver = await startReceiver();
    const answer = await anOutbound().send(`http://localhost:${receiver.port}/`);
    expect(answer).toMatchObject({ kind: 'answered', status: 200 });
    expect(receiver.seen[0]?.headers.host).toBe(`localhost:${receiver.port}`);
  });

  it('reports a name that cannot be resolved, and a resolver that never answers', async () => {
    const failing = anOutbound({ lookup: () => Promise.reject(new Error('no such name')) });
    expect(await failing.send(`https://${HOST}/`)).toEqual({ kind: 'unreachable', code: 'dns' });
    const silent = anOutbound({ lookup: () => new Promise(() => {}), timeoutMillis: 40 });
    expect(await silent.send(`https://${HOST}/`)).toEqual({ kind: 'unreachable', code: 'timeout' });
  });
});

describe('connections', () => {
  it('carries several posts over one connection', async () => {
    const receiver = await startReceiver();
    const outbound = anOutbound();
    for (let n = 0; n < 5; n += 1) await outbound.send(receiver.url);
    expect(receiver.seen).toHaveLength(5);
    expect(receiver.connections()).toBe(1);
  });

  it('ends exchanges under way when closed, and begins none afterwards', async () => {
    const receiver = await startReceiver();
    const outbound = anOutbound();
    receiver.behave((response, request) => {
      hangs(response, request);
      outbound.close();
    });
    expect(await outbound.send(receiver.url)).toEqual({ kind: 'unreachable', code: 'aborted' });
    expect(await outbound.send(receiver.url)).toEqual({ kind: 'unreachable', code: 'aborted' });
    expect(receiver.seen).toHaveLength(1);
  });

  it('does not go through a proxy named in the environment', { timeout: 30_000 }, async () => {
    const proxy = await startReceiver();
    const receiver = await startReceiver();
    const names = ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'http_proxy', 'https_proxy', 'all_proxy'];
    const env = Object.fromEntries(names.map((name) => [name, `http://127.0.0.1:${proxy.port}`]));
    // Node reads these at its start alone, so it takes a process of its own.
    const script = `
      const { createNodeOutbound } = await import(${JSON.stringify(new URL('node-outbound.ts', import.meta.url))});
      const outbound = createNodeOutbound({ policy: { allow: 'public_and_loopback' } });
      const request = { url: '${receiver.url}', headers: {}, body: '{}', timeoutMillis: 10_000 };
      console.log((await outbound.post(request)).status);
      outbound.close();`;
    const child = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], {
      env: { ...process.env, ...env, NODE_USE_ENV_PROXY: '1' },
    });
    expect(child.stdout.trim()).toBe('200');
    expect(receiver.seen).toHaveLength(1);
    expect(proxy.connections()).toBe(0);
  });

  it('refuses a certificate nobody vouches for, and one of another name', async () => {
    const receiver = await startReceiver(CERTIFICATE);
    const lookup: Resolve = async () => ['127.0.0.1'];
    const tlsFailure = { kind: 'unreachable', code: 'tls' };
    const unknown = await anOutbound({ lookup }).send(`https://${HOST}:${receiver.port}/`);
    expect(unknown).toEqual(tlsFailure);
    trust(CERTIFICATE.cert);
    const known = await anOutbound({ lookup }).send(`https://${HOST}:${receiver.port}/`);
    expect(known).toMatchObject({ kind: 'answered', status: 200 });
    const misnamed = await anOutbound({ lookup }).send(`https://other.example.com:${receiver.port}/`);
    expect(misnamed).toEqual(tlsFailure);
    expect(receiver.seen).toHaveLength(1);
  });

  it('reports https towards a port that speaks plain http', async () => {
    const receiver = await startReceiver();
    const answer = await anOutbound().send(`https://127.0.0.1:${receiver.port}/`);
    expect(answer).toEqual({ kind: 'unreachable', code: 'tls' });
  });

  it('takes no compressed answer for text', async () => {
    const receiver = await startReceiver();
    receiver.behave((response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('{"results":[]}'));
    });
    expect(await anOutbound().send(receiver.url)).toEqual({ kind: 'unreachable', code: 'answer_encoded' });
    expect(receiver.seen[0]?.headers['accept-encoding']).toBe('identity');
    receiver.behave(answers(200, '', { 'content-encoding': 'gzip' }));
    expect(await anOutbound().send(receiver.url)).toMatchObject({ kind: 'answered', body: '' });
  });

  it('reports a peer that does not speak HTTP', async () => {
    const server = createServer((socket) => void socket.end('220 mail.example.com ESMTP\r\n'));
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    expect(await anOutbound().send(`http://127.0.0.1:${port}/`)).toEqual({
      kind: 'unreachable',
      code: 'protocol',
    });
  });
});

// Trusts a certificate for the rest of the test, as NODE_EXTRA_CA_CERTS would at start.
function trust(certificate: string): void {
  const before = tls.getCACertificates('default');
  tls.setDefaultCACertificates([...before, certificate]);
  onTestFinished(() => tls.setDefaultCACertificates(before));
}
