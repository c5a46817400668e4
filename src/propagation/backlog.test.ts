import { describe, expect, it } from 'vitest';
import type { Database } from '../store/database.ts';
import { backlogReader } from './backlog.ts';
import { idOf, openWorld } from './testing/world.ts';

const seqsOf = ({ owed }: { owed: readonly { entries: readonly { seq: number }[] }[] }) =>
  owed.map(({ entries }) => entries.map(({ seq }) => seq));

describe('the backlog of a sender', () => {
  it('holds what was said about its brands and about everything, in ledger order', async () => {
    const { database, say } = await openWorld();
    await say(
      { by: 'ada', about: 'b' },
      { by: 'bob', about: 'a/t' },
      { by: 'cleo', about: 'c' },
      { by: 'dan', about: '*' },
    );
    const read = backlogReader(database);
    expect(seqsOf(await read(['a', 'b'], 0, 10))).toEqual([[1], [2], [4]]);
    expect(seqsOf(await read(['a'], 2, 10))).toEqual([[4]]);
  });

  it('gathers the entries of one recipient, at the place of the last', async () => {
    const { database, say } = await openWorld();
    await say({ by: 'ada' }, { by: 'bob' }, { by: 'ada', word: 'opt_in' });
    const { owed } = await backlogReader(database)(['a'], 0, 10);
    expect(owed.map(({ recipientId }) => recipientId)).toEqual([idOf('bob'), idOf('ada')]);
    expect(seqsOf({ owed })).toEqual([[2], [1, 3]]);
  });

  it('ends at the last entry that was read, and says whether more is owed', async () => {
    const { database, say } = await openWorld();
    await say(
      { by: 'ada', about: 'a' },
      { by: 'bob', about: 'b' },
      { by: 'cleo', about: 'a' },
      { by: 'dan', about: 'c' },
    );
    const read = backlogReader(database);
    expect(await read(['a', 'b'], 0, 2)).toMatchObject({ toSeq: 2, complete: false });
    expect(await read(['a', 'b'], 0, 4)).toMatchObject({ toSeq: 3, complete: true });
    expect(await read(['a', 'b'], 3, 4)).toMatchObject({ owed: [], toSeq: 3, complete: true });
  });

  it('has no hole below its end, whatever is recorded while it is read', async () => {
    const { database, say } = await openWorld();
    await say({ by: 'ada', about: 'a' });
    const read = backlogReader(
      beforeReading(database, 'b', () => say({ by: 'bob', about: 'a' }, { by: 'cleo', about: 'b' })),
    );
    const first = await read(['a', 'b'], 0, 10);
    const rest = await read(['a', 'b'], first.toSeq, 10);
    expect([...seqsOf(first), ...seqsOf(rest)]).toEqual([[1], [2], [3]]);
  });

  it('is empty for a sender without brands, whose cursor has no reason to move', async () => {
    const { database, say } = await openWorld();
    await say({ about: '*' });
    expect(await backlogReader(database)([], 0, 10)).toMatchObject({
      owed: [],
      toSeq: 0,
      complete: true,
    });
  });
});

/** The database of another process: once, before a brand's entries are read, something else is done. */
function beforeReading(database: Database, brand: string, act: () => Promise<unknown>): Database {
  let done = false;
  return {
    ...database,
    async all(query) {
      if (!done && 'parameters' in query && query.parameters[0] === brand) {
        done = true;
        await act();
      }
      return database.all(query);
    },
  };
}
