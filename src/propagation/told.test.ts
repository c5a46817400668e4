import { describe, expect, it } from 'vitest';
import { createFakeVendor } from './testing/fake-vendor.ts';
import { aWorker } from './testing/worker.ts';
import { addressOf, HOUR, idOf, MINUTE, openWorld, stateOf } from './testing/world.ts';
import { toldOf } from './told.ts';

async function opened() {
  const world = await openWorld();
  const sender = await world.addSender();
  const vendor = createFakeVendor();
  const worker = aWorker(world, { connector: vendor });
  const told = (seq: number, by: string) =>
    toldOf(world.database, sender, { seq, recipientId: idOf(by), brand: 'a' });
  return { ...world, vendor, worker, told };
}

describe('when a sender was told an entry', () => {
  it('is unknown while it waits, and the settlement that passed it afterwards', async () => {
    const { say, worker, told, advance, now } = await opened();
    await say({ by: 'ada' });
    expect(await told(1, 'ada')).toEqual({ kind: 'waiting' });
    advance(MINUTE);
    await worker.tick();
    const at = now();
    advance(HOUR);
    await say({ by: 'bob' });
    await worker.tick();
    expect(await told(1, 'ada')).toEqual({ kind: 'told', at });
  });

  it('is not confused by failures, nor by a clock that steps back afterwards', async () => {
    const { say, worker, vendor, told, advance, now } = await opened();
    await say({ by: 'ada' });
    vendor.moods.push('down');
    await worker.tick();
    expect(await told(1, 'ada')).toEqual({ kind: 'waiting' });
    advance(MINUTE);
    await worker.tick();
    const at = now();
    advance(-5 * MINUTE);
    await say({ by: 'bob' });
    vendor.moods.push('down');
    await worker.tick();
    expect(await told(1, 'ada')).toEqual({ kind: 'told', at });
    expect(await told(2, 'bob')).toEqual({ kind: 'waiting' });
  });

  it('is said to be parked, with the reason and the next attempt, for whom the sender refused', async () => {
    const { say, worker, vendor, told, database } = await opened();
    vendor.rejects.add(addressOf('bob'));
    await say({ by: 'ada' }, { by: 'bob' });
    await worker.tick();
    expect((await stateOf(database)).cursor_seq).toBe(2);
    expect(await told(1, 'ada')).toMatchObject({ kind: 'told' });
    expect(await told(2, 'bob')).toMatchObject({ kind: 'parked', code: 'unwanted' });
  });

  it('is the moment a parked recipient was taken at last, not the delivery that set them aside', async () => {
    const { say, worker, vendor, told, advance, now } = await opened();
    vendor.rejects.add(addressOf('bob'));
    await say({ by: 'bob' }, { by: 'ada' });
    await worker.tick();
    expect(await told(1, 'bob')).toMatchObject({ kind: 'parked' });
    vendor.rejects.clear();
    advance(3 * HOUR);
    await worker.tick();
    expect(await told(1, 'bob')).toEqual({ kind: 'told', at: now() });
  });
});
