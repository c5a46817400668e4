import { expect, it } from 'vitest';
import { acknowledgeFeed, serveFeed } from '../../src/propagation/feed.ts';
import { mortal } from '../../src/propagation/testing/crashing.ts';
import { createFakeVendor } from '../../src/propagation/testing/fake-vendor.ts';
import { auditOf, plainState } from '../../src/propagation/testing/reference.ts';
import { aWorker } from '../../src/propagation/testing/worker.ts';
import {
  addressOf,
  erase,
  idOf,
  latencyCount,
  MINUTE,
  openWorld,
  rowsOf,
} from '../../src/propagation/testing/world.ts';
import type { ChangeItem, Connector } from '../../src/senders/connectors/connector.ts';
import { atEveryPoint } from './every-point.ts';

const NAMES = ['ada', 'bob', 'cleo', 'dan'];
const SCOPES = { brands: ['a'], topics: ['a/t', 'a/u'] };
const TIMEOUT_MILLIS = 120_000;

/** A sender whose run holds everything a run can: a backlog of several requests, people to park, and some due again. */
async function aSender() {
  const world = await openWorld();
  const sender = await world.addSender();
  const vendor = createFakeVendor({ itemsMax: 2 });
  const process = mortal(world.database);
  const connector: Connector = { ...vendor, push: (input) => process.through(() => vendor.push(input)) };
  const dying = aWorker(world, { connector, database: process.database, name: 'dying' });
  return {
    process,
    steps: [
      async () => {
        await world.say({ by: 'ada' }, { by: 'bob' }, { by: 'cleo' });
        vendor.rejects.add(addressOf('bob'));
      },
      () => dying.tick(),
      async () => {
        world.advance(61 * MINUTE);
        // Again, and differently; and somebody for whom the whole request is refused.
        await world.say(
          { by: 'ada', word: 'opt_in' },
          { by: 'dan', about: 'a/t' },
          { by: 'bob', about: '*' },
        );
        vendor.chokesOn.add(addressOf('dan'));
      },
      () => dying.tick(),
      async () => {
        world.advance(61 * MINUTE);
        vendor.rejects.clear();
        vendor.chokesOn.clear();
      },
      () => dying.tick(),
    ],
    async afterwards() {
      vendor.rejects.clear();
      vendor.chokesOn.clear();
      const next = aWorker(world, { connector: vendor, name: 'next' });
      for (let hour = 0; hour < 3; hour++) {
        world.advance(61 * MINUTE);
        await next.tick();
      }
      const audit = await auditOf(world.database, { sender, states: vendor.states, names: NAMES });
      expect(audit).toMatchObject({
        passedUntold: [],
        parked: [],
        counted: audit.timed,
        cursorSeq: audit.relevant.at(-1)?.seq ?? 0,
      });
      for (const { recipient_id } of audit.relevant) {
        const name = NAMES.find((one) => String(idOf(one)) === recipient_id) ?? '';
        expect(vendor.states.get(addressOf(name))).toMatchObject(
          plainState(audit.relevant, recipient_id, SCOPES),
        );
      }
      await world.database.close();
    },
  };
}

it(
  'whoever carries a sender may die anywhere between claiming and settling, also while the sender is asked',
  async () => {
    expect(await atEveryPoint(aSender)).toBeGreaterThan(70);
  },
  TIMEOUT_MILLIS,
);

/** A system that fetches page by page from a process that may die, and from the next one. Somebody in it is erased. */
async function aReader() {
  const world = await openWorld();
  const sender = await world.addSender({ kind: 'feed' });
  const process = mortal(world.database);
  const states = new Map<string, ChangeItem>();
  const reading = aWorker(world, {
    connector: createFakeVendor(),
    database: process.database,
    name: 'dying',
  });
  let after = 0;

  /** Fetches and acknowledges until there is nothing more; where it is after that is what the reader has on its disk. */
  async function readAll({ feed }: typeof reading): Promise<void> {
    for (;;) {
      const served = await serveFeed(feed, sender, { after, limit: 2 });
      if (served.kind === 'never_served') throw new Error('the reader asked beyond what it was served');
      const { page } = served;
      for (const item of page.items) states.set(item.address, item);
      if (page.next === after) return;
      after = page.next;
      await acknowledgeFeed(feed, sender, after);
    }
  }

  return {
    process,
    steps: [
      async () => {
        await world.say({ by: 'ada' }, { by: 'bob' }, { by: 'cleo' }, { by: 'ada', word: 'opt_in' });
        await erase(world.database, 'bob');
      },
      () => readAll(reading),
      () => world.say({ by: 'dan' }, { by: 'bob', about: '*' }, { by: 'cleo', about: 'a/u' }),
      () => readAll(reading),
    ],
    async afterwards() {
      const next = aWorker(world, { connector: createFakeVendor(), name: 'next' });
      await readAll(next);
      // A reader that was killed itself asks from where it was before, and says again what it had said.
      await acknowledgeFeed(next.feed, sender, after);
      const audit = await auditOf(world.database, { sender, states, names: NAMES });
      expect(audit).toMatchObject({
        passedUntold: [],
        counted: audit.timed,
        cursorSeq: audit.relevant.at(-1)?.seq ?? 0,
      });
      expect(await latencyCount(world.database)).toBe(audit.timed);
      const parked = await rowsOf(world.database, 'parked');
      expect(parked.every(({ code }) => code === 'address_erased' || code === 'no_address')).toBe(true);
      await world.database.close();
    },
  };
}

it(
  'whoever serves a feed may die anywhere in a page and in an acknowledgement',
  async () => {
    expect(await atEveryPoint(aReader)).toBeGreaterThan(40);
  },
  TIMEOUT_MILLIS,
);
