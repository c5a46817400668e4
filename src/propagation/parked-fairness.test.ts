import { describe, expect, it } from 'vitest';
import { oneSender } from './testing/one-sender.ts';
import { aWorker } from './testing/worker.ts';
import { addressOf, HOUR, idOf, MINUTE, stateOf } from './testing/world.ts';

describe('a parked recipient who makes every request fail', () => {
  async function poisoned() {
    const test = await oneSender();
    test.vendor.rejects.add(addressOf('bob'));
    await test.say({ by: 'bob' });
    await test.worker.tick();
    test.vendor.diesOf.add(addressOf('bob'));
    return test;
  }

  it('does not keep the backlog from being told', async () => {
    const { say, vendor, later, cursor } = await poisoned();
    for (let round = 1; round <= 5; round++) {
      await say({ by: `reader${round}` });
      await later();
    }
    expect(vendor.states.size).toBe(5);
    expect(await cursor()).toBe(6);
  });

  it('is asked for at a slower and slower pace, and keeps the reason it was parked for', async () => {
    const { worker, later, parked, vendor, advance } = await poisoned();
    await later();
    const asked = vendor.requests.length;
    for (let second = 0; second < 60; second++) {
      advance(1_000);
      await worker.tick();
    }
    expect(vendor.requests.length - asked).toBeLessThanOrEqual(8);
    expect(await parked()).toMatchObject([{ code: 'unwanted' }]);
  });

  it('lets the sender wait when the sender asks for it', async () => {
    const { say, vendor, later, database, now } = await poisoned();
    vendor.diesOf.clear();
    vendor.moods.push('slow_down');
    expect(await later()).toBe('failed');
    expect(await stateOf(database)).toMatchObject({ next_attempt_at: now() + 90_000, attempt: 0 });
    await say({ by: 'cleo' });
    expect(await later(89_000)).toBeUndefined();
    expect(await later(1_000)).toBe('caught_up');
  });
});

describe('many parked recipients', () => {
  it('are sent in the order of their numbers, whichever waits longest', async () => {
    const { world, say, vendor, advance } = await oneSender();
    // The clock of the delivery, then those of ada and of bob, who is to be tried first.
    const draws = [0.5, 0.9, 0.1];
    const worker = aWorker(world, { connector: vendor, random: () => draws.shift() ?? 0.5 });
    vendor.rejects.add(addressOf('ada')).add(addressOf('bob'));
    await say({ by: 'ada' }, { by: 'bob' });
    await worker.tick();
    advance(HOUR);
    await worker.tick();
    expect(vendor.requests.at(-1)?.items.map(({ seq }) => seq)).toEqual([1, 2]);
  });

  it('are all tried again in time, and none of them twice in a row before the others', async () => {
    const { say, vendor, worker, parked, later } = await oneSender();
    const names = Array.from({ length: 250 }, (_, index) => `reader${index}`);
    for (const name of names) vendor.rejects.add(addressOf(name));
    await say(...names.map((by) => ({ by })));
    await worker.tick();
    expect(await parked()).toHaveLength(250);
    vendor.rejects.clear();
    await later();
    for (let tick = 0; tick < 2; tick++) await later(1_000);
    expect(await parked()).toEqual([]);
    expect(vendor.states.size).toBe(250);
  });

  it('do not keep a slow sender from its backlog, even when a run has no time for both', async () => {
    const { say, vendor, worker, cursor, advance } = await oneSender(10);
    const names = Array.from({ length: 200 }, (_, index) => `reader${index}`);
    for (const name of names) vendor.rejects.add(addressOf(name));
    await say(...names.map((by) => ({ by })));
    await worker.tick();
    vendor.meanwhile = () => advance(2_000);
    for (let round = 0; round < 4; round++) {
      advance(HOUR);
      const [seq] = await say({ by: `late${round}` });
      await worker.tick();
      expect(await cursor()).toBe(seq);
    }
  });
});

describe('a system that asks for a single state again and again', () => {
  it('is waited for at first, then that recipient is set aside and the next are told', async () => {
    const { say, vendor, worker, later, parked, cursor } = await oneSender(1);
    vendor.meanwhile = ({ items }) => {
      if (items[0]?.address === addressOf('bob')) vendor.moods.unshift('all_retry');
    };
    await say({ by: 'bob' });
    await worker.tick();
    await say({ by: 'cleo' });
    for (let minute = 0; minute < 8; minute++) await later(MINUTE);
    expect(await cursor()).toBe(2);
    expect(vendor.states.has(addressOf('cleo'))).toBe(true);
    expect(await parked()).toMatchObject([{ recipient_id: idOf('bob'), code: 'busy' }]);
  });
});
