import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Database } from '../store/database.ts';
import { createAppend } from './append.ts';
import { aDatabase, anOptIn, anOptOut, NOON, someCircumstances } from './ledger.test-kit.ts';
import { optOutsBetween } from './opt-outs-between.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** One entry, and how far the clock has gone since the one before. */
interface Step {
  readonly millis: number;
  readonly optOut: boolean;
}

async function ledgerOf(steps: readonly Step[]): Promise<{ database: Database; recorded: number[] }> {
  const database = await aDatabase();
  const circumstances = someCircumstances();
  let at = NOON;
  const append = createAppend({
    database,
    now: () => at,
    clocks: async () => (scope, moment) => circumstances.clocks(scope, moment),
    salt: () => circumstances.salt(),
    backOff: async () => undefined,
  });
  const recorded: number[] = [];
  for (const [index, { millis, optOut }] of steps.entries()) {
    at += millis;
    await append([(optOut ? anOptOut : anOptIn)({ by: `p${index}` })]);
    if (optOut) recorded.push(at);
  }
  return { database, recorded };
}

it('counts the opt-outs of a span, however the ledger lies around it, and of a ledger that is empty', async () => {
  // Forward by anything, and back by so little that all steps together stay within the hour.
  const step = fc.record({
    millis: fc.oneof(
      fc.constantFrom(0, 1, MINUTE, HOUR, 30 * HOUR),
      fc.integer({ min: -4 * MINUTE, max: 0 }),
    ),
    optOut: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 14 }),
      fc.integer({ min: -2, max: 60 }),
      fc.integer({ min: 0, max: 40 }),
      async (steps, begins, lasts) => {
        const { database, recorded } = await ledgerOf(steps);
        const from = NOON + begins * HOUR;
        const to = from + lasts * HOUR;
        expect(await optOutsBetween(database, { from, to })).toBe(
          recorded.filter((at) => at >= from && at < to).length,
        );
      },
    ),
    { numRuns: 150 },
  );
}, 30_000);

it('finds those of a day that a clock put in order again lie around', async () => {
  const steps = [
    { millis: 0, optOut: true },
    { millis: 24 * HOUR + 30 * MINUTE, optOut: true },
    { millis: -40 * MINUTE, optOut: true },
    { millis: 24 * HOUR, optOut: true },
  ];
  const { database } = await ledgerOf(steps);
  const from = NOON + 24 * HOUR;
  expect(await optOutsBetween(database, { from: NOON, to: from })).toBe(2);
  expect(await optOutsBetween(database, { from, to: from + 24 * HOUR })).toBe(2);
});

it('reads a long ledger by halving it, and of it only what lies near the span', async () => {
  const { database } = await ledgerOf(
    Array.from({ length: 200 }, () => ({ millis: 12 * HOUR, optOut: true })),
  );
  let asked = 0;
  const counted: Database = {
    ...database,
    all(query) {
      asked++;
      return database.all(query);
    },
  };
  const from = NOON + 100 * 12 * HOUR;
  expect(await optOutsBetween(counted, { from, to: from + 24 * HOUR })).toBe(2);
  expect(asked).toBeLessThan(20);
});
