import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { oneSender } from './testing/one-sender.ts';
import { addressOf, HOUR, idOf, latencyCount } from './testing/world.ts';

const RUNS = Number(process.env.HEED_TEST_RUNS ?? 15);
const PEOPLE = 45;
const nameOf = (index: number) => `reader${index}`;
const everybody = Array.from({ length: PEOPLE }, (_, index) => nameOf(index));

// Five failures raise the suspicion, for each poisoned address again when they stand far apart, and then the deliveries grow
// back. A row of them takes one failure more for each doubling of the scouts' span.
const ticksMax = (poisoned: number) => 12 + 6 * poisoned;

async function told(itemsMax: number, poisoned: ReadonlySet<string>, max = ticksMax(poisoned.size)) {
  const test = await oneSender(itemsMax);
  const { vendor, say, later } = test;
  for (const name of poisoned) vendor.diesOf.add(addressOf(name));
  await say(...everybody.map((by) => ({ by })));
  let ticks = 0;
  const isTold = async () => (await test.cursor()) === PEOPLE;
  while (!(await isTold()) && ticks < max) {
    ticks++;
    await later(HOUR);
  }
  return { ...test, ticks };
}

describe('a system that dies of some addresses', () => {
  it('is told everybody else within a bounded number of attempts, whichever they are, and them once it is mended', async () => {
    const some = fc.subarray(everybody, { maxLength: PEOPLE - 1 });
    const inARow = fc
      .tuple(fc.nat(PEOPLE - 1), fc.integer({ min: 1, max: 30 }))
      .map(([from, length]) => everybody.slice(from, from + length))
      .filter(({ length }) => length < PEOPLE);
    const run = fc.asyncProperty(
      fc.constantFrom(1, 7, 100),
      fc.oneof(some, inARow),
      async (itemsMax, bad) => {
        const poisoned = new Set(bad);
        const { vendor, parked, cursor, later, database, ticks } = await told(itemsMax, poisoned);
        expect(await cursor(), `after ${ticks} ticks`).toBe(PEOPLE);
        const healthy = everybody.filter((name) => !poisoned.has(name));
        expect(healthy.filter((name) => !vendor.states.has(addressOf(name)))).toEqual([]);
        expect(new Set((await parked()).map(({ recipient_id }) => recipient_id))).toEqual(
          new Set([...poisoned].map(idOf)),
        );
        vendor.diesOf.clear();
        for (let round = 0; round < 2; round++) await later(HOUR);
        expect(await parked()).toEqual([]);
        expect(vendor.states.size).toBe(PEOPLE);
        expect(await latencyCount(database)).toBe(PEOPLE);
        await database.close();
      },
    );
    await expect(fc.assert(run, { numRuns: RUNS })).resolves.toBeUndefined();
  }, 600_000);

  it('is blamed on nobody while it takes nobody at all', async () => {
    const { parked, cursor, vendor, later } = await told(100, new Set(everybody), 40);
    expect(await parked()).toEqual([]);
    expect(await cursor()).toBe(0);
    vendor.diesOf.clear();
    for (let round = 0; round < 3; round++) await later(HOUR);
    expect(vendor.states.size).toBe(PEOPLE);
  });

  it('is told everybody parked whom it does not die of, however many of the parked it does', async () => {
    const { vendor, parked, later } = await told(100, new Set(everybody.slice(0, 20)));
    vendor.diesOf.delete(addressOf(nameOf(17)));
    for (let round = 0; round < 3; round++) await later(HOUR);
    expect((await parked()).map(({ recipient_id }) => recipient_id)).not.toContain(idOf(nameOf(17)));
    expect(await parked()).toHaveLength(19);
  });
});
