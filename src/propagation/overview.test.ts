import { describe, expect, it } from 'vitest';
import { overviewOf } from './overview.ts';
import { createFakeVendor } from './testing/fake-vendor.ts';
import { aWorker } from './testing/worker.ts';
import { addressOf, HOUR, MINUTE, openWorld } from './testing/world.ts';

const DAY = 24 * HOUR;

async function opened() {
  const world = await openWorld();
  const sender = await world.addSender();
  const vendor = createFakeVendor({ itemsMax: 1 });
  const worker = aWorker(world, { connector: vendor });
  const seen = async () => {
    const [overview] = await overviewOf(world.database, [sender], world.now());
    if (overview === undefined) throw new Error('the sender is not seen');
    return overview;
  };
  return { ...world, vendor, worker, seen };
}

describe('the overview of a sender', () => {
  it('shows nothing owed and no figures where nothing was said', async () => {
    const { seen } = await opened();
    const { lag, parked, oldest, windows } = await seen();
    expect({ lag, parked, oldest }).toEqual({ lag: 0, parked: 0, oldest: undefined });
    expect(windows['24h']).toEqual({
      count: 0,
      p50: undefined,
      p95: undefined,
      p99: undefined,
      max: undefined,
      shareMax: 0,
    });
  });

  it('shows the oldest opt-out that waits, with its deadline, and passes over words no law puts a time on', async () => {
    const { say, seen, advance, now } = await opened();
    await say({ by: 'ada', word: 'opt_in' });
    advance(HOUR);
    const requestedAt = now();
    await say({ by: 'bob' }, { by: 'cleo', about: 'b' });
    advance(7 * DAY);
    expect(await seen()).toMatchObject({
      lag: 2,
      oldest: { requestedAt, dueAt: requestedAt + 14 * DAY, share: 5_000 },
    });
  });

  it('goes on showing the deadline of whom the sender refused, counting nobody twice', async () => {
    const { say, seen, vendor, worker, now } = await opened();
    const requestedAt = now();
    vendor.rejects.add(addressOf('bob'));
    vendor.moods.push('down');
    await say({ by: 'ada' }, { by: 'bob' });
    await worker.tick();
    expect(await seen()).toMatchObject({ lag: 2, parked: 1 });
    const test = await opened();
    test.vendor.rejects.add(addressOf('bob'));
    await test.say({ by: 'ada' }, { by: 'bob' });
    await test.worker.tick();
    expect(await test.seen()).toMatchObject({ lag: 1, parked: 1, cursorSeq: 2, oldest: { requestedAt } });
  });

  it('takes no age from a refused word that no law puts a time on', async () => {
    const { say, seen, vendor, worker, advance, now } = await opened();
    vendor.rejects.add(addressOf('ada')).add(addressOf('bob'));
    await say({ by: 'ada', word: 'opt_in' });
    await worker.tick();
    advance(HOUR);
    const requestedAt = now();
    await say({ by: 'bob' });
    await worker.tick();
    expect(await seen()).toMatchObject({ parked: 2, oldest: { requestedAt } });
  });

  it('reports each window by itself, merged over its hours', async () => {
    const { say, seen, worker, advance } = await opened();
    for (const [by, waited] of [
      ['ada', 2 * HOUR],
      ['bob', 1 * MINUTE],
      ['cleo', 4 * MINUTE],
    ] as const) {
      await say({ by });
      advance(waited);
      await worker.tick();
      advance(by === 'ada' ? 3 * DAY : HOUR);
    }
    const { windows } = await seen();
    expect(windows['24h']).toMatchObject({ count: 2, max: 4 * MINUTE });
    expect(windows['7d']).toMatchObject({ count: 3, max: 2 * HOUR, p99: 2 * HOUR });
    expect(windows['7d'].p50).toBeGreaterThanOrEqual(4 * MINUTE);
    expect(windows['7d'].p50).toBeLessThanOrEqual(4 * MINUTE * 1.0906);
  });
});
