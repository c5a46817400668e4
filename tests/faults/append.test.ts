import { expect, it } from 'vitest';
import type { Append } from '../../src/consent/append.ts';
import type { Decision } from '../../src/consent/decision.ts';
import { verifyLedger } from '../../src/consent/verify-ledger.ts';
import { mortal } from '../../src/propagation/testing/crashing.ts';
import { migrate } from '../../src/store/migrate.ts';
import { openDatabase } from '../../src/store/open.ts';
import { anOptOut, groupAppendTo, optOuts } from '../contract/builders.ts';
import { atEveryPoint } from './every-point.ts';

/** What people say, in groups as requests bring them. Some say the same twice. */
const SAID: readonly (readonly Decision[])[] = [
  optOuts(3),
  [anOptOut()],
  [anOptOut(), anOptOut({ by: 'ann@example.com' })],
  [anOptOut({ by: 'ann@example.com' }), ...optOuts(2, 'more')],
];
const PEOPLE = 7;

async function aWriter() {
  const database = openDatabase('sqlite::memory:');
  await migrate(database, 0);
  const process = mortal(database);
  const kept: Decision[] = [];

  /** Says everything, two groups at a time; whoever is not answered has not been promised anything. */
  async function sayAll(append: Append): Promise<void> {
    for (let from = 0; from < SAID.length; from += 2) {
      await Promise.all(
        SAID.slice(from, from + 2).map(async (decisions) => {
          await append(decisions);
          kept.push(...decisions);
        }),
      );
    }
  }

  return {
    process,
    steps: [() => sayAll(groupAppendTo(process.database))],
    async afterwards() {
      const promised = [...kept];
      const before = await database.all(database.build.selectFrom('ledger').selectAll());
      for (const { recipientId } of promised)
        expect(before.some(({ recipient_id }) => recipient_id === recipientId)).toBe(true);
      // Whoever was not answered asks again.
      await sayAll(groupAppendTo(database));
      expect(await verifyLedger(database)).toMatchObject({ kind: 'whole', entries: PEOPLE });
      await database.close();
    },
  };
}

it('whoever records may die anywhere: what was answered is there, and what was not can be said again', async () => {
  expect(await atEveryPoint(aWriter)).toBeGreaterThan(8);
});
