import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { normaliseAddress } from '../consent/address.ts';
import { recipientId } from '../consent/recipient.ts';
import { brandScope } from '../consent/scope.ts';
import { addClearview, openTestHeed } from '../heed.testkit.ts';
import { seal } from '../keys/seal.ts';
import type { Sleep } from '../propagation/wake.ts';
import { startPauseEnder } from './pause-ender.ts';

const DAY = 86_400_000;
const bodySchema = z.object({
  data: z.object({ items: z.array(z.object({ promotional: z.record(z.string(), z.string()) })) }),
});

/** A Heed with a sender, whose requests are kept as what they say about Clearview, and somebody who pauses for a day. */
async function paused() {
  const told: (string | undefined)[] = [];
  const test = await openTestHeed({
    outbound: {
      post: async ({ body }) => {
        const { data } = bodySchema.parse(JSON.parse(String(body)));
        told.push(...data.items.map(({ promotional }) => promotional['clearview']));
        return { kind: 'answered', status: 200, headers: {}, body: '' };
      },
    },
  });
  await addClearview(test);
  const { heed } = test;
  await test.call(await test.key(['setup']), '/v1/senders', {
    id: 'mailer',
    name: 'Mailer',
    kind: 'webhook',
    brands: ['clearview'],
    url: 'http://127.0.0.1:9/',
  });
  const address = normaliseAddress('jane@example.com');
  if (address.kind !== 'address') throw new Error('that is an address');
  const id = recipientId(heed.identityKey, address.address);
  const said = {
    recipientId: id,
    addressSealed: seal(heed.keyring, heed.random, 'jane@example.com', id),
    scope: brandScope('clearview'),
    requestedAt: heed.now(),
    receivedAt: heed.now(),
    channel: 'page',
    evidence: {},
  } as const;
  await heed.append([{ ...said, kind: 'pause', until: heed.now() + DAY }]);
  await heed.propagate({ millisMax: 1_000 });
  return { ...test, told, stop: () => heed.append([{ ...said, kind: 'opt_out' }]) };
}

describe('the end of a pause', () => {
  it('is told to senders: mail is allowed again', async () => {
    const { heed, told, advance } = await paused();
    expect(told).toEqual(['suppressed']);
    advance(2 * DAY);
    expect(await heed.endPauses({ millisMax: 1_000 })).toBe(1);
    await heed.propagate({ millisMax: 1_000 });
    expect(told).toEqual(['suppressed', 'allowed']);
  });

  it('is told as what stands behind it: an opt-out stays one', async () => {
    const { heed, told, stop, advance } = await paused();
    await stop();
    advance(2 * DAY);
    await heed.endPauses({ millisMax: 1_000 });
    await heed.propagate({ millisMax: 1_000 });
    expect(told).toEqual(['suppressed', 'suppressed']);
  });

  it('is looked for once a minute', async () => {
    const waits: number[] = [];
    const ticks: number[] = [];
    const wakers: (() => void)[] = [];
    const sleep: Sleep = (millis, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) return resolve();
        waits.push(millis);
        wakers.push(resolve);
        signal?.addEventListener('abort', () => resolve(), { once: true });
      });
    const { heed } = await openTestHeed();
    const running = startPauseEnder({
      endPauses: async ({ millisMax }) => ticks.push(millisMax),
      sleep,
      log: heed.log,
    });
    for (let look = 0; look < 4; look++) {
      await new Promise((resolve) => setImmediate(resolve));
      wakers.at(-1)?.();
    }
    await new Promise((resolve) => setImmediate(resolve));
    expect(ticks).toEqual([10_000, 10_000, 10_000]);
    expect(waits.slice(0, 4)).toEqual([60_000, 20, 60_000, 20]);
    await running.stop();
  });
});
