import { describe, expect, it } from 'vitest';
import { oneSender } from './testing/one-sender.ts';
import { addressOf, erase, HOUR, idOf, latencyCount, MINUTE } from './testing/world.ts';

describe('a recipient whom a sender rejects', () => {
  it('is parked and holds up nobody, nor counts as told', async () => {
    const { say, vendor, worker, parked, cursor, database } = await oneSender();
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
    const { say, vendor, worker, parked, later, database } = await oneSender();
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
    const { say, vendor, worker, parked, later, database, advance, now } = await oneSender();
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
    const { say, vendor, worker, parked, later, cursor, database } = await oneSender(1);
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

describe('several parked recipients', () => {
  it('are each freed of what was parked, and of nothing they had been told before', async () => {
    const { say, vendor, worker, parked, later, database } = await oneSender();
    vendor.rejects.add(addressOf('dan'));
    await say({ by: 'dan' }, { by: 'bob', about: 'a/t' });
    await worker.tick();
    vendor.rejects.add(addressOf('bob'));
    await say({ by: 'bob' });
    await worker.tick();
    expect(await latencyCount(database)).toBe(1);
    vendor.rejects.clear();
    await later();
    expect([(await parked()).length, await latencyCount(database)]).toEqual([0, 3]);
  });
});

describe('a recipient refused beyond the cursor', () => {
  it('keeps their row until the cursor comes to them, and is not taken for one who is owed nothing', async () => {
    const { say, vendor, worker, parked, later, now } = await oneSender(1);
    vendor.rejects.add(addressOf('bob'));
    await say({ by: 'ada' }, { by: 'cleo' }, { by: 'bob' });
    vendor.moods.push('down');
    const parkedAt = now();
    await worker.tick();
    expect(await later()).toBe('caught_up');
    expect(await parked()).toMatchObject([{ first_seq: 3, attempt: 2, parked_at: parkedAt }]);
  });
});

describe('those whose address is gone', () => {
  it('are parked, and told as soon as it is known again', async () => {
    const { say, vendor, worker, parked, later, database } = await oneSender();
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

describe('a sender that has lost a brand', () => {
  it('is no longer owed what was parked about that brand alone', async () => {
    const { say, vendor, worker, parked, later, database } = await oneSender();
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
