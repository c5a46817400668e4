import { expect } from 'vitest';
import { anOptIn, anOptOut, appendTo, NOON, optOuts, sealedFor } from './builders.ts';
import { it } from './it.ts';

it('null after sealed in one list', async ({ database }) => {
  const addressSealed = sealedFor('jane@example.com');
  await appendTo(database)([anOptOut({ addressSealed }), anOptIn({ at: NOON + 1, addressSealed: null })]);
  expect(await database.all(database.build.selectFrom('recipient').select('address_sealed'))).toEqual([{ address_sealed: addressSealed }]);
});
it('already with address', async ({ database }) => {
  const addressSealed = sealedFor('jane@example.com');
  await appendTo(database)([anOptOut({ addressSealed: null })]);
  await appendTo(database)([anOptOut({ addressSealed })]);
  expect(await database.all(database.build.selectFrom('recipient').select('address_sealed'))).toEqual([{ address_sealed: addressSealed }]);
});
it.for([2, 4, 6])('starvation %d', { timeout: 120_000 }, async (n, { openAnother }) => {
  const attempts: number[] = [];
  await Promise.all(Array.from({ length: n }, async (_, i) => {
    const backOff = async (attempt: number) => { attempts.push(attempt); await new Promise((r) => setTimeout(r, Math.random() * Math.min(attempt, 10))); };
    const append = appendTo(await openAnother(), backOff);
    for (const d of optOuts(150, `w${i}`)) await append([d]);
  }));
  console.log(n, 'lost', attempts.length, 'max', Math.max(...attempts));
});
