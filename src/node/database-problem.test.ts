import { describe, expect, it } from 'vitest';
import { databaseProblem, wordsOf } from './database-problem.ts';

const failure = (code: string) => Object.assign(new Error('connect failed for hunter2'), { code });

describe('why a database cannot be opened', () => {
  it.each([
    ['sqlite:./data/heed.db', 'EACCES', '(./data/heed.db): its folder cannot be made or used'],
    ['sqlite:./heed.db', 'SQLITE_NOTADB', '(./heed.db): the file is no SQLite database'],
    [
      'postgres://heed:hunter2@db:5432/heed',
      'ECONNREFUSED',
      '(postgres://db:5432/heed): the server does not answer',
    ],
    [
      'postgres://heed:hunter2@db/heed',
      '28P01',
      '(postgres://db/heed): the server refuses the user name or password',
    ],
    [
      'postgres://heed:x/hunter2@db/heed',
      'ENOTFOUND',
      '(the Postgres server): there is no host of that name',
    ],
    [
      'postgres://heed:x?hunter2@db/heed',
      'ENOTFOUND',
      '(the Postgres server): there is no host of that name',
    ],
    ['postgres://heed:hunter2@[db/heed', 'ERR_INVALID_URL', '(the Postgres server): the URL cannot be read'],
    ['postgres://heed:hunter2@db/heed', 'XX000', '(postgres://db/heed): it cannot be used (XX000)'],
  ])('names %s and %s, and no password', (url, code, told) => {
    const problem = databaseProblem(url, failure(code));
    expect(problem).toContain(`HEED_DATABASE_URL ${told}`);
    expect(problem).not.toContain('hunter2');
  });

  it('passes on what migrations say in their own words', () => {
    const error = new Error(
      'the database has migrations this version does not know (0099): run a newer Heed',
    );
    expect(databaseProblem('sqlite:./heed.db', error)).toContain('run a newer Heed.');
  });

  it('knows an extended code by the one it extends', () => {
    expect(wordsOf('SQLITE_CORRUPT_INDEX')).toContain('damaged');
    expect(wordsOf('SQLITE_IOERR_FSYNC')).toContain('the disk does not do what it is asked');
    expect(wordsOf('SQLITE_IOERR_WRITE')).toContain('ulimit');
    expect(wordsOf('SQLITE_CANTOPEN_ISDIR')).toContain('cannot be opened');
    expect(wordsOf('SQLITE')).toBeUndefined();
    expect(wordsOf('')).toBeUndefined();
  });

  it('takes a socket file that is not there for a server that does not run', () => {
    expect(databaseProblem('postgres://localhost/heed?host=/run/pg', failure('ENOENT'))).toContain(
      'the server does not answer',
    );
    expect(databaseProblem('sqlite:./no/heed.db', failure('ENOENT'))).toContain('its folder');
  });
});
