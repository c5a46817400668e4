import { describe, expect, it } from 'vitest';
import { parseSealed, type Sealed } from '../keys/seal.ts';
import type { Database } from '../store/database.ts';
import { headQuery } from './append.ts';
import { GENESIS } from './chain.ts';
import type { Verdicted } from './decide.ts';
import type { Decision } from './decision.ts';
import {
  aDatabase,
  anOptIn,
  anOptOut,
  aPause,
  appendTo,
  Books,
  NOON,
  personOf,
  said,
} from './ledger.test-kit.ts';
import { standingLookup } from './standing-row.ts';
import { verifyLedger } from './verify-ledger.ts';

function sealedAs(name: string): Sealed {
  const sealed = parseSealed(`k1.${name.padEnd(38, '_')}`);
  if (sealed === undefined) throw new Error('not the shape of a sealed text');
  return sealed;
}

const ledgerOf = (database: Database) =>
  database.all(database.build.selectFrom('ledger').selectAll().orderBy('seq'));
const standingRows = (database: Database) =>
  database.all(database.build.selectFrom('standing').selectAll().orderBy('seq'));
const recipientsOf = (database: Database) =>
  database.all(database.build.selectFrom('recipient').selectAll().orderBy('id'));
const counts = async (database: Database) => [
  (await ledgerOf(database)).length,
  (await standingRows(database)).length,
  (await recipientsOf(database)).length,
];

/** The same database, with something done before its nth call. */
function interrupted(database: Database, nth: number, interrupt: () => Promise<unknown>): Database {
  let calls = 0;
  const before = async () => {
    calls++;
    if (calls === nth) await interrupt();
  };
  return {
    ...database,
    all: async (query) => {
      await before();
      return database.all(query);
    },
    commit: async (statements) => {
      await before();
      return database.commit(statements);
    },
  };
}

describe('appending', () => {
  it('writes what was decided: entries, standings and people, as a ledger in memory has them', async () => {
    const database = await aDatabase();
    const books = new Books();
    const decisions = [
      anOptOut({ by: 'jane' }),
      anOptOut({ by: 'june' }),
      anOptIn({ by: 'jane', at: NOON + 1 }),
    ];
    expect(await appendTo(database)(decisions)).toEqual(books.tellAll(decisions));
    expect(await ledgerOf(database)).toEqual(books.ledger);
    expect(new Set(await standingRows(database))).toEqual(new Set(books.standingRows()));
    expect(await standingLookup(database)([personOf('jane')])).toEqual(
      new Map([[personOf('jane'), { recipientNo: 1, standings: books.standingsOf(personOf('jane')) }]]),
    );
    expect(await headQuery(database)()).toEqual({ seq: 3, hash: books.ledger[2]?.hash });
  });

  it('brings every column of a standing up to date, commit by commit', async () => {
    const database = await aDatabase();
    const append = appendTo(database);
    const books = new Books();
    const tell = async (decision: Decision) => {
      expect(await append([decision])).toEqual([books.tell(decision)]);
      expect(new Set(await standingRows(database))).toEqual(new Set(books.standingRows()));
    };
    await tell(anOptOut());
    await tell(aPause(NOON + 5));
    await tell(aPause(NOON + 9));
    await tell(anOptIn({ at: NOON + 1 }));
    await tell(books.undoOf(4, NOON + 2));
    await tell(anOptIn({ at: NOON + 3 }));
    await tell(anOptOut({ at: NOON + 4 }));
    expect(await ledgerOf(database)).toEqual(books.ledger);
  });

  it('stores nobody of whom nothing was written, whoever else is in the list', async () => {
    const database = await aDatabase();
    const nothing = {
      kind: 'undo',
      undoes: 7,
      restores: { verdict: 'silent', until: null, saidSeq: 0 },
    } as const;
    const outcomes = await appendTo(database)([said(nothing, { by: 'eve' }), anOptOut({ by: 'jane' })]);
    expect(outcomes.map(({ kind }) => kind)).toEqual(['stale', 'recorded']);
    expect((await recipientsOf(database)).map(({ id }) => id)).toEqual([personOf('jane')]);
  });

  it('starts from the genesis head, and asks the database nothing for an empty list', async () => {
    const database = await aDatabase();
    expect(await headQuery(database)()).toEqual(GENESIS);
    await database.close();
    expect(await appendTo(database)([])).toEqual([]);
  });

  it.each(['ledger', 'standing', 'recipient'])(
    'leaves nothing of a list behind when %s refuses a row',
    async (table) => {
      const database = await aDatabase();
      await appendTo(database)([anOptOut({ by: 'first' })]);
      const column = table === 'recipient' ? 'no' : 'recipient_no';
      const sql = `create trigger full before insert on ${table} when new.${column} = 3
      begin select raise(abort, 'no space left'); end`;
      await database.commit([{ sql, parameters: [] }]);
      const decisions = ['jane', 'jim', 'june'].map((by) => anOptOut({ by }));
      await expect(appendTo(database)(decisions)).rejects.toThrow('no space left');
      expect(await counts(database)).toEqual([1, 1, 1]);
    },
  );

  it('writes nothing, not even the person, when nothing new was said', async () => {
    const database = await aDatabase();
    const append = appendTo(database);
    await append([anOptOut({ at: NOON })]);
    const outcomes = await append([
      anOptOut(),
      anOptIn({ at: NOON - 1 }),
      anOptIn({ channel: 'import', at: NOON + 1 }),
    ]);
    expect(outcomes.map(({ kind }) => kind)).toEqual(['already', 'stale', 'stale']);
    expect(await counts(database)).toEqual([1, 1, 1]);
  });
});

describe('a person’s address', () => {
  it('is kept as first seen, fills in where it was unknown, and is never lost', async () => {
    const database = await aDatabase();
    const append = appendTo(database);
    const kept = async () => (await recipientsOf(database)).map((row) => row.address_sealed);
    await append([anOptOut({ about: 'a' })]);
    expect(await kept()).toEqual([null]);
    await append([anOptOut({ about: 'b', addressSealed: sealedAs('one') })]);
    expect(await kept()).toEqual([sealedAs('one')]);
    await append([anOptOut({ about: 'a/t', addressSealed: sealedAs('two') }), anOptOut({ about: '*' })]);
    expect(await kept()).toEqual([sealedAs('one')]);
  });

  it.each([
    ['first', [sealedAs('one'), null]],
    ['last', [null, sealedAs('one')]],
  ])(
    'is kept when of two decisions in one commit only the %s knows it',
    async (_, [first = null, last = null]) => {
      const database = await aDatabase();
      await appendTo(database)([
        anOptOut({ about: 'a', addressSealed: first }),
        anOptOut({ about: 'b', addressSealed: last }),
      ]);
      expect(await recipientsOf(database)).toEqual([
        { no: 1, id: personOf('jane'), address_sealed: sealedAs('one') },
      ]);
    },
  );
});

describe('a race', () => {
  it.each([1, 2, 3])(
    'lost before the %s. call is decided anew: the same word is recorded once',
    async (nth) => {
      const database = await aDatabase();
      const rival = appendTo(database);
      const outcomes: (Verdicted | undefined)[] = [];
      const ours = appendTo(
        interrupted(database, nth, async () => {
          outcomes.push(...(await rival([anOptOut({ at: NOON })])));
        }),
      );
      outcomes.push(...(await ours([anOptOut({ at: NOON + 1 })])));
      expect(outcomes).toMatchObject([
        { kind: 'recorded', seq: 1 },
        { kind: 'already', seq: 1 },
      ]);
      expect(await counts(database)).toEqual([1, 1, 1]);
    },
  );

  it.each([1, 2, 3])(
    'lost before the %s. call keeps an older opt-in from lifting the opt-out that won',
    async (nth) => {
      const database = await aDatabase();
      const rival = appendTo(database);
      const ours = appendTo(interrupted(database, nth, () => rival([anOptOut({ at: NOON })])));
      expect(await ours([anOptIn({ at: NOON - 1 })])).toEqual([{ kind: 'stale', seq: 1 }]);
      expect(await verifyLedger(database)).toMatchObject({ kind: 'whole', entries: 1 });
    },
  );

  it('is given up, loudly, when it is lost again and again', async () => {
    const database = await aDatabase();
    const backOffs: number[] = [];
    const losing: Database = { ...database, commit: async () => ({ kind: 'refused', constraint: 'unique' }) };
    const append = appendTo(losing, async (attempt) => {
      backOffs.push(attempt);
    });
    await expect(append([anOptOut()])).rejects.toThrow('50 attempts');
    expect(backOffs).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
  });

  it('is not what a refused column is: that fails at once', async () => {
    const database = await aDatabase();
    let commits = 0;
    const refusing: Database = {
      ...database,
      commit: async () => {
        commits++;
        return { kind: 'refused', constraint: 'not_null' };
      },
    };
    await expect(appendTo(refusing)([anOptOut()])).rejects.toThrow('not_null');
    expect(commits).toBe(1);
  });
});
