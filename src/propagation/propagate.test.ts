import { describe, expect, it } from 'vitest';
import type { Connector } from '../senders/connectors/connector.ts';
import { SETTINGS_UNREADABLE } from '../senders/registry.ts';
import type { Sender } from '../senders/sender.ts';
import { createFakeVendor, type Mood } from './testing/fake-vendor.ts';
import { aWorker } from './testing/worker.ts';
import {
  addressOf,
  aSender,
  HOUR,
  latencyCount,
  MINUTE,
  openWorld,
  rowsOf,
  stateOf,
} from './testing/world.ts';

async function opened(...senders: Partial<Sender>[]) {
  const world = await openWorld();
  for (const sender of senders.length === 0 ? [{}] : senders) await world.addSender(sender);
  const vendor = createFakeVendor();
  return { ...world, world, vendor, worker: aWorker(world, { connector: vendor }) };
}

/** A promise that is kept when told. */
function aGate() {
  return Promise.withResolvers<void>();
}

describe('a tick', () => {
  it('brings each sender what was said about its brands, and asks nobody when there is nothing new', async () => {
    const { say, vendor, worker, database } = await opened({ id: 'one' }, { id: 'two', brands: ['b'] });
    await say({ by: 'ada', about: 'a' }, { by: 'bob', about: '*' });
    expect(Object.fromEntries(await worker.tick())).toEqual({ one: 'caught_up', two: 'caught_up' });
    expect(vendor.requests.map(({ sender, items }) => [sender, items.length])).toEqual([
      ['one', 2],
      ['two', 1],
    ]);
    expect(await worker.tick()).toEqual(new Map());
    expect(await stateOf(database, 'one')).toMatchObject({ cursor_seq: 2, lease_until: 0, last_code: 'ok' });
  });

  it('brings a new sender everything that stands, each recipient once', async () => {
    const { say, vendor, worker, addSender } = await opened();
    await say({ by: 'ada' }, { by: 'bob' }, { by: 'ada', word: 'opt_in' });
    await addSender({ id: 'new' });
    await worker.tick();
    const items = vendor.requests
      .filter(({ sender }) => sender === 'new')
      .flatMap((request) => request.items);
    expect(items.map(({ address, promotional }) => [address, promotional.a])).toEqual([
      [addressOf('bob'), 'suppressed'],
      [addressOf('ada'), 'allowed'],
    ]);
  });

  it('keeps nobody waiting for a sender that does not answer', async () => {
    const { say, world, database } = await opened({ id: 'stuck' }, { id: 'quick' });
    await say({ by: 'ada' });
    const answers = aGate();
    const vendor = createFakeVendor();
    const connector: Connector = {
      ...vendor,
      async push(input) {
        if (input.sender === 'stuck') await answers.promise;
        return vendor.push(input);
      },
    };
    const worker = aWorker(world, { connector });
    const ticking = worker.tick();
    await until(async () => (await stateOf(database, 'quick')).cursor_seq === 1);
    await say({ by: 'bob' });
    expect(Object.fromEntries(await worker.tick())).toEqual({ quick: 'caught_up' });
    answers.resolve();
    // What was said meanwhile is carried in the same run, since it may have missed the last look at the backlog.
    expect(Object.fromEntries(await ticking)).toMatchObject({ stuck: 'caught_up' });
    expect((await stateOf(database, 'stuck')).cursor_seq).toBe(2);
  });

  it('keeps nobody waiting for a sender whose settings do not open, and says so of that one', async () => {
    const { say, world, vendor, database } = await opened({ id: 'sealed' }, { id: 'open' });
    await say({ by: 'ada' });
    const senders = async () => [
      aSender({ id: 'sealed', settings: SETTINGS_UNREADABLE }),
      aSender({ id: 'open' }),
    ];
    const worker = aWorker(world, { connector: vendor, senders });
    expect(Object.fromEntries(await worker.tick())).toEqual({ sealed: 'failed', open: 'caught_up' });
    const { last_code, next_attempt_at, cursor_seq } = await stateOf(database, 'sealed');
    expect([last_code, cursor_seq]).toEqual(['settings_unreadable', 0]);
    expect(next_attempt_at).toBeGreaterThanOrEqual(world.now() + HOUR / 2);
  });

  it('tells a sender without brands nothing, and moves no cursor of its', async () => {
    const { say, world, vendor, database } = await opened();
    await say({ by: 'ada', about: '*' });
    const worker = aWorker(world, { connector: vendor, senders: async () => [aSender({ brands: [] })] });
    expect(await worker.tick()).toEqual(new Map());
    expect((await stateOf(database)).cursor_seq).toBe(0);
  });

  it('carries a sender once, however many ticks find it due at the same moment', async () => {
    const { say, vendor, worker, database } = await opened();
    await say({ by: 'ada' });
    await Promise.all([worker.tick(), worker.tick(), worker.tick()]);
    expect(vendor.requests).toHaveLength(1);
    expect(await rowsOf(database, 'delivery')).toHaveLength(1);
  });

  it('that came by while a sender was carried has it looked at once more, however many came before', async () => {
    const { say, vendor, worker, database } = await opened();
    const answers = aGate();
    vendor.meanwhile = () => answers.promise;
    await say({ by: 'ada' });
    const ticks = Promise.all([worker.tick(), worker.tick()]);
    await until(async () => vendor.requests.length === 1);
    await say({ by: 'bob' });
    await worker.tick();
    answers.resolve();
    await ticks;
    expect((await stateOf(database)).cursor_seq).toBe(2);
  });
});

describe('a sender that fails', () => {
  it('is tried again for ever, with three small requests at most until it answers, and then told all', async () => {
    const { say, vendor, worker, database, advance } = await opened();
    const names = Array.from({ length: 250 }, (_, index) => `reader${index}`);
    await say(...names.map((by) => ({ by })));
    vendor.moods.push(...Array<Mood>(500).fill('down'));
    await worker.tick();
    vendor.requests.length = 0;
    for (let day = 0; day < 20; day++) {
      advance(24 * HOUR);
      await worker.tick();
    }
    const sizes = vendor.requests.map(({ items }) => items.length);
    // Ten together while it may be an accident, then at most three by themselves.
    expect(sizes.slice(0, 4)).toEqual([10, 10, 10, 10]);
    expect(new Set(sizes.slice(4))).toEqual(new Set([1]));
    expect(sizes.length).toBeLessThanOrEqual(4 + 16 * 3);
    expect(await stateOf(database)).toMatchObject({ cursor_seq: 0, attempt: 21, last_code: 'http_500' });
    expect(await rowsOf(database, 'parked')).toEqual([]);
    vendor.moods.length = 0;
    advance(HOUR);
    expect((await worker.tick()).get('mailer')).toBe('caught_up');
    expect([vendor.states.size, await latencyCount(database)]).toEqual([250, 250]);
    expect(await stateOf(database)).toMatchObject({ cursor_seq: 250, attempt: 0, next_attempt_at: 0 });
  });

  it('is told in the end what was true then, and not what was true when it failed', async () => {
    const { say, vendor, worker, advance } = await opened();
    await say({ by: 'ada' });
    vendor.moods.push('answer_lost');
    await worker.tick();
    await say({ by: 'ada', word: 'opt_in' });
    advance(MINUTE);
    await worker.tick();
    expect(vendor.states.get(addressOf('ada'))).toMatchObject({ seq: 2, promotional: { a: 'allowed' } });
  });

  it('is not asked before the moment it asked for', async () => {
    const { say, vendor, worker, advance } = await opened();
    await say({ by: 'ada' });
    vendor.moods.push('slow_down');
    await worker.tick();
    advance(89_999);
    expect(await worker.tick()).toEqual(new Map());
    advance(1);
    expect((await worker.tick()).get('mailer')).toBe('caught_up');
  });
});

describe('a long backlog', () => {
  it('is carried as far as the time allows and further at the next tick', async () => {
    const { say, worker, vendor, database, advance } = await opened();
    for (let part = 0; part < 2; part++) {
      const names = Array.from({ length: 1_000 }, (_, index) => `reader${part}-${index}`);
      await say(...names.map((by) => ({ by })));
    }
    vendor.meanwhile = () => advance(2_000);
    expect((await worker.tick()).get('mailer')).toBe('out_of_time');
    const { cursor_seq, lease_until } = await stateOf(database);
    expect([cursor_seq, lease_until]).toEqual([800, 0]);
    vendor.meanwhile = () => undefined;
    expect((await worker.tick()).get('mailer')).toBe('caught_up');
    expect([vendor.states.size, await latencyCount(database)]).toEqual([2_000, 2_000]);
  });
});

/** Lets what is under way go on until something is so. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setImmediate(resolve));
}
