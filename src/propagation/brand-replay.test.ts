import { describe, expect, it } from 'vitest';
import { aLateSender, people } from './testing/late-sender.ts';
import { aWorker } from './testing/worker.ts';
import { addressOf, HOUR, idOf, latencyCount, MINUTE, rowsOf } from './testing/world.ts';
import { toldOf } from './told.ts';

describe('a sender that is given another brand', () => {
  it('is held for that brand alone until it has been told it', async () => {
    const { say, setBrands, held, tick, replays, vendor } = await aLateSender();
    await say({ by: 'ada', about: 'b' }, { by: 'bob' });
    await tick();
    expect(await setBrands(['a', 'b'])).toEqual({ kind: 'set', brands: ['a', 'b'] });
    expect([await held('a'), await held('b')]).toMatchObject([undefined, { reason: 'brand', brand: 'b' }]);
    await tick();
    expect(await held('b')).toBeUndefined();
    expect(await replays()).toMatchObject([{ kind: 'brand', brand: 'b', peopleTold: 1 }]);
    expect(vendor.states.get(addressOf('ada'))).toMatchObject({ promotional: { b: 'suppressed' } });
  });

  it('is told of it under a number that it has not gone beyond', async () => {
    const { say, setBrands, tick, vendor } = await aLateSender();
    await say({ by: 'ada', about: 'b' }, { by: 'ada' });
    await tick();
    await setBrands(['a', 'b']);
    await tick();
    expect(vendor.states.get(addressOf('ada'))).toMatchObject({
      seq: 2,
      promotional: { a: 'suppressed', b: 'suppressed' },
    });
  });

  it('is told again of those who stopped everything, and counts them once', async () => {
    const { say, setBrands, tick, vendor, database } = await aLateSender();
    await say({ by: 'ada', about: '*' });
    await tick();
    await setBrands(['a', 'b']);
    await tick();
    expect(vendor.states.get(addressOf('ada'))).toMatchObject({ promotional: { b: 'suppressed' } });
    expect(await latencyCount(database)).toBe(1);
  });

  it('parks somebody for what is new to it, and counts nothing between that it was told before', async () => {
    const { say, setBrands, tick, vendor, sender, advance, now, database } = await aLateSender();
    await say({ by: 'ada', about: 'b/t' }, { by: 'ada' }, { by: 'ada', about: 'b' });
    await tick();
    const at = now();
    vendor.rejects.add(addressOf('ada'));
    await setBrands(['a', 'b']);
    await tick();
    const told = toldOf(database, sender, { seq: 2, recipientId: idOf('ada'), brand: 'a' });
    expect([await told, await latencyCount(database)]).toEqual([{ kind: 'told', at }, 1]);
    vendor.rejects.clear();
    advance(2 * HOUR);
    await tick();
    expect(await latencyCount(database)).toBe(3);
  });

  it('is measured from when it was given it', async () => {
    const { say, setBrands, tick, advance, database } = await aLateSender();
    await say({ by: 'ada', about: 'b' });
    advance(9 * HOUR);
    await setBrands(['a', 'b']);
    advance(MINUTE);
    await tick();
    expect(await rowsOf(database, 'latency')).toMatchObject([{ count: 1, millis_max: MINUTE }]);
  });

  it('is told what is said today before all that was said of the brand', async () => {
    const { say, setBrands, tick, turn, sent } = await aLateSender({ itemsMax: 1 });
    await say(...people(20).map((one) => ({ ...one, about: 'b' })));
    await setBrands(['a', 'b']);
    await say({ by: 'today' }, { by: 'today-b', about: 'b' });
    await turn();
    expect(sent().slice(0, 2)).toEqual([['today'], ['today-b']]);
    expect(sent()).toHaveLength(2 + 4);
    expect(await tick()).toBe('caught_up');
    expect(await tick()).toBeUndefined();
  });

  it('is owed nothing of a brand it loses, and is held for it no more', async () => {
    const { say, setBrands, held, tick, vendor, replays } = await aLateSender();
    await say({ by: 'ada', about: 'b' });
    await setBrands(['a', 'b']);
    expect(await held('b')).toMatchObject({ reason: 'brand' });
    await setBrands(['a']);
    expect(await held('b')).toBeUndefined();
    await tick();
    expect(vendor.requests).toEqual([]);
    expect(await replays()).toMatchObject([{ finishedAt: expect.any(Number), peopleTold: 0 }]);
  });

  it('is told of it at once, by a worker that still goes by the brands of before', async () => {
    const { world, sender, say, setBrands, vendor } = await aLateSender();
    await setBrands(['a', 'b']);
    await say({ by: 'ada', about: 'b' }, { by: 'bob' });
    const behind = aWorker(world, { connector: vendor, name: 'behind', senders: async () => [sender] });
    await behind.tick();
    expect(vendor.states.get(addressOf('ada'))).toMatchObject({ promotional: { b: 'suppressed' } });
  });

  it('keeps one brand at least, and takes only brands there are', async () => {
    const { setBrands } = await aLateSender();
    expect(await setBrands([])).toEqual({ kind: 'no_brand' });
    expect(await setBrands(['a', 'x'])).toEqual({ kind: 'unknown_brands', brands: ['x'] });
    expect(await setBrands(['a'], 'nobody')).toEqual({ kind: 'unknown_sender' });
  });
});
