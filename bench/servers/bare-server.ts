import { createHmac, createSecretKey, randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import { cpuMicros, onParentGone, tell } from './parent.ts';

// The bare counterparts that speak HTTP: no durability, no tokens, no database. What a route costs before it does
// anything, on the same framework and the same adaptor.

const LINES_PER_CHUNK = 200;

const app = new Hono();
// One-click: reads the body, answers the bytes Heed answers.
app.post('/u/:token', async (c) => {
  await c.req.text();
  return c.text('unsubscribed\n');
});
// Minting: each line parsed, one HMAC, one line of JSON back, streamed.
app.post('/v1/links', (c) => {
  const lines = echoed(c.req.raw.body ?? new ReadableStream());
  return c.body(ReadableStream.from(lines), 200, { 'content-type': 'application/x-ndjson' });
});

const key = createSecretKey(randomBytes(32));

async function* echoed(input: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder();
  const encoder = new TextEncoder();
  let rest = '';
  for await (const chunk of input) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (let from = 0; from < lines.length; from += LINES_PER_CHUNK) {
      yield encoder.encode(
        lines
          .slice(from, from + LINES_PER_CHUNK)
          .map(echo)
          .join(''),
      );
    }
  }
}

function echo(line: string): string {
  const { address } = JSON.parse(line) as { address: string }; // the benchmark's own lines
  const mac = createHmac('sha256', key).update(address).digest('base64url');
  return `${JSON.stringify({ address, mac })}\n`;
}

// The client's own ceiling: a socket that answers fixed bytes to whatever comes.
const FIXED = 'HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: 13\r\n\r\nunsubscribed\n';
const echoServer = createServer({ noDelay: true }, (socket) => {
  socket.on('data', () => socket.write(FIXED, 'latin1')).on('error', () => socket.destroy());
});

const ports = {
  http: await listen(createAdaptorServer({ fetch: app.fetch }) as Server),
  raw: await listen(echoServer),
};
onParentGone(async () => undefined);
process.on('message', () => tell(cpuMicros()));
tell(ports);

function listen(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
}
