import { describe, expect, it } from 'vitest';
import type { LogFields } from '../log.ts';
import type { CommitOutcome, Database } from '../store/database.ts';
import { openDatabase } from '../store/open.ts';
import { tellingTrouble } from './database-trouble.ts';

/** A database in memory whose commits fail as they are told to, and what is logged of it. */
function aDatabase() {
  const told: [string, LogFields | undefined][] = [];
  const note = (event: string, fields?: LogFields) => void told.push([event, fields]);
  let at = 0;
  let failure: Error | undefined;
  const real = openDatabase('sqlite::memory:');
  const failing: Database = {
    ...real,
    commit: async (statements): Promise<CommitOutcome> => {
      if (failure !== undefined) throw failure;
      return real.commit(statements);
    },
  };
  const database = tellingTrouble(failing, {
    log: { info: note, warn: note, error: note },
    now: () => at,
  });
  return {
    told,
    advance: (millis: number): void => {
      at += millis;
    },
    fails: (code: string | undefined): void => {
      failure = code === undefined ? undefined : Object.assign(new Error('of ann@example.com'), { code });
    },
    commit: () => database.commit([]).catch((error: unknown) => error),
    read: () => database.all({ sql: 'select 1 as one', parameters: [] }),
  };
}

describe('the log, when the database fails', () => {
  it('says why and how to mend it, once a minute, and when it works again', async () => {
    const { told, advance, fails, commit, read } = aDatabase();
    fails('SQLITE_FULL');
    for (let second = 0; second < 61; second++) {
      await commit();
      await read();
      advance(1_000);
    }
    const full = { what: 'write', code: 'SQLITE_FULL', problem: expect.stringContaining('Make room') };
    expect(told).toEqual([
      ['database.failed', full],
      ['database.failed', full],
    ]);
    fails(undefined);
    await commit();
    await commit();
    expect(told.slice(2)).toEqual([['database.works_again', { what: 'write', seconds: 61 }]]);
  });

  it('says at once when it is something else, and repeats no message of the database', async () => {
    const { told, fails, commit } = aDatabase();
    fails('SQLITE_BUSY');
    await commit();
    fails('SQLITE_SOMETHING_NEW');
    expect(await commit()).toMatchObject({ code: 'SQLITE_SOMETHING_NEW' });
    expect(told.map(([, fields]) => fields?.['code'])).toEqual(['SQLITE_BUSY', 'SQLITE_SOMETHING_NEW']);
    expect(JSON.stringify(told)).not.toContain('ann@');
  });
});
