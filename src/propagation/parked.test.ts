import { describe, expect, it } from 'vitest';
import { createFakeVendor, type Mood } from './testing/fake-vendor.ts';
import { aWorker } from './testing/worker.ts';
import {
  addressOf,
  erase,
  HOUR,
  idOf,
  latencyCount,
  MINUTE,
  openWorld,
  rowsOf,
  stateOf,
} from './testing/world.ts';

async function opened(itemsMax = 100) {
  const world = await openWorld();
  const sender = await world.addSender({ brands: ['a', 'b'] });
  const vendor = createFakeVendor({ itemsMax });
  const worker = aWorker(world, { connector: vendor });
  const parked = () => rowsOf(world.database, 'parked');
  const cursor = async () => (await stateOf(world.database)).cursor_seq;
  const later = async (millis = HOUR) => {
    world.advance(millis);
    return (await worker.tick()).get('mailer');
  };
  return { ...world, sender, vendor, worker, parked, cursor, later };
}

describe('a recipient whom a sender rejects', () => {
  it('is parked and holds up nobody, nor counts as told', async () => {
    const { say, vendor, worker, parked, cursor, database } = await opened();
    vendor.rejects.add(addressOf('bob'));
    await say({ by: 'ada' }, { by: 'bob' }, { by: 'cleo' });
    await worker.tick();
    expect(await cursor()).toBe(3);
    expect(await parked()).toMatchObject([
      { recipient_id: idOf('bob'), first_seq: 2, seq: 2, code: 'unwanted', attempt: 1 },
    ]);
    expect(await latencyCount(database)).toBe(2);
  });

  it('is tried again for ever, at a slow pace, and counted once when taken', async () => {
    const { say, vendor, worker, parked, later, database } = await opened();
    vendor.rejects.add(addressOf('bob'));
    await say({ by: 'bob' });
    await worker.tick();
    for (let hour = 1; hour <= 50; hour++) await later();
    expect(await parked()).toMatchObject([{ attempt: 51 }]);
    vendor.rejects.clear();
    await later();
    expect(await parked()).toEqual([]);
    expect(vendor.states.get(addressOf('bob'))).toMatchObject({ promotional: { a: 'suppressed' } });
    expect(await latencyCount(database)).toBe(1);
  });

  it('keeps the first entry and the earliest deadline when refused again, and is freed of all of them at once', async () => {
    const { say, vendor, worker, parked, later, database, advance, now } = await opened();
    vendor.rejects.add(addressOf('bob'));
    await say({ by: 'bob', about: 'a' });
    const firstDue = now() + 14 * 24 * HOUR;
    await worker.tick();
    advance(MINUTE);
    await say({ by: 'bob', about: 'b' });
    await worker.tick();
    expect(await parked()).toMatchObject([{ first_seq: 1, seq: 2, due_at: firstDue, attempt: 2 }]);
    vendor.rejects.clear();
    await say({ by: 'bob', about: '*' });
    await later(0);
    expect(await parked()).toEqual([]);
    expect(await latencyCount(database)).toBe(3);
  });

  it('is counted once when refused beyond the cursor and taken while others still hold the cursor back', async () => {
    const { say, vendor, worker, parked, later, cursor, database } = await opened(1);
    vendor.rejects.add(addressOf('bob'));
    await say({ by: 'ada' }, { by: 'bob' });
    vendor.moods.push('down');
    await worker.tick();
    expect([await cursor(), (await parked()).length, await latencyCount(database)]).toEqual([0, 1, 0]);
    vendor.rejects.clear();
    await later();
    await later();
    expect([await cursor(), (await parked()).length, await latencyCount(database)]).toEqual([2, 0, 2]);
  });
});

describe('those whose address is gone', () => {
  it('are parked, and told as soon as it is known again', async () => {
    const { say, vendor, worker, parked, later, database } = await opened();
    await say({ by: 'ada' });
    await erase(database, 'ada');
    await worker.tick();
    expect(await parked()).toMatchObject([{ code: 'address_erased' }]);
    // An entry about a brand of nobody's brings the address back; no entry of this sender's does.
    await say({ by: 'ada', about: 'c' });
    await later();
    expect(await parked()).toEqual([]);
    expect(vendor.states.size).toBe(1);
  });
});

describe('a parked recipient who makes every request fail', () => {
  async function poisoned() {
    const test = await opened();
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
  it('are all tried again in time, and none of them twice in a row before the others', async () => {
    const { say, vendor, worker, parked, later } = await opened();
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
    const { say, vendor, worker, cursor, advance } = await opened(10);
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
    const { say, vendor, worker, later, parked, cursor } = await opened(1);
    vendor.rejects.clear();
    const busyWithBob = () => {
      if (vendor.requests.at(-1)?.items[0]?.address === addressOf('bob'))
        vendor.moods.unshift('all_retry' satisfies Mood);
    };
    vendor.meanwhile = busyWithBob;
    await say({ by: 'bob' });
    await worker.tick();
    await say({ by: 'cleo' });
    for (let minute = 0; minute < 8; minute++) await later(MINUTE);
    expect(await cursor()).toBe(2);
    expect(vendor.states.has(addressOf('cleo'))).toBe(true);
    expect(await parked()).toMatchObject([{ recipient_id: idOf('bob'), code: 'busy' }]);
  });
});

describe('a sender that has lost a brand', () => {
  it('is no longer owed what was parked about that brand alone', async () => {
    const { say, vendor, worker, parked, later, database } = await opened();
    vendor.rejects.add(addressOf('bob'));
    await say({ by: 'bob', about: 'b' }, { by: 'bob', about: 'b/t' });
    await worker.tick();
    await database.commit([database.build.deleteFrom('sender_brand').where('brand_id', '=', 'b').compile()]);
    const asked = vendor.requests.length;
    await later();
    expect(await parked()).toEqual([]);
    expect(vendor.requests.length).toBe(asked);
    expect(await latencyCount(database)).toBe(0);
  });
});
