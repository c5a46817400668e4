import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { fetchText, readText } from './read-text.ts';

const never = new AbortController().signal;

async function* chunks(...texts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield new TextEncoder().encode(text);
}

/** A web server that answers so, and the address of something on it. */
async function serving(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => server.close().closeAllConnections());
  // A server that listens on a port has an address of this kind.
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys?for=me`;
}

describe('a text that is read', () => {
  it('comes whole, wherever its letters were cut', async () => {
    const bytes = new TextEncoder().encode('日本');
    const cut = (async function* () {
      for (const byte of bytes) yield new Uint8Array([byte]);
    })();
    expect(await readText(cut, 6)).toBe('日本');
  });

  it('is given up at the first byte too many', async () => {
    let read = 0;
    const endless = (async function* () {
      for (;;) {
        read += 1;
        yield new Uint8Array(10);
      }
    })();
    expect(await readText(endless, 100)).toBeUndefined();
    expect(read).toBe(11);
    expect(await readText(chunks('12345', '67890'), 10)).toBe('1234567890');
  });
});

describe('a text that is fetched', () => {
  const fetching = (address: string, bounds = {}) =>
    fetchText(address, { bytesMax: 100, signal: never, ...bounds });

  it('is what the address answers', async () => {
    const address = await serving((request, response) => response.end(`asked for ${request.url}`));
    expect(await fetching(address)).toBe('asked for /keys?for=me');
  });

  it.each<[string, RequestListener, string]>([
    ['it is not there', (_, response) => response.writeHead(404).end('no'), 'answers with status 404.'],
    ['there is too much of it', (_, response) => response.end('a'.repeat(101)), 'answers too much.'],
    [
      'it has moved',
      (_, response) => response.writeHead(302, { location: 'https://evil.example/' }).end(),
      'does not answer',
    ],
    ['nobody answers', (request) => request.socket.destroy(), 'does not answer'],
  ])('is refused when %s, without the words of the query', async (_, answer, told) => {
    const address = await serving(answer);
    const refusal = await fetching(address).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ name: 'Refused', message: expect.stringContaining(told) });
    expect(String(refusal)).toContain('/keys ');
    expect(String(refusal)).not.toContain('for=me');
  });

  it('is given up when it does not come in time', async () => {
    const address = await serving(() => undefined);
    await expect(fetching(address, { signal: AbortSignal.timeout(20) })).rejects.toThrow(
      'does not answer (in time).',
    );
  });

  it('is not asked for over an open line', async () => {
    await expect(fetching('http://mail.example.com/keys')).rejects.toThrow('is not reached by https.');
    await expect(fetching('ftp://mail.example.com/keys')).rejects.toThrow('is not reached by https.');
  });
});
