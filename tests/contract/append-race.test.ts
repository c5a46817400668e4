import { describe, expect } from 'vitest';
import type { Append } from '../../src/consent/append.ts';
import type { Verdicted } from '../../src/consent/decide.ts';
import type { Decision } from '../../src/consent/decision.ts';
import { verifyLedger } from '../../src/consent/verify-ledger.ts';
import type { Database } from '../../src/store/database.ts';
import { anOptOut, appendTo, groupAppendTo, optOuts } from './builders.ts';
import { it } from './it.ts';

describe('two writers on two connections', () => {
  it('append a hundred times each at once: nothing is lost, doubled or out of line', async ({
    database,
    openAnother,
  }) => {
    const decisions = ['ann', 'bob'].map((name) => optOuts(100, name));
    const writers = [appendTo(database), appendTo(await openAnother())];
    const outcomes = await Promise.all(
      writers.map((append, index) => appendOneByOne(append, decisions[index] ?? [])),
    );
    await expectLedger(database, decisions.flat(), outcomes.flat());
  });

  it('append groups of concurrent callers at once', async ({ database, openAnother }) => {
    const writers = [groupAppendTo(database), groupAppendTo(await openAnother())];
    const calls = Array.from({ length: 60 }, (_, index) => optOuts(3, `caller-${index}`));
    const outcomes = await Promise.all(
      calls.map((decisions, index) => (writers[index % 2] ?? fail())(decisions)),
    );
    await expectLedger(database, calls.flat(), outcomes.flat());
  });

  it('record the same word of the same person once', async ({ database, openAnother }) => {
    const writers = [appendTo(database), appendTo(await openAnother())];
    const decisions = Array.from({ length: 20 }, (_, index) => anOptOut({ by: `person-${index}@example.com` }));
    const outcomes = await Promise.all(writers.map((append) => appendOneByOne(append, decisions)));
    for (const [index] of decisions.entries()) {
      const [one, other] = outcomes.map((own) => own[index]);
      expect([one?.kind, other?.kind].sort()).toEqual(['already', 'recorded']);
      expect(one?.seq).toBe(other?.seq);
    }
    expect(await verifyLedger(database)).toMatchObject({ kind: 'whole', entries: decisions.length });
  });
});

async function appendOneByOne(append: Append, decisions: readonly Decision[]): Promise<Verdicted[]> {
  const outcomes: Verdicted[] = [];
  for (const decision of decisions) outcomes.push(...(await append([decision])));
  return outcomes;
}

/** The ledger holds exactly these decisions, each where its writer was told, and its chain is whole. */
async function expectLedger(
  database: Database,
  decisions: readonly Decision[],
  outcomes: readonly Verdicted[],
): Promise<void> {
  const entries = await database.all(
    database.build.selectFrom('ledger').select(['seq', 'recipient_id']).orderBy('seq'),
  );
  expect(entries.map((entry) => entry.seq)).toEqual(decisions.map((_, index) => index + 1));
  const told = decisions.map(({ recipientId }, index) => ({ seq: outcomes[index]?.seq, recipient_id: recipientId }));
  expect(told.sort((one, other) => (one.seq ?? 0) - (other.seq ?? 0))).toEqual(entries);
  expect(await verifyLedger(database)).toMatchObject({ kind: 'whole', entries: decisions.length });
}

function fail(): never {
  throw new Error('there are two writers');
}
