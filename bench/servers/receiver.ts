import { createWriteStream, type WriteStream } from 'node:fs';
import { createServer } from 'node:http';
import { z } from 'zod';
import { onParentGone, tell } from './parent.ts';

// A sender's end of the webhook: reads each body whole and answers 204. Both the real propagation and the bare one
// post to it. Asked for its count it starts again from nothing, and may keep the next bodies, one a line.

const ask = z.object({ keepIn: z.string().optional() });

let requests = 0;
let bytes = 0;
let kept: WriteStream | undefined;

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const body = Buffer.concat(chunks);
    requests += 1;
    bytes += body.byteLength;
    kept?.write(body);
    kept?.write('\n');
    response.writeHead(204).end();
  });
});

process.on('message', (message) => {
  const { keepIn } = ask.parse(message);
  const count = { requests, bytes };
  requests = 0;
  bytes = 0;
  const before = kept;
  kept = keepIn === undefined ? undefined : createWriteStream(keepIn);
  if (before === undefined) tell(count);
  else before.end(() => tell(count));
});
onParentGone(async () => undefined);
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  tell(typeof address === 'object' && address !== null ? address.port : 0);
});
