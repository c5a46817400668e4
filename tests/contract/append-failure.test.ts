import { describe, expect, it } from 'vitest';
import { verifyLedger } from '../../src/consent/verify-ledger.ts';
import type { Database, Statement } from '../../src/store/database.ts';
import { aDatabase } from './a-database.ts';
import { anOptOut, appendTo, groupAppendTo, optOuts } from './builders.ts';

describe('append, when the database fails', () => {
  it('in the middle of a commit, rejects and leaves nothing of it', async () => {
    const { database } = await aDatabase();
    await database.commit([sql('alter table recipient rename to recipient_away')]);
    await expect(appendTo(database)(optOuts(3))).rejects.toThrow('recipient');
    expect(await countsOf(database)).toEqual({ ledger: 0, standing: 0 });

    await database.commit([sql('alter table recipient_away rename to recipient')]);
    expect(await appendTo(database)(optOuts(3))).toHaveLength(3);
    expect(await countsOf(database)).toEqual({ ledger: 3, standing: 3 });
  });

  it('tells every caller of the group, and serves the next ones once it is back', async () => {
    const { database } = await aDatabase();
    const append = groupAppendTo(database);
    await database.commit([sql('alter table ledger rename to ledger_away')]);
    const failed = await Promise.allSettled([append(optOuts(2, 'a')), append(optOuts(2, 'b'))]);
    expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected']);

    await database.commit([sql('alter table ledger_away rename to ledger')]);
    expect((await append(optOuts(2, 'a'))).map(({ kind, seq }) => [kind, seq])).toEqual([
      ['recorded', 1],
      ['recorded', 2],
    ]);
    expect(await verifyLedger(database)).toMatchObject({ kind: 'whole', entries: 2 });
  });

  it('after the commit but before the answer, rejects; asked again it has been said', async () => {
    const { database } = await aDatabase();
    const deaf: Database = {
      ...database,
      async commit(statements) {
        await database.commit(statements);
        throw new Error('the connection was lost');
      },
    };
    await expect(appendTo(deaf)([anOptOut()])).rejects.toThrow('the connection was lost');
    expect(await appendTo(database)([anOptOut()])).toMatchObject([{ kind: 'already', seq: 1 }]);
    expect(await verifyLedger(database)).toMatchObject({ kind: 'whole', entries: 1 });
  });
});

function sql(text: string): Statement {
  return { sql: text, parameters: [] };
}

async function countsOf(database: Database) {
  const [ledger, standing] = await Promise.all([
    database.all(database.build.selectFrom('ledger').select('seq')),
    database.all(database.build.selectFrom('standing').select('seq')),
  ]);
  return { ledger: ledger.length, standing: standing.length };
}
