import fc from 'fast-check';
import { expect, it } from 'vitest';
import { openTestDatabase } from '#test-database';
import type { Append } from '../../src/consent/append.ts';
import type { Verdicted } from '../../src/consent/decide.ts';
import type { Decision } from '../../src/consent/decision.ts';
import { verifyLedger } from '../../src/consent/verify-ledger.ts';
import type { Database } from '../../src/store/database.ts';
import { anOptIn, anOptOut, appendTo, NOON, withoutTurns } from './builders.ts';

const RUNS = 12;

/** A word of one of few people about one of few scopes, so that words meet. */
const word = fc
  .record({
    out: fc.boolean(),
    by: fc.constantFrom('ann@example.com', 'bob@example.com'),
    about: fc.constantFrom('*', 'clearview', 'clearview/news'),
    at: fc.integer({ min: NOON, max: NOON + 5 }),
  })
  .map(({ out, ...said }) => (out ? anOptOut(said) : anOptIn(said)));

/** What one process appends, call after call. */
const work = fc.array(fc.array(word, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 4 });

it('the chain is whole and every word is kept, whichever way two writers come between each other', async () => {
  const property = fc.asyncProperty(fc.scheduler(), work, work, async (scheduler, ann, bob) => {
    const opened = await openTestDatabase();
    try {
      const other = await opened.openAnother();
      const outcomes = Promise.all([
        appendEach(appendTo(interleaved(opened.database, scheduler, 'ann')), ann),
        appendEach(appendTo(interleaved(other, scheduler, 'bob')), bob),
      ]);
      await scheduler.waitFor(outcomes);
      await expectWhole(opened.database, (await outcomes).flat());
    } finally {
      await opened.close();
    }
  });
  await expect(fc.assert(property, { numRuns: RUNS })).resolves.toBeUndefined();
}, 60_000);

interface Said {
  readonly decision: Decision;
  readonly outcome: Verdicted | undefined;
}

async function appendEach(append: Append, calls: readonly (readonly Decision[])[]): Promise<Said[]> {
  const said: Said[] = [];
  for (const decisions of calls) {
    const outcomes = await append(decisions);
    said.push(...decisions.map((decision, index) => ({ decision, outcome: outcomes[index] })));
  }
  return said;
}

/** The same database, whose every call waits until the scheduler picks it and is over before another is picked. */
function interleaved(database: Database, scheduler: fc.Scheduler, label: string): Database {
  async function turn<T>(call: () => Promise<T>): Promise<T> {
    let answer: Promise<T> | undefined;
    const builder = async () => {
      answer = call();
      await answer;
    };
    await scheduler.scheduleSequence([{ builder, label }]).task;
    return answer ?? Promise.reject(new Error('the scheduler never came to this call'));
  }
  return {
    ...withoutTurns(database), // else the one would wait for the other, and nothing would come between
    all: (query) => turn(() => database.all(query)),
    commit: (statements) => turn(() => database.commit(statements)),
  };
}

async function expectWhole(database: Database, said: readonly Said[]): Promise<void> {
  const recorded = said.filter(({ outcome }) => outcome?.kind === 'recorded');
  const entries = await database.all(
    database.build.selectFrom('ledger').select(['seq', 'recipient_id', 'scope', 'kind']).orderBy('seq'),
  );
  expect(await verifyLedger(database)).toMatchObject({ kind: 'whole', entries: recorded.length });
  const told = recorded.map(({ decision, outcome }) => ({
    seq: outcome?.seq,
    recipient_id: decision.recipientId,
    scope: decision.scope,
    kind: decision.kind,
  }));
  expect(told.sort((one, another) => (one.seq ?? 0) - (another.seq ?? 0))).toEqual(entries);

  // What stands is the ledger, compacted: the last entry of each person and scope.
  const last = new Map(entries.map((entry) => [`${entry.recipient_id} ${entry.scope}`, entry.seq]));
  const standings = await database.all(
    database.build
      .selectFrom('recipient')
      .innerJoin('standing', 'standing.recipient_no', 'recipient.no')
      .select(['id', 'scope', 'seq']),
  );
  expect(new Map(standings.map((row) => [`${row.id} ${row.scope}`, row.seq]))).toEqual(last);
}
