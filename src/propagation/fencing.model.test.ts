import { describe, expect, it } from 'vitest';
import type { Database } from '../store/database.ts';
import { mortal } from './testing/crashing.ts';
import { createFakeVendor } from './testing/fake-vendor.ts';
import { aWorker } from './testing/worker.ts';
import { addressOf, idOf, latencyCount, MINUTE, openWorld, rowsOf, stateOf } from './testing/world.ts';

// More statements than any of the runs below makes, its claim and its settlements included.
const STATEMENTS_MAX = 150;

/** A sender with something to tell, somebody to park, and somebody parked whose time has come. */
async function aBusySender(itemsMax: number) {
  const world = await openWorld();
  await world.addSender();
  const vendor = createFakeVendor({ itemsMax });
  vendor.rejects.add(addressOf('bob')).add(addressOf('dan'));
  await world.say({ by: 'bob' });
  const first = aWorker(world, { connector: vendor, name: 'first' });
  await first.tick();
  world.advance(61 * MINUTE);
  vendor.rejects.delete(addressOf('bob'));
  await world.say({ by: 'ada' }, { by: 'cleo' }, { by: 'dan' }, { by: 'ada', about: '*' }, { by: 'eve' });
  return { ...world, world, vendor };
}

/** A new sender that is brought what was said before it came, what a brand it was given later says, and a replay. */
async function aLateSender(itemsMax: number) {
  const world = await openWorld();
  await world.say(
    { by: 'ada', about: 'b' },
    { by: 'bob' },
    { by: 'cleo', about: '*' },
    { by: 'dan' },
    { by: 'ada' },
  );
  world.advance(MINUTE);
  await world.addSender();
  await world.setBrands(['a', 'b']);
  await world.say({ by: 'eve' });
  await world.replay({ kind: 'replay', fromSeq: 1 });
  await world.replay({ kind: 'person', recipientId: idOf('cleo') });
  const vendor = createFakeVendor({ itemsMax });
  vendor.rejects.add(addressOf('dan'));
  return { ...world, world, vendor };
}

/** A sender with everything under way, and what it comes to: entries counted, and the parked by their first entry. */
const SCENES = [
  {
    scene: 'a sender that works',
    opened: aBusySender,
    sizes: [1, 100],
    counted: 5,
    parked: [4],
    told: ['ada', 'bob', 'cleo', 'eve'],
  },
  {
    scene: 'a sender that is told what it could not know',
    opened: aLateSender,
    sizes: [2],
    counted: 5,
    parked: [4],
    told: ['ada', 'bob', 'cleo', 'eve'],
  },
] as const;

/** Everything a delivery may move. */
async function written(database: Database) {
  return {
    propagation: await rowsOf(database, 'propagation'),
    replay: await rowsOf(database, 'replay'),
    hold: await rowsOf(database, 'hold'),
    delivery: await rowsOf(database, 'delivery'),
    parked: await rowsOf(database, 'parked'),
    latency: await rowsOf(database, 'latency'),
  };
}

describe('a worker that lost its lease', () => {
  it.each(SCENES.flatMap((scene) => scene.sizes.map((itemsMax) => ({ ...scene, itemsMax }))))(
    'writes nothing at all, at whichever statement it was overtaken ($scene, requests of $itemsMax)',
    async ({ itemsMax, opened, counted }) => {
      let overtaken = 0;
      for (let statement = 1; statement <= STATEMENTS_MAX; statement++) {
        const { world, database, vendor, advance } = await opened(itemsMax);
        const second = aWorker(world, { connector: vendor, name: 'second' });
        let afterSecond: Awaited<ReturnType<typeof written>> | undefined;
        const overtaking = beforeStatement(database, statement, async () => {
          const { epoch } = await stateOf(database);
          advance(2 * MINUTE);
          await second.tick();
          if ((await stateOf(database)).epoch !== epoch) afterSecond = await written(database);
        });
        const first = aWorker(world, { connector: vendor, name: 'late', database: overtaking.database });
        await first.tick();
        if (overtaking.asked() < statement) break;
        const now = await written(database);
        // Overtaken before its claim or after its work was done, it has lost nothing.
        if (afterSecond === undefined || now.propagation[0]?.epoch !== afterSecond.propagation[0]?.epoch)
          continue;
        expect(now).toEqual(afterSecond);
        expect(await latencyCount(database)).toBe(counted);
        overtaken++;
      }
      expect(overtaken).toBeGreaterThan(10);
    },
  );

  it('sends nothing more once it knows', async () => {
    const { world, vendor, advance } = await aBusySender(1);
    const second = aWorker(world, { connector: vendor, name: 'second' });
    let requestsOfTheSecond = 0;
    let overtaken = false;
    vendor.meanwhile = async () => {
      if (overtaken) return;
      overtaken = true;
      advance(2 * MINUTE);
      const before = vendor.requests.length;
      await second.tick();
      requestsOfTheSecond = vendor.requests.length - before;
    };
    const before = vendor.requests.length;
    const ends = await aWorker(world, { connector: vendor, name: 'late' }).tick();
    expect(ends.get('mailer')).toBe('fenced');
    // One round of requests was under way.
    expect(vendor.requests.length - before - requestsOfTheSecond).toBeLessThanOrEqual(4);
  });
});

describe('a slow push', () => {
  it('keeps its lease by renewing it, so that no second worker begins the same again', async () => {
    const { world, database, vendor, advance } = await aBusySender(100);
    // Finding the one that is at fault takes six requests, and each takes as long as it may.
    vendor.chokesOn.add(addressOf('ada'));
    const second = aWorker(world, { connector: vendor, name: 'second' });
    const elsewhere: string[] = [];
    vendor.meanwhile = async () => {
      advance(19_000);
      elsewhere.push(...(await second.tick()).values());
    };
    const ends = await aWorker(world, { connector: vendor }).tick();
    expect(ends.get('mailer')).toBe('out_of_time');
    expect(elsewhere).toEqual([]);
    expect(vendor.requests.length).toBeGreaterThan(3);
    const { cursor_seq, lease_until } = await stateOf(database);
    expect([cursor_seq > 0, lease_until]).toEqual([true, 0]);
  });
});

describe('a process that dies', () => {
  it.each(SCENES.flatMap((scene) => [false, true].map((afterwards) => ({ ...scene, afterwards }))))(
    'at any statement costs a repeat, and neither loses nor doubles anything ($scene, statement done: $afterwards)',
    async ({ afterwards, opened, counted, parked, told }) => {
      let deaths = 0;
      for (let at = 1; at <= STATEMENTS_MAX; at++) {
        const { world, database, vendor, advance } = await opened(2);
        const process = mortal(database);
        process.prepare({ at, afterwards });
        const dying = aWorker(world, { connector: vendor, database: process.database });
        await dying.tick().catch(() => undefined);
        if (process.asked() < at) break;
        deaths++;
        const next = aWorker(world, { connector: vendor, name: 'next' });
        for (let hour = 0; hour < 2; hour++) {
          advance(61 * MINUTE);
          await next.tick();
        }
        expect(await stateOf(database)).toMatchObject({ cursor_seq: 6 });
        expect([...vendor.states.keys()].sort()).toEqual(told.map(addressOf));
        expect((await rowsOf(database, 'parked')).map(({ first_seq }) => first_seq)).toEqual(parked);
        expect(await latencyCount(database)).toBe(counted);
        expect((await rowsOf(database, 'replay')).filter((row) => row.finished_at === null)).toEqual([]);
        expect(await rowsOf(database, 'hold')).toEqual([]);
      }
      expect(deaths).toBeGreaterThan(20);
    },
    30_000,
  );
});

/** The database of a process: before its n-th statement something else happens, once. */
function beforeStatement(database: Database, statement: number, act: () => Promise<void>) {
  let asked = 0;
  const step = async () => {
    if (++asked === statement) await act();
  };
  const overtaken: Database = {
    ...database,
    all: async (query) => {
      await step();
      return database.all(query);
    },
    commit: async (statements) => {
      await step();
      return database.commit(statements);
    },
  };
  return { database: overtaken, asked: () => asked };
}
