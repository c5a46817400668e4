import { describe, expect, it } from 'vitest';
import { addClearview, openTestHeed } from '../heed.testkit.ts';
import { sleep } from '../propagation/wake.ts';
import type { OutboundAnswer } from '../senders/outbound/outbound.ts';
import { serveHeed } from './serve.ts';

describe('a service that is told to stop', () => {
  it('closes in time although a system never answers and does not hear that it is cut off', async () => {
    const asked = Promise.withResolvers<void>();
    const test = await openTestHeed({
      outbound: {
        post: () => {
          asked.resolve();
          return new Promise<OutboundAnswer>(() => undefined);
        },
      },
      // The five seconds of patience, made short; everything else takes its time.
      sleep: (millis, signal) => sleep(millis === 5_000 ? 50 : millis, signal),
    });
    await addClearview(test);
    await test.call(await test.key(['setup']), '/v1/senders', {
      id: 'mailer',
      name: 'Mailer',
      kind: 'webhook',
      brands: ['clearview'],
      url: 'http://127.0.0.1:9/',
    });
    const decision = { address: 'jane@example.com', scope: 'clearview', kind: 'opt_out' };
    const recorded = await test.call(await test.key(['decisions']), '/v1/decisions', {
      decisions: [decision],
    });
    expect(recorded.status).toBe(200);
    const serving = await serveHeed(test.heed, { port: 0, hostname: '127.0.0.1' });
    await asked.promise;
    await serving.stop();
    expect(test.logged.filter((line) => line.includes('left_behind'))).toHaveLength(1);
    expect(test.logged.join()).toContain('propagate.left_behind');
  });
});
