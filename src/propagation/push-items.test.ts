import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anItem, someItems } from '../senders/connectors/item.testkit.ts';
import { SETTINGS_UNREADABLE } from '../senders/registry.ts';
import { type PushContext, pushItems } from './push-items.ts';
import { createFakeVendor, type FakeVendor, type Mood, RETRY_AFTER } from './testing/fake-vendor.ts';
import { batchId, NOON } from './testing/world.ts';

function contextOf(connector: FakeVendor, changes: Partial<PushContext> = {}): PushContext {
  return {
    connector,
    sender: { id: 'mailer', settings: {} },
    attempt: 0,
    now: () => NOON,
    batchId,
    mayGoOn: async () => true,
    until: NOON + 1,
    ...changes,
  };
}

const kindsOf = ({ fates }: Awaited<ReturnType<typeof pushItems>>) => fates.map(({ kind }) => kind);
const addressOf = (seq: number) => anItem({ seq }).address;
const MOODS: Mood[] = [
  'well',
  'down',
  'answer_lost',
  'late',
  'all_retry',
  'half_retry',
  'forgets_last',
  'throws',
];

describe('pushing items', () => {
  it('says taken of nothing the vendor has not taken, whatever its moods', async () => {
    const moods = fc.array(fc.constantFrom(...MOODS), { maxLength: 12 });
    const some = fc.array(fc.integer({ min: 1, max: 20 }), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 7 }),
        moods,
        some,
        some,
        async (itemsMax, plan, bad, unwanted) => {
          const vendor = createFakeVendor({ itemsMax });
          vendor.moods.push(...plan);
          for (const seq of bad) vendor.chokesOn.add(addressOf(seq));
          for (const seq of unwanted) vendor.rejects.add(addressOf(seq));
          const items = someItems(20);
          const { fates } = await pushItems(items, contextOf(vendor));
          expect(fates).toHaveLength(20);
          const taken = items.filter((_, index) => fates[index]?.kind === 'taken');
          expect(taken.filter(({ address }) => !vendor.states.has(address))).toEqual([]);
          for (const { items: sent } of vendor.requests) expect(sent.length).toBeLessThanOrEqual(itemsMax);
        },
      ),
    );
  });

  it('finds the one bad address by halving, and takes everybody else', async () => {
    const vendor = createFakeVendor();
    vendor.chokesOn.add(addressOf(37));
    const pushed = await pushItems(someItems(100), contextOf(vendor));
    expect(pushed.failure).toBeUndefined();
    expect(pushed.fates[36]).toEqual({
      kind: 'refused',
      status: 'rejected',
      code: 'bad_request',
      named: false,
    });
    expect(vendor.states.size).toBe(99);
    expect(vendor.requests.length).toBeLessThan(20);
  });

  it('stops halving when the vendor breaks down meanwhile, and leaves everybody owed', async () => {
    const vendor = createFakeVendor();
    vendor.chokesOn.add(addressOf(7));
    vendor.moods.push('well', 'down');
    const pushed = await pushItems(someItems(8), contextOf(vendor));
    expect(new Set(kindsOf(pushed))).toEqual(new Set(['owed']));
    expect(pushed.failure).toMatchObject({ code: 'http_500' });
    expect(vendor.requests).toHaveLength(2);
  });

  it.each(['all_retry', 'down', 'forbidden', 'throws'] as const)(
    'parks nobody and stops sending when the vendor is sick as a whole: %s',
    async (mood) => {
      const vendor = createFakeVendor({ itemsMax: 2 });
      vendor.moods.push(...Array<Mood>(20).fill(mood));
      const pushed = await pushItems(someItems(40), contextOf(vendor));
      expect(new Set(kindsOf(pushed))).toEqual(new Set(['owed']));
      expect(pushed.failure).toBeDefined();
      expect(vendor.requests).toHaveLength(4);
    },
  );

  it('parks nobody when the vendor refuses every single item of a request it does not like', async () => {
    const vendor = createFakeVendor({ itemsMax: 4 });
    for (const { address } of someItems(40)) vendor.chokesOn.add(address);
    const pushed = await pushItems(someItems(40), contextOf(vendor));
    expect(new Set(kindsOf(pushed))).toEqual(new Set(['owed']));
    expect(pushed.failure).toEqual({ code: 'bad_request', pace: 'normal' });
  });

  it('sets aside whom a vendor has not taken so often in a row, so that others get their turn', async () => {
    const vendor = createFakeVendor({ itemsMax: 1 });
    vendor.moods.push('all_retry');
    const pushed = await pushItems(someItems(1), contextOf(vendor, { attempt: 5 }));
    expect(pushed.fates).toMatchObject([{ kind: 'refused', status: 'retry', code: 'busy' }]);
    expect(pushed.failure).toEqual({ code: 'busy', pace: 'normal' });
  });

  it('parks at once whom a vendor rejects by name, be it everybody', async () => {
    const vendor = createFakeVendor();
    vendor.rejects.add(addressOf(1));
    const pushed = await pushItems(someItems(1), contextOf(vendor));
    expect(pushed).toEqual({
      fates: [{ kind: 'refused', status: 'rejected', code: 'unwanted', named: true }],
      failure: undefined,
    });
  });

  it('counts an answer for the item it names and for no other', async () => {
    const vendor = createFakeVendor({ itemsMax: 3 });
    vendor.moods.push('forgets_last');
    const pushed = await pushItems(someItems(6), contextOf(vendor));
    expect(kindsOf(pushed)).toEqual(['taken', 'taken', 'refused', 'taken', 'taken', 'taken']);
    const shifted = {
      ...vendor,
      push: async () => ({ kind: 'answered' as const, outcomes: [{ seq: 2, status: 'applied' as const }] }),
    };
    expect(kindsOf(await pushItems(someItems(2), contextOf(shifted)))).toEqual(['owed', 'owed']);
  });

  it('passes on how the sender wishes to be asked again', async () => {
    const vendor = createFakeVendor();
    vendor.moods.push('slow_down', 'forbidden');
    const push = () => pushItems(someItems(1), contextOf(vendor));
    expect((await push()).failure).toEqual({
      code: 'rate_limited',
      pace: 'normal',
      retryAfterMillis: RETRY_AFTER,
    });
    expect((await push()).failure).toMatchObject({ code: 'forbidden', pace: 'slow' });
  });

  it('begins no other round once the time is up, and leaves the rest owed without a failure', async () => {
    const vendor = createFakeVendor({ itemsMax: 1 });
    const pushed = await pushItems(someItems(12), contextOf(vendor, { until: NOON }));
    expect(pushed.failure).toBeUndefined();
    expect(kindsOf(pushed)).toEqual([...Array<string>(4).fill('taken'), ...Array<string>(8).fill('owed')]);
  });

  it('halves only until somebody is taken once the time is up, and never less', async () => {
    for (const bad of [1, 50, 100]) {
      const vendor = createFakeVendor();
      vendor.chokesOn.add(addressOf(bad));
      const pushed = await pushItems(someItems(100), contextOf(vendor, { until: NOON }));
      expect(kindsOf(pushed)[0]).not.toBe('owed');
      expect(vendor.requests.length).toBeLessThanOrEqual(9);
    }
  });

  it('sends nothing more once it may not go on, and leaves the rest owed without a failure', async () => {
    const vendor = createFakeVendor({ itemsMax: 1 });
    const mayGoOn = async () => vendor.requests.length < 3;
    const pushed = await pushItems(someItems(12), contextOf(vendor, { mayGoOn }));
    expect(pushed.failure).toBeUndefined();
    expect(vendor.requests.length).toBeLessThanOrEqual(4);
    expect(kindsOf(pushed).filter((kind) => kind === 'taken')).toHaveLength(vendor.requests.length);
  });

  it('asks nobody with settings that do not open, and says why', async () => {
    const vendor = createFakeVendor();
    const sender = { id: 'mailer', settings: SETTINGS_UNREADABLE };
    const pushed = await pushItems(someItems(2), contextOf(vendor, { sender }));
    expect(pushed).toMatchObject({
      fates: [{ kind: 'owed' }, { kind: 'owed' }],
      failure: { code: 'settings_unreadable', pace: 'slow' },
    });
    expect(vendor.requests).toEqual([]);
  });

  it('makes the same request of the same items, whatever else was to be sent with them', async () => {
    const vendor = createFakeVendor({ itemsMax: 2 });
    await pushItems(someItems(2), contextOf(vendor));
    await pushItems(someItems(9), contextOf(vendor));
    expect(vendor.requests[1]).toEqual(vendor.requests[0]);
    expect(vendor.requests[0]).toMatchObject({ fromSeq: 1, toSeq: 2 });
  });
});
