import { describe, expect, it } from 'vitest';
import { createFakeVendor } from './testing/fake-vendor.ts';
import { aWorker } from './testing/worker.ts';
import { addressOf, latencyCount, openWorld, rowsOf, stateOf } from './testing/world.ts';

async function opened(itemsMax: number, requestsBefore: number) {
  const world = await openWorld();
  await world.addSender();
  const vendor = createFakeVendor({ itemsMax });
  const worker = aWorker(world, { connector: vendor });
  const stopping = new AbortController();
  vendor.meanwhile = () => {
    if (vendor.requests.length > requestsBefore) stopping.abort();
  };
  const names = Array.from({ length: 12 }, (_, index) => `reader${index}`);
  await world.say(...names.map((by) => ({ by })));
  return { ...world, vendor, worker, stopping, tick: () => worker.tick({ signal: stopping.signal }) };
}

describe('a process that is told to stop', () => {
  it('in the middle of a delivery writes what was taken, gives the lease back and begins nothing new', async () => {
    const { database, vendor, tick } = await opened(1, 2);
    expect((await tick()).get('mailer')).toBe('stopped');
    const told = vendor.states.size;
    // One round of requests was under way.
    expect(told).toBeLessThanOrEqual(4);
    expect(await stateOf(database)).toMatchObject({ cursor_seq: told, lease_until: 0 });
    expect(await latencyCount(database)).toBe(told);
  });

  it('holds a request it cut off itself against nobody', async () => {
    const { database, vendor, tick } = await opened(100, 0);
    vendor.moods.push('down');
    expect((await tick()).get('mailer')).toBe('stopped');
    expect(await stateOf(database)).toMatchObject({
      cursor_seq: 0,
      attempt: 0,
      next_attempt_at: 0,
      last_code: null,
      lease_until: 0,
    });
    expect(await rowsOf(database, 'delivery')).toMatchObject([{ code: 'stopped', acknowledged: 0 }]);
  });

  it('moves no clock of a parked recipient whom it did not get to', async () => {
    const { database, vendor, worker, tick, advance } = await opened(1, 13);
    vendor.rejects.add(addressOf('reader3')).add(addressOf('reader7'));
    await worker.tick();
    advance(3_600_000);
    vendor.moods.push('down', 'down');
    const before = await rowsOf(database, 'parked');
    expect((await tick()).get('mailer')).toBe('stopped');
    expect(await rowsOf(database, 'parked')).toEqual(before);
  });

  it('before a delivery begins none, and holds no lease', async () => {
    const { database, vendor, stopping, tick } = await opened(1, 99);
    stopping.abort();
    expect(await tick()).toEqual(new Map());
    expect(vendor.requests).toEqual([]);
    expect(await stateOf(database)).toMatchObject({ cursor_seq: 0, lease_until: 0 });
    expect(await rowsOf(database, 'delivery')).toEqual([]);
  });

  it('leaves the rest to the next process, which need not wait', async () => {
    const { database, vendor, worker, tick } = await opened(1, 2);
    await tick();
    expect((await worker.tick()).get('mailer')).toBe('caught_up');
    expect(vendor.states.size).toBe(12);
    expect(await latencyCount(database)).toBe(12);
  });
});
