import { describe, expect, it, onTestFinished } from 'vitest';
import { openPostgres } from '../../src/store/postgres.ts';
import { aDatabase } from '../contract/a-database.ts';
import { anOptOut, appendTo, optOuts } from '../contract/builders.ts';

describe('a turn on Postgres', () => {
  it('saves writers from losing races to each other', async () => {
    const { database, openAnother } = await aDatabase();
    let lost = 0;
    const writers = [database, await openAnother(), await openAnother()].map((each) =>
      appendTo({
        ...each,
        async commit(statements) {
          const outcome = await each.commit(statements);
          if (outcome.kind === 'refused') lost += 1;
          return outcome;
        },
      }),
    );
    await Promise.all(
      writers.map(async (append, index) => {
        for (const decision of optOuts(50, `writer-${index}`)) await append([decision]);
      }),
    );
    expect(lost).toBe(0);
  });

  it('ends for the others when the connection of whoever had it dies', async () => {
    const { database, openAnother } = await aDatabase();
    const other = await openAnother();
    const order: string[] = [];
    const having = Promise.withResolvers<void>();
    const first = database.inTurn(async () => {
      having.resolve();
      await second();
      order.push('first');
    });
    // Begins when the first has the turn; ends before the first does, because the turn was taken from it.
    const second = async () => {
      const waiting = other.inTurn(async () => {
        order.push('second');
      });
      await endTurns();
      await waiting;
    };
    const endTurns = async () => {
      await having.promise;
      await database.all({
        sql: `select pg_terminate_backend(pid) from pg_locks
          where locktype = 'advisory' and granted and objid = hashtext(current_schema())::oid`,
        parameters: [],
      });
    };
    await first;
    expect(order).toEqual(['second', 'first']);
    expect(await appendTo(database)([anOptOut()])).toMatchObject([{ kind: 'recorded', seq: 1 }]);
  });

  it('is done without when no server answers', async () => {
    const database = openPostgres('postgres://nobody@127.0.0.1:1/nowhere');
    onTestFinished(() => database.close());
    expect(await database.inTurn(async () => 'done')).toBe('done');
  });
});
