import { describe, expect, it } from 'vitest';
import { createFetchOutbound } from '../../outbound/fetch-outbound.ts';
import type { Receiver } from '../../outbound/receiver.testkit.ts';
import { anItem } from '../item.testkit.ts';
import {
  aBatchTo,
  aConnector,
  anInHouseSender,
  NEXT_SECRET,
  OTHER_SECRET,
  SECRET,
} from './in-house-sender.testkit.ts';
import { createWebhookConnector } from './push.ts';

describe('what is sent', () => {
  it('is the documented body, and nothing else an item may carry', async () => {
    const { receiver } = await anInHouseSender();
    const first = anItem({ seq: 7, requested_at: '2026-11-02T09:00:00.000Z', due_at: null });
    const second = anItem({ seq: 9, requested_at: '2026-11-02T08:00:00.000Z', undeliverable: true });
    const items = [{ ...first, recipient_id: 'secret' }, second];
    await aConnector().push(aBatchTo(receiver, { items, fromSeq: 5, toSeq: 11 }));
    expect(JSON.parse(receiver.seen[0]?.body ?? '')).toEqual({
      type: 'suppression.changed',
      timestamp: '2026-11-02T09:00:00.000Z',
      data: { sender: 'in-house', from_seq: 5, to_seq: 11, items: [first, second] },
    });
    expect(receiver.seen[0]?.headers).toMatchObject({
      'content-type': 'application/json',
      'user-agent': 'Heed-Webhook/1',
    });
  });

  it('is the same at every attempt but for timestamp and signature', async () => {
    const { receiver } = await anInHouseSender();
    const now = Date.now();
    await aConnector().push(aBatchTo(receiver, { now }));
    await aConnector().push(aBatchTo(receiver, { now: now + 61_000 }));
    const [first, second] = receiver.seen;
    expect(second?.body).toBe(first?.body);
    expect(second?.headers['webhook-id']).toBe('batch_1');
    expect(first?.headers['webhook-id']).toBe('batch_1');
    expect(first?.headers['webhook-timestamp']).toBe(String(Math.floor(now / 1000)));
    expect(second?.headers['webhook-timestamp']).toBe(String(Math.floor((now + 61_000) / 1000)));
    expect(second?.headers['webhook-signature']).not.toBe(first?.headers['webhook-signature']);
  });

  it('is verified by a receiver with the old secret and by one with the new while both are set', async () => {
    const settings = (receiver: Receiver) => ({ url: receiver.url, secrets: [NEXT_SECRET, SECRET] });
    const behind = await anInHouseSender(SECRET);
    const ahead = await anInHouseSender(NEXT_SECRET);
    for (const { receiver, states } of [behind, ahead]) {
      const outcome = await aConnector().push(aBatchTo(receiver, { settings: settings(receiver) }));
      expect(outcome).toMatchObject({ kind: 'answered' });
      expect(states.size).toBe(2);
    }
  });

  it('is refused by a receiver with another secret, and then tried slowly', async () => {
    const { receiver, states } = await anInHouseSender(OTHER_SECRET);
    const outcome = await aConnector().push(aBatchTo(receiver));
    expect(outcome).toEqual({ kind: 'failed', code: 'unauthorized', pace: 'slow' });
    expect(states.size).toBe(0);
  });

  it('goes out over fetch as well', async () => {
    const { receiver, states } = await anInHouseSender();
    const outbound = createFetchOutbound({ policy: { allow: 'public_and_loopback' } });
    const outcome = await createWebhookConnector({ outbound }).push(aBatchTo(receiver));
    expect(outcome).toMatchObject({ kind: 'answered' });
    expect(states.size).toBe(2);
  });
});
