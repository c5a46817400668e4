import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFakeVendor } from './testing/fake-vendor.ts';
import { oneSender } from './testing/one-sender.ts';
import { auditOf } from './testing/reference.ts';
import { aWorker } from './testing/worker.ts';
import {
  addressOf,
  HOUR,
  latencyCount,
  MINUTE,
  openWorld,
  rowsOf,
  stateOf,
  type World,
} from './testing/world.ts';

const DAY = 24 * HOUR;
const YEAR = 365 * DAY;

/** The same world, seen by a node whose clock is that much ahead (or behind, where it is less than nought). */
function seenFrom(world: World, aheadMillis: number): World {
  return { ...world, now: () => world.now() + aheadMillis };
}

const longestLatency = async (world: World) =>
  Math.max(0, ...(await rowsOf(world.database, 'latency')).map(({ millis_max }) => millis_max));

describe('nodes whose clocks are five minutes off, each its own way,', () => {
  it('tell everybody, count each opt-out once, and by no more than they differ', async () => {
    const skew = fc.integer({ min: -5 * MINUTE, max: 5 * MINUTE });
    const turn = fc.record({
      node: fc.nat(2),
      after: fc.integer({ min: 0, max: 90_000 }),
      says: fc.option(fc.nat(5), { nil: undefined }),
      mood: fc.constantFrom('well' as const, 'well' as const, 'down' as const, 'answer_lost' as const),
    });
    const run = fc.asyncProperty(
      fc.tuple(skew, skew, skew),
      fc.array(turn, { maxLength: 15 }),
      async (skews, turns) => {
        const world = await openWorld();
        const sender = await world.addSender();
        const vendor = createFakeVendor();
        const nodes = skews.map((ahead, index) =>
          aWorker(seenFrom(world, ahead), { connector: vendor, name: `node${index}` }),
        );
        for (const { node, after, says, mood } of turns) {
          world.advance(after);
          // Said at the clock of the node that took it.
          const at = world.now() + (skews[node] ?? 0);
          if (says !== undefined) await world.say({ by: `reader${says}`, at });
          vendor.moods.splice(0, Infinity, mood);
          await nodes[node]?.tick();
        }
        vendor.moods.length = 0;
        world.advance(90 * MINUTE);
        await nodes[0]?.tick();
        const names = Array.from({ length: 6 }, (_, index) => `reader${index}`);
        const audit = await auditOf(world.database, { sender, states: vendor.states, names });
        expect(audit.cursorSeq).toBe(audit.relevant.at(-1)?.seq ?? 0);
        expect([audit.passedUntold, audit.counted]).toEqual([[], audit.timed]);
        expect(await longestLatency(world)).toBeLessThanOrEqual(90 * MINUTE + 15 * 90_000 + 10 * MINUTE);
        await world.database.close();
      },
    );
    await expect(fc.assert(run, { numRuns: 25 })).resolves.toBeUndefined();
  });

  it('do not keep each other out: what the one leased and lost the other takes up in eleven minutes', async () => {
    const { world, vendor, say } = await oneSender();
    await say({ by: 'ada' });
    const ahead = seenFrom(world, 5 * MINUTE);
    const behind = seenFrom(world, -5 * MINUTE);
    // The one ahead dies in the middle of its push.
    const dead = Promise.withResolvers<void>();
    const dying = aWorker(ahead, {
      connector: {
        ...vendor,
        push: () => {
          dead.resolve();
          return new Promise(() => undefined);
        },
      },
    });
    void dying.tick();
    await dead.promise;
    expect((await stateOf(world.database)).lease_until).toBeGreaterThan(world.now());
    const other = aWorker(behind, { connector: vendor });
    expect(await other.tick()).toEqual(new Map());
    world.advance(11 * MINUTE);
    expect((await other.tick()).get('mailer')).toBe('caught_up');
  });
});

describe('a clock that steps back', () => {
  it.each([
    ['an hour', HOUR],
    ['a year', YEAR],
  ])('by %s during a push loses nothing and measures nothing below nought', async (_, step) => {
    const { database, say, vendor, worker, advance, world } = await oneSender();
    await say({ by: 'ada' });
    vendor.meanwhile = () => advance(-step);
    expect((await worker.tick()).get('mailer')).toBe('caught_up');
    vendor.meanwhile = () => undefined;
    expect(await stateOf(database)).toMatchObject({ cursor_seq: 1, lease_until: 0 });
    expect([await latencyCount(database), await longestLatency(world)]).toEqual([1, 0]);
    await say({ by: 'bob' });
    expect((await worker.tick()).get('mailer')).toBe('caught_up');
  });

  it.each([
    ['an hour', HOUR],
    ['a year', YEAR],
  ])(
    'by %s delays a retry by seventy minutes at most, of the sender and of a parked recipient',
    async (_, step) => {
      const { say, vendor, worker, advance, parked, cursor } = await oneSender();
      vendor.rejects.add(addressOf('ada'));
      await say({ by: 'ada' });
      await worker.tick();
      await say({ by: 'bob' });
      vendor.moods.push('slow_down');
      await worker.tick();
      vendor.rejects.clear();
      advance(-step);
      for (let minute = 0; minute < 140; minute++) {
        advance(MINUTE);
        await worker.tick();
      }
      expect([await cursor(), await parked()]).toEqual([2, []]);
    },
  );

  it('by an hour ends the turn under way, so that others are not kept waiting for an hour', async () => {
    const { say, vendor, worker, advance, cursor } = await oneSender(1);
    const names = Array.from({ length: 40 }, (_, index) => `reader${index}`);
    await say(...names.map((by) => ({ by })));
    vendor.meanwhile = () => {
      if (vendor.requests.length === 2) advance(-HOUR);
    };
    await worker.tick();
    const ends = worker.logged.map(({ fields }) => fields?.['end']);
    expect([ends[0], ends.at(-1), await cursor()]).toEqual(['out_of_time', 'caught_up', 40]);
  });
});

describe('a machine that sleeps for a week', () => {
  it('in the middle of a push goes on where it was, and counts the week', async () => {
    const { database, say, vendor, worker, advance, world } = await oneSender();
    await say({ by: 'ada' });
    vendor.meanwhile = () => advance(7 * DAY);
    expect((await worker.tick()).get('mailer')).toBe('caught_up');
    expect([await latencyCount(database), await longestLatency(world)]).toEqual([1, 7 * DAY]);
  });

  it('in the middle of a push finds that another took over, and moves nothing', async () => {
    const { database, say, vendor, worker, advance, world } = await oneSender();
    await say({ by: 'ada' });
    const other = aWorker(world, { connector: createFakeVendor(), name: 'other' });
    vendor.meanwhile = async () => {
      advance(7 * DAY);
      await other.tick();
    };
    expect((await worker.tick()).get('mailer')).toBe('fenced');
    expect([await latencyCount(database), (await stateOf(database)).cursor_seq]).toEqual([1, 1]);
    expect(await rowsOf(database, 'delivery')).toHaveLength(1);
  });

  it('with everything waiting tells it all at once when it wakes', async () => {
    const { say, vendor, worker, later, parked } = await oneSender();
    vendor.rejects.add(addressOf('ada'));
    await say({ by: 'ada' });
    await worker.tick();
    vendor.moods.push('down');
    await say({ by: 'bob' });
    await worker.tick();
    vendor.rejects.clear();
    expect(await later(7 * DAY)).toBe('caught_up');
    expect([vendor.states.size, await parked()]).toEqual([2, []]);
  });
});
