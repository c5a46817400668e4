import { describe, expect, it } from 'vitest';
import { commitTrouble, onlyReads, troubleOf } from './postgres-trouble.ts';

const coded = (code: string) => Object.assign(new Error('told by the server'), { code });
const inWords = (message: string) => new Error(message);

const gone = [
  ...['ECONNRESET', 'ECONNREFUSED', 'EPIPE', 'ENOENT', '57P01', '57P02', '57P03', '08006', '08001'].map(
    coded,
  ),
  inWords('Connection terminated unexpectedly'),
  inWords('Connection terminated'),
  inWords('Client has encountered a connection error and is not queryable'),
];
const races = ['40001', '40P01', '42P07', '42710'].map(coded);
const others = [
  ...['57014', '42P01', '53300', '08P01', '28P01', 'ETIMEDOUT'].map(coded),
  // Time limits: whoever waited that long is not made to wait again.
  inWords('Query read timeout'),
  inWords('timeout exceeded when trying to connect'),
  inWords('Connection terminated due to connection timeout'),
  inWords('anything'),
  'not even an error',
];

describe('an error of Postgres', () => {
  it.each(gone)('says that there was no connection: %s', (error) => {
    expect(troubleOf(error)).toEqual({ kind: 'no_connection' });
  });

  it.each(races)('says that a race was lost: %s', (error) => {
    expect(troubleOf(error)).toEqual({ kind: 'race_lost' });
  });

  it.each(others)('says nothing that asking again would mend: %s', (error) => {
    expect(troubleOf(error)).toEqual({ kind: 'other' });
  });

  it('names the constraint that refused', () => {
    expect(troubleOf(coded('23505'))).toEqual({ kind: 'refused', constraint: 'unique' });
    expect(troubleOf(coded('23502'))).toEqual({ kind: 'refused', constraint: 'not_null' });
  });
});

describe('a commit that failed', () => {
  it.each(gone)('is made again when its connection was lost before it was told to commit: %s', (error) => {
    expect(commitTrouble(error, { commitSent: false })).toEqual({ kind: 'again', because: 'no_connection' });
  });

  it.each(gone)('is unknown when its connection was lost afterwards: %s', (error) => {
    expect(commitTrouble(error, { commitSent: true })).toEqual({ kind: 'unknown' });
  });

  it.each(races)('is made again after a lost race, whenever that showed: %s', (error) => {
    for (const commitSent of [false, true])
      expect(commitTrouble(error, { commitSent })).toEqual({ kind: 'again', because: 'race_lost' });
  });

  it.each(others)('is never made again for anything else: %s', (error) => {
    expect(commitTrouble(error, { commitSent: false })).toEqual({ kind: 'failed' });
    expect(commitTrouble(error, { commitSent: true })).toEqual({ kind: 'unknown' });
  });

  it('is refused by a constraint, also by one that is looked at last', () => {
    for (const commitSent of [false, true])
      expect(commitTrouble(coded('23505'), { commitSent })).toEqual({
        kind: 'refused',
        constraint: 'unique',
      });
  });
});

describe('a statement', () => {
  it.each(['select 1', '  SELECT seq from ledger', 'select\n1'])(
    'that only reads may be asked twice: %s',
    (sql) => {
      expect(onlyReads(sql)).toBe(true);
    },
  );

  it.each([
    'update propagation set epoch = epoch + 1 returning epoch',
    'insert into audit (id) select id from audit',
    'with gone as (delete from parked returning *) select * from gone',
    'selection',
    '',
  ])('that may write is asked once: %s', (sql) => {
    expect(onlyReads(sql)).toBe(false);
  });
});
