import { describe, expect, it } from 'vitest';
import { verifyLedger } from '../../src/consent/verify-ledger.ts';
import type { Database } from '../../src/store/database.ts';
import { aDatabase } from './a-database.ts';
import { anOptIn, anOptOut, appendTo, groupAppendTo, idOf, NOON, optOuts, sealedFor } from './builders.ts';
import { recording } from './recording.ts';

describe('append', () => {
  it('writes a list of a thousand in its order, without a gap, as a chain that verifies', async () => {
    const { database } = await aDatabase();
    const decisions = optOuts(1_000);
    const outcomes = await appendTo(database)(decisions);
    expect(outcomes.map(({ kind, seq }) => [kind, seq])).toEqual(
      decisions.map((_, index) => ['recorded', index + 1]),
    );
    const entries = await ledgerOf(database);
    expect(entries.map((entry) => entry.recipient_id)).toEqual(
      decisions.map(({ recipientId }) => recipientId),
    );
    expect(await verifyLedger(database)).toMatchObject({ kind: 'whole', entries: 1_000 });
    expect(await standingsOf(database)).toHaveLength(1_000);
  });

  it('never gives the database more parameters than it takes', async () => {
    const { database } = await aDatabase();
    const { statements, recorded } = recording(database);
    await appendTo(recorded)(optOuts(1_000));
    const most = Math.max(...statements.map(({ parameters }) => parameters.length));
    expect(most).toBeLessThanOrEqual(database.traits.parametersMax);
  });

  it('writes nothing for no decisions', async () => {
    const { database } = await aDatabase();
    const { statements, recorded } = recording(database);
    expect(await appendTo(recorded)([])).toEqual([]);
    expect(statements).toEqual([]);
  });

  it('commits concurrent callers together and answers each about its own', async () => {
    const { database } = await aDatabase();
    let commits = 0;
    const counted: Database = {
      ...database,
      commit(statements) {
        commits += 1;
        return database.commit(statements);
      },
    };
    const append = groupAppendTo(counted);
    const calls = Array.from({ length: 50 }, (_, index) => optOuts(1 + (index % 3), `caller-${index}`));
    const outcomes = await Promise.all(calls.map((decisions) => append(decisions)));

    const entries = await ledgerOf(database);
    const said = calls.flat().map(({ recipientId }) => recipientId);
    expect(entries.map((entry) => entry.recipient_id)).toEqual(said);
    expect(outcomes.map((own) => own.length)).toEqual(calls.map((decisions) => decisions.length));
    expect(outcomes.flat().map(({ seq }) => seq)).toEqual(entries.map((entry) => entry.seq));
    expect(await verifyLedger(database)).toMatchObject({ kind: 'whole', entries: said.length });
    expect(commits).toBe(1);
  });

  it('changes nothing when the same is said again, and keeps the first deadline', async () => {
    const { database } = await aDatabase();
    const append = appendTo(database);
    const [first] = await append([anOptOut()]);
    const before = await everythingIn(database);
    const later = anOptOut({ at: NOON + 86_400_000, evidence: { note: 'asked again' } });
    expect(await append([later, later])).toEqual(
      [1, 2].map(() => ({
        kind: 'already',
        seq: 1,
        dueAt: first?.kind === 'recorded' ? first.dueAt : undefined,
      })),
    );
    expect(await everythingIn(database)).toEqual(before);
  });

  it('keeps the last of several words in one list, and every one of them in the ledger', async () => {
    const { database } = await aDatabase();
    const outcomes = await appendTo(database)([
      anOptOut(),
      anOptOut(),
      anOptIn({ at: NOON + 1 }),
      anOptOut({ at: NOON + 2 }),
      anOptOut({ about: 'clearview/news' }),
    ]);
    expect(outcomes.map(({ kind, seq }) => [kind, seq])).toEqual([
      ['recorded', 1],
      ['already', 1],
      ['recorded', 2],
      ['recorded', 3],
      ['recorded', 4],
    ]);
    expect(await standingsOf(database)).toEqual([
      { scope: 'clearview', verdict: 'opted_out', seq: 3, requested_at: NOON + 2 },
      { scope: 'clearview/news', verdict: 'opted_out', seq: 4, requested_at: NOON },
    ]);
    expect(await verifyLedger(database)).toMatchObject({ kind: 'whole', entries: 4 });
  });
});

describe("a recipient's sealed address", () => {
  it('is filled in when a person known by id alone is heard of again', async () => {
    const { database } = await aDatabase();
    const append = appendTo(database);
    const addressSealed = sealedFor('jane@example.com');
    await append([anOptOut({ addressSealed: null })]);
    expect(await recipientsOf(database)).toEqual([
      { no: 1, id: idOf('jane@example.com'), address_sealed: null },
    ]);
    await append([anOptIn({ at: NOON + 1, addressSealed })]);
    expect(await recipientsOf(database)).toEqual([
      { no: 1, id: idOf('jane@example.com'), address_sealed: addressSealed },
    ]);
  });

  it('is never replaced, neither by another nor by none', async () => {
    const { database } = await aDatabase();
    const append = appendTo(database);
    const addressSealed = sealedFor('jane@example.com');
    await append([anOptOut({ addressSealed })]);
    await append([anOptIn({ at: NOON + 1, addressSealed: sealedFor('jane@example.com') })]);
    await append([anOptOut({ at: NOON + 2, addressSealed: null })]);
    expect(await recipientsOf(database)).toEqual([
      { no: 1, id: idOf('jane@example.com'), address_sealed: addressSealed },
    ]);
  });
});

function ledgerOf(database: Database) {
  return database.all(database.build.selectFrom('ledger').select(['seq', 'recipient_id']).orderBy('seq'));
}

function standingsOf(database: Database) {
  return database.all(
    database.build.selectFrom('standing').select(['scope', 'verdict', 'seq', 'requested_at']).orderBy('seq'),
  );
}

function recipientsOf(database: Database) {
  return database.all(database.build.selectFrom('recipient').selectAll());
}

function everythingIn(database: Database) {
  const { build } = database;
  return Promise.all([
    database.all(build.selectFrom('ledger').selectAll()),
    database.all(build.selectFrom('standing').selectAll()),
    database.all(build.selectFrom('recipient').selectAll()),
  ]);
}
