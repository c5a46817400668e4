import { Webhook } from 'standardwebhooks';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createNodeOutbound } from '../senders/outbound/node-outbound.ts';
import { answers, resets, startReceiver } from '../senders/outbound/receiver.testkit.ts';
import { webhookSecretSchema } from '../senders/signed-webhook.ts';
import type { AlertRow } from '../store/schema.ts';
import { type AlarmParts, createAlarm } from './alarm.ts';
import { ALERT_LEASE_MILLIS, ALERT_RETRY_MILLIS_MAX, claimAlert, settleAlert } from './alarm-lease.ts';
import { DAY, HOUR, MINUTE, NOON, openWatchWorld } from './testing/watch-world.ts';

const secret = webhookSecretSchema.parse(`whsec_${Buffer.alloc(32, 7).toString('base64')}`);
const BUDGET = { millisMax: 10_000 };

async function anAlarm() {
  const world = await openWatchWorld();
  const receiver = await startReceiver();
  const outbound = createNodeOutbound({ policy: { allow: 'public_and_loopback' } });
  onTestFinished(() => outbound.close());
  const partsOf = (changes: Partial<AlarmParts> = {}): AlarmParts => ({
    database: world.database,
    outbound,
    alertWebhook: { url: receiver.url, secret },
    now: world.now,
    fraction: () => 0.5,
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    ...changes,
  });
  const alarm = createAlarm(partsOf());
  await world.addSender({ name: 'Newsletter tool' });
  await world.say({});
  world.advance(15 * MINUTE);
  await world.watch();
  return { ...world, receiver, partsOf, tick: () => alarm(BUDGET) };
}

const only = (alerts: readonly AlertRow[]): AlertRow => {
  const [alert] = alerts;
  if (alert === undefined || alerts.length > 1) throw new Error(`there are ${alerts.length} alerts`);
  return alert;
};

describe('an alert', () => {
  it('reaches the webhook once, signed so that the official library verifies it', async () => {
    const { receiver, partsOf, alerts } = await anAlarm();
    // The library looks at the clock on the wall.
    const alarm = createAlarm(partsOf({ now: Date.now }));
    expect(await alarm(BUDGET)).toMatchObject({ sent: 1, failed: 0 });
    expect(await alarm(BUDGET)).toMatchObject({ sent: 0, failed: 0 });
    expect(receiver.seen).toHaveLength(1);
    const { body = '', headers = {} } = receiver.seen[0] ?? {};
    expect(new Webhook(secret).verify(body, headers)).toMatchObject({
      type: 'sender.late',
      data: { sender: 'mailer', kind: 'late' },
    });
    const { id, settled_at } = only(await alerts());
    expect(headers['webhook-id']).toBe(id);
    expect(settled_at).not.toBeNull();
  });

  it('that is not taken is tried again for ever, after a quarter of an hour at most', async () => {
    const world = await anAlarm();
    world.receiver.behave(answers(410));
    for (let attempt = 1; attempt <= 30; attempt++) {
      expect(await world.tick()).toMatchObject({ sent: 0, failed: 1 });
      const { next_attempt_at, settled_at, last_code } = only(await world.alerts());
      expect([settled_at, last_code]).toEqual([null, 'gone']);
      expect(next_attempt_at).toBeGreaterThan(world.now());
      expect(next_attempt_at - world.now()).toBeLessThanOrEqual(ALERT_RETRY_MILLIS_MAX);
      expect(await world.tick()).toMatchObject({ failed: 0 });
      world.goTo(next_attempt_at);
    }
    world.receiver.behave(answers(204));
    expect(await world.tick()).toMatchObject({ sent: 1 });
    const ids = new Set(world.receiver.seen.map(({ headers }) => headers['webhook-id']));
    expect(ids.size).toBe(1);
  });

  it('waits as long as it was asked to, up to a quarter of an hour', async () => {
    const world = await anAlarm();
    world.receiver.behave(answers(429, '', { 'retry-after': '600' }));
    await world.tick();
    expect(only(await world.alerts()).next_attempt_at).toBe(world.now() + 10 * MINUTE);
    world.advance(10 * MINUTE);
    world.receiver.behave(answers(503, '', { 'retry-after': '86400' }));
    await world.tick();
    expect(only(await world.alerts()).next_attempt_at).toBe(world.now() + 15 * MINUTE);
  });

  it('that may have arrived is sent again under the same id, and the next ones wait their turn', async () => {
    const world = await anAlarm();
    world.goTo(NOON + DAY);
    await world.watch();
    world.receiver.behave(resets);
    expect(await world.tick()).toMatchObject({ sent: 0, failed: 1 });
    expect(world.receiver.seen).toHaveLength(1);
    world.receiver.behave(answers(200));
    world.advance(HOUR);
    expect(await world.tick()).toMatchObject({ sent: 2 });
    const types = world.receiver.seen.map(({ body }) => /"type":"([^"]+)"/.exec(body)?.[1]);
    expect(types).toEqual(['sender.late', 'sender.late', 'sender.at_risk']);
  });

  it('is sent by one of several processes, and settled by whoever claimed it last', async () => {
    const world = await anAlarm();
    const alarms = [1, 2, 3].map(() => createAlarm(world.partsOf()));
    const counts = await Promise.all(alarms.map((alarm) => alarm(BUDGET)));
    expect(counts.reduce((sum, { sent }) => sum + sent, 0)).toBe(1);
    expect(world.receiver.seen).toHaveLength(1);

    await world.database.commit([
      world.database.build.updateTable('alert').set({ settled_at: null, attempt: 0 }).compile(),
    ]);
    const { id } = only(await world.alerts());
    const first = await claimAlert(world.database, id, world.now());
    expect(await claimAlert(world.database, id, world.now())).toBeUndefined();
    world.advance(ALERT_LEASE_MILLIS);
    const second = await claimAlert(world.database, id, world.now());
    if (first === undefined || second === undefined) throw new Error('nobody claimed it');
    const end = { last_code: 'ok', next_attempt_at: 0, settled_at: world.now() };
    expect(await settleAlert(world.database, first, end)).toBe(false);
    expect(await settleAlert(world.database, second, end)).toBe(true);
  });

  it('is tried again soon where a clock that was far ahead had put it off', async () => {
    const world = await anAlarm();
    world.receiver.behave(answers(500));
    world.goTo(NOON + 400 * DAY);
    await world.tick();
    world.goTo(NOON + HOUR);
    world.receiver.behave(answers(200));
    expect(await world.tick()).toMatchObject({ sent: 1 });
  });

  it('is kept for thirty days after it was taken, and for ever while it is not', async () => {
    const world = await anAlarm();
    await world.tick();
    world.goTo(NOON + DAY);
    await world.watch();
    world.goTo(NOON + 30 * DAY);
    expect(await world.tick()).toMatchObject({ removed: 0 });
    world.advance(HOUR);
    expect(await world.tick()).toMatchObject({ removed: 1 });
    expect((await world.alerts()).map(({ type }) => type)).toEqual(['sender.at_risk']);
  });

  it('is nobody’s business where no webhook is set', async () => {
    const world = await anAlarm();
    const alarm = createAlarm(world.partsOf({ alertWebhook: undefined }));
    expect(await alarm(BUDGET)).toEqual({ sent: 0, failed: 0, removed: 0 });
    expect(only(await world.alerts())).toMatchObject({ attempt: 0, settled_at: null });
  });
});
