import { expect, it } from 'vitest';
import { giveReason, reasonsBetween } from '../../src/consent/reason.ts';
import { aDatabase } from './a-database.ts';
import { NOON } from './builders.ts';

it('a reason is kept once for each opt-out, as it was given last', async () => {
  const { database } = await aDatabase();
  const give = { seq: 1, brand: 'clearview', reason: 'other', now: NOON } as const;
  await giveReason(database, give);
  await giveReason(database, { ...give, reason: 'too_many', now: NOON + 1 });
  await giveReason(database, { ...give, reason: 'too_many', now: NOON + 1 });
  expect(await reasonsBetween(database, { from: NOON, to: NOON + 2 })).toEqual([
    { brand: 'clearview', reason: 'too_many', count: 1 },
  ]);
});

it('reasons are counted by brand, from the first instant on and before the last', async () => {
  const { database } = await aDatabase();
  const said = [
    ['clearview', 'too_many', 0],
    ['clearview', 'too_many', 9],
    ['clearview', 'other', 5],
    ['soundpage', 'never_asked', 5],
    ['clearview', 'other', 10],
    ['clearview', 'other', -1],
  ] as const;
  for (const [index, [brand, reason, after]] of said.entries()) {
    await giveReason(database, { seq: index + 1, brand, reason, now: NOON + after });
  }
  const between = { from: NOON, to: NOON + 10 };
  expect(await reasonsBetween(database, between)).toEqual([
    { brand: 'clearview', reason: 'other', count: 1 },
    { brand: 'clearview', reason: 'too_many', count: 2 },
    { brand: 'soundpage', reason: 'never_asked', count: 1 },
  ]);
  expect(await reasonsBetween(database, { ...between, brand: 'soundpage' })).toEqual([
    { brand: 'soundpage', reason: 'never_asked', count: 1 },
  ]);
});
