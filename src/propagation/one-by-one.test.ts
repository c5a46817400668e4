import { describe, expect, it } from 'vitest';
import { anItem, someItems } from '../senders/connectors/item.testkit.ts';
import { pushOneByOne } from './one-by-one.ts';
import type { PushContext } from './push-items.ts';
import { createFakeVendor, type FakeVendor, type Mood, RETRY_AFTER } from './testing/fake-vendor.ts';
import { batchId, NOON } from './testing/world.ts';

function contextOf(connector: FakeVendor, changes: Partial<PushContext> = {}): PushContext {
  return {
    connector,
    sender: { id: 'mailer', settings: {} },
    attempt: 5,
    now: () => NOON,
    batchId,
    mayGoOn: async () => true,
    until: NOON + 1,
    ...changes,
  };
}

const items = someItems(10);
const scouts = [anItem({ seq: 40 }), anItem({ seq: 50 }), anItem({ seq: 60 })];
const addressOf = (seq: number) => anItem({ seq }).address;
const kindsOf = ({ fates }: Awaited<ReturnType<typeof pushOneByOne>>) => fates.map(({ kind }) => kind);

describe('telling a sick system one by one', () => {
  it('sends it the scouts and no more while it is sick as a whole, and blames nobody', async () => {
    const vendor = createFakeVendor();
    vendor.moods.push(...Array<Mood>(3).fill('down'));
    const pushed = await pushOneByOne(items, scouts, contextOf(vendor));
    expect(new Set(kindsOf(pushed))).toEqual(new Set(['owed']));
    expect(pushed).toMatchObject({ failure: { code: 'http_500' } });
    expect(vendor.requests).toHaveLength(3);
  });

  it('sets aside those it dies of, and tells everybody else', async () => {
    const vendor = createFakeVendor();
    for (const seq of [1, 2, 9, 60]) vendor.diesOf.add(addressOf(seq));
    const pushed = await pushOneByOne(items, scouts, contextOf(vendor));
    expect([pushed.foundOut, pushed.failure]).toEqual([true, undefined]);
    const refused = { kind: 'refused', status: 'retry', code: 'http_500', named: false };
    expect(pushed.fates.map((fate, index) => (fate.kind === 'taken' ? index : fate))).toEqual([
      refused,
      refused,
      2,
      3,
      4,
      5,
      6,
      7,
      refused,
      9,
    ]);
    // Three scouts, ten items, and the witness once more.
    expect(vendor.requests).toHaveLength(14);
    for (const { items: sent } of vendor.requests) expect(sent).toHaveLength(1);
  });

  it('sets nobody aside when the system falls ill half-way', async () => {
    const vendor = createFakeVendor();
    vendor.moods.push('well', 'well', 'well', 'well', ...Array<Mood>(20).fill('down'));
    const pushed = await pushOneByOne(items, scouts, contextOf(vendor));
    expect(kindsOf(pushed)).toEqual(['taken', ...Array<string>(9).fill('owed')]);
    expect([pushed.foundOut, pushed.failure?.code]).toEqual([undefined, 'http_500']);
  });

  it('stops as soon as the system asks for patience or refuses the key, and sets nobody aside', async () => {
    for (const [mood, code] of [
      ['slow_down', 'rate_limited'],
      ['forbidden', 'forbidden'],
    ] as const) {
      const vendor = createFakeVendor();
      vendor.moods.push('well', 'well', 'well', 'down', mood);
      const pushed = await pushOneByOne(items, scouts, contextOf(vendor));
      expect(pushed.failure?.code).toBe(code);
      expect(vendor.requests.length).toBeLessThanOrEqual(7);
      expect(kindsOf(pushed)).not.toContain('refused');
    }
    expect(RETRY_AFTER).toBeGreaterThan(0);
  });

  it('sends one round whatever the time, and no other once it is up', async () => {
    const vendor = createFakeVendor();
    vendor.diesOf.add(addressOf(2));
    const pushed = await pushOneByOne(items, scouts, contextOf(vendor, { until: NOON }));
    expect(kindsOf(pushed)).toEqual(['taken', 'refused', 'taken', 'taken', ...Array<string>(6).fill('owed')]);
    expect(vendor.requests).toHaveLength(8);
  });

  it('parks at once whom the system rejects by name, and asks nobody twice who was a scout', async () => {
    const vendor = createFakeVendor();
    vendor.rejects.add(addressOf(3));
    const pushed = await pushOneByOne(items, items.slice(2, 4), contextOf(vendor));
    expect(pushed.fates[2]).toMatchObject({ kind: 'refused', status: 'rejected', code: 'unwanted' });
    expect(vendor.requests).toHaveLength(10);
  });

  it('sends nothing once it may not go on', async () => {
    const vendor = createFakeVendor();
    const pushed = await pushOneByOne(items, scouts, contextOf(vendor, { mayGoOn: async () => false }));
    expect(pushed.failure).toBeUndefined();
    expect(new Set(kindsOf(pushed))).toEqual(new Set(['owed']));
    expect(vendor.requests).toEqual([]);
  });
});
