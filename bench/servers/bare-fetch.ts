import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { cpuMicros, onParentGone, tell } from './parent.ts';

// The bare propagation: posts ready-made bodies with `fetch`, a few at a time. No ledger, no states, no signatures, no
// cursor.

const ask = z.object({ bodiesIn: z.string(), url: z.string(), atOnce: z.number() });
let bodies: readonly string[] = [];

process.on('message', (message) => void post(ask.parse(message)).then(tell));

async function post({
  bodiesIn,
  url,
  atOnce,
}: z.infer<typeof ask>): Promise<{ seconds: number; cpu: number }> {
  if (bodies.length === 0) bodies = readFileSync(bodiesIn, 'utf8').trimEnd().split('\n');
  const headers = { 'content-type': 'application/json', 'user-agent': 'Bare/1' };
  let next = 0;
  const cpuBefore = cpuMicros();
  const startedAt = performance.now();
  const worker = async () => {
    for (let body = bodies[next++]; body !== undefined; body = bodies[next++]) {
      const response = await fetch(url, { method: 'POST', headers, body });
      if (response.status !== 204) throw new Error(`the receiver answered ${response.status}`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return { seconds: (performance.now() - startedAt) / 1_000, cpu: cpuMicros() - cpuBefore };
}
onParentGone(async () => undefined);
tell('ready');
