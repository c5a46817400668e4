import { describe, expect, it } from 'vitest';
import type { Append } from '../../src/consent/append.ts';
import type { Verdicted } from '../../src/consent/decide.ts';
import type { Decision } from '../../src/consent/decision.ts';
import { verifyLedger } from '../../src/consent/verify-ledger.ts';
import type { Database } from '../../src/store/database.ts';
import { aDatabase } from './a-database.ts';
import { anOptOut, appendTo, groupAppendTo, optOuts, withoutTurns } from './builders.ts';

describe('two writers on two connections', () => {
  it('append a hundred times each at once: nothing is lost, doubled or out of line', async () => {
    const { database, openAnother } = await aDatabase();
    const decisions = ['ann', 'bob'].map((name) => optOuts(100, name));
    const writers = [appendTo(database), appendTo(await openAnother())];
    const outcomes = await Promise.all(
      writers.map((append, index) => appendOneByOne(append, decisions[index] ?? [])),
    );
    expect(await ledgerOf(database)).toEqual(toldOf(decisions.flat(), outcomes.flat()));
    expect(await verifyLedger(database)).toMatchObject({ kind: 'whole', entries: 200 });
  });

  it('are kept apart by the ledger itself when they do not wait for their turns', async () => {
    const { database, openAnother } = await aDatabase();
    const decisions = ['ann', 'bob'].map((name) => optOuts(30, name));
    const writers = [database, await openAnother()].map((each) => untilDone(appendTo(withoutTurns(each))));
    const outcomes = await Promise.all(
      writers.map((append, index) => appendOneByOne(append, decisions[index] ?? [])),
    );
    expect(await ledgerOf(database)).toEqual(toldOf(decisions.flat(), outcomes.flat()));
    expect(await verifyLedger(database)).toMatchObject({ kind: 'whole', entries: 60 });
  });

  it('append groups of concurrent callers at once', async () => {
    const { database, openAnother } = await aDatabase();
    const writers = [groupAppendTo(database), groupAppendTo(await openAnother())];
    const calls = Array.from({ length: 60 }, (_, index) => optOuts(3, `caller-${index}`));
    const outcomes = await Promise.all(
      calls.map((decisions, index) => (writers[index % 2] ?? fail())(decisions)),
    );
    expect(await ledgerOf(database)).toEqual(toldOf(calls.flat(), outcomes.flat()));
    expect(await verifyLedger(database)).toMatchObject({ kind: 'whole', entries: 180 });
  });

  it('record the same word of the same person once', async () => {
    const { database, openAnother } = await aDatabase();
    const writers = [appendTo(database), appendTo(await openAnother())];
    const decisions = Array.from({ length: 20 }, (_, index) =>
      anOptOut({ by: `person-${index}@example.com` }),
    );
    const outcomes = await Promise.all(writers.map((append) => appendOneByOne(append, decisions)));
    for (const [index] of decisions.entries()) {
      const [one, other] = outcomes.map((own) => own[index]);
      expect(new Set([one?.kind, other?.kind])).toEqual(new Set(['already', 'recorded']));
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

/** Asks again when a writer gave up on a race that it kept losing: then it has written nothing. */
function untilDone(append: Append): Append {
  return (decisions) =>
    append(decisions).catch((error: unknown) => {
      if (error instanceof Error && error.message.includes('could not be won'))
        return untilDone(append)(decisions);
      throw error;
    });
}

interface Place {
  readonly seq: number;
  readonly recipient_id: string;
}

function ledgerOf(database: Database): Promise<Place[]> {
  return database.all(database.build.selectFrom('ledger').select(['seq', 'recipient_id']).orderBy('seq'));
}

/** Where each decision stands in the ledger, as its writer was told. */
function toldOf(decisions: readonly Decision[], outcomes: readonly Verdicted[]): Place[] {
  return decisions
    .map(({ recipientId }, index) => ({ seq: outcomes[index]?.seq ?? 0, recipient_id: recipientId }))
    .sort((one, other) => one.seq - other.seq);
}

function fail(): never {
  throw new Error('there are two writers');
}
