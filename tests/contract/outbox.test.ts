import { describe, expect, it } from 'vitest';
import { parseKeyring } from '../../src/keys/keyring.ts';
import { createRandomBytes } from '../../src/keys/random.ts';
import { claimLetter, dueLetters, LEASE_MILLIS, removeSettled, settleLetter } from '../../src/mail/lease.ts';
import type { Letter } from '../../src/mail/letter.ts';
import { enqueue, enqueueStatement, openLetter } from '../../src/mail/outbox.ts';
import { LETTERS_PER_PAGE, letterProgress, listLetters } from '../../src/mail/read-outbox.ts';
import { type Settlement, settlementOf } from '../../src/mail/settlement.ts';
import type { Database } from '../../src/store/database.ts';
import type { OutboxRow } from '../../src/store/schema.ts';
import { aDatabase, oneDatabase } from './a-database.ts';
import { NOON } from './builders.ts';

const outcome = parseKeyring(`k1:${Buffer.alloc(32, 7).toString('base64url')}`);
if (outcome.kind === 'refused') throw new Error(outcome.problem);
const { keyring } = outcome;
const random = createRandomBytes();

const LETTER: Letter = {
  kind: 'manage_link',
  to: 'jane@example.com',
  language: 'ja',
  brandId: 'clearview',
  url: 'https://heed.example/p/x',
  minutes: 30,
};
const SENT = settlementOf({ kind: 'sent' }, { attempt: 1, expiresAt: null, now: NOON, random: 0 });
const REFUSED: Settlement = { ...SENT, state: 'refused', code: 'validation_error' };

describe('a letter', () => {
  it('is put there with another commit, or not at all', async () => {
    const { database } = await aDatabase();
    const statement = (id: string) =>
      enqueueStatement({ database, keyring, random }, LETTER, { id, now: NOON });
    const hour = { subject: 's', hour: 1, number: 1 };
    const taken = database.build.insertInto('allowance').values(hour).compile();
    expect((await database.commit([taken, statement('first')])).kind).toBe('committed');
    expect(await database.commit([taken, statement('second')])).toMatchObject({ constraint: 'unique' });
    expect(await dueLetters(database, NOON, 10)).toEqual(['first']);
  });

  it('is there once under one id, however many put it there at once', async () => {
    const { database, openAnother } = await aDatabase();
    const parts = { database, keyring, random, now: () => NOON };
    const other = { ...parts, database: await openAnother() };
    const ends = await Promise.all(
      [parts, other, parts, other].map((each) => enqueue(each, LETTER, { id: 'one' })),
    );
    expect(ends.map(({ kind }) => kind).toSorted()).toEqual([
      'already_there',
      'already_there',
      'already_there',
      'enqueued',
    ]);
    const row = await claimed(database, 'one', NOON);
    expect(openLetter(keyring, row)).toEqual({ kind: 'letter', letter: LETTER });
  });

  it('is one worker’s at a time, of several that ask at once', async () => {
    const { database, openAnother } = await aDatabase();
    await post(database, 'one');
    const workers = [database, await openAnother(), await openAnother()];
    const asked = await Promise.all([...workers, ...workers].map((each) => claimLetter(each, 'one', NOON)));
    expect(asked.filter((row) => row !== undefined)).toHaveLength(1);
    expect(await dueLetters(database, NOON + LEASE_MILLIS - 1, 10)).toEqual([]);
    expect(await dueLetters(database, NOON + LEASE_MILLIS, 10)).toEqual(['one']);
  });

  it('is settled by the worker that holds it, once, and claimed no more', async () => {
    const { database } = await aDatabase();
    await post(database, 'one');
    const row = await claimed(database, 'one', NOON);
    expect(await settleLetter(database, row, SENT)).toBe(true);
    expect(await settleLetter(database, row, REFUSED)).toBe(false);
    expect(await letterProgress(database, 'one')).toEqual({ state: 'sent', code: null });
    expect(await claimLetter(database, 'one', NOON + LEASE_MILLIS)).toBeUndefined();
  });

  it('is not settled by a worker that has lost it', async () => {
    const { database, openAnother } = await aDatabase();
    await post(database, 'one');
    const lost = await claimed(database, 'one', NOON);
    const held = await claimed(await openAnother(), 'one', NOON + LEASE_MILLIS);
    expect(await settleLetter(database, lost, REFUSED)).toBe(false);
    expect(await letterProgress(database, 'one')).toEqual({ state: 'waiting', code: null });
    expect(await settleLetter(database, held, SENT)).toBe(true);
  });

  it('is settled by one of two when it is taken over at that very moment', async () => {
    const { database, openAnother } = await aDatabase();
    const other = await openAnother();
    for (let round = 1; round <= 20; round++) {
      const id = `letter-${round}`;
      await post(database, id);
      const row = await claimed(database, id, NOON);
      const [settled, taken] = await Promise.all([
        settleLetter(database, row, SENT),
        claimLetter(other, id, NOON + LEASE_MILLIS),
      ]);
      expect(settled).toBe(taken === undefined);
      expect((await letterProgress(database, id))?.state).toBe(settled ? 'sent' : 'waiting');
    }
  });

  it('waits for its time, unless a clock that was wrong has set it', async () => {
    const { database } = await aDatabase();
    await post(database, 'one');
    const row = await claimed(database, 'one', NOON);
    const nextAttemptAt = NOON + 5_000;
    const waiting: Settlement = { ...SENT, state: 'waiting', code: 'away', nextAttemptAt, settledAt: null };
    await settleLetter(database, row, { ...waiting, emptied: false });
    expect(await dueLetters(database, NOON + 4_999, 10)).toEqual([]);
    expect(await claimLetter(database, 'one', NOON + 4_999)).toBeUndefined();
    expect(await dueLetters(database, NOON + 5_000, 10)).toEqual(['one']);
    expect(await dueLetters(database, NOON - 864_000_000, 10)).toEqual(['one']);
  });
});

describe('letters that were settled long ago', () => {
  it('are removed, those that wait are not', async () => {
    const { database } = await aDatabase();
    for (const id of ['old', 'new', 'waiting']) await post(database, id);
    await settleLetter(database, await claimed(database, 'old', NOON), SENT);
    const later = { ...SENT, settledAt: NOON + 10, nextAttemptAt: NOON + 10 };
    await settleLetter(database, await claimed(database, 'new', NOON), later);
    expect(await removeSettled(database, NOON + 10)).toEqual({ removed: 1, more: false });
    const left = await database.all(database.build.selectFrom('outbox').select('id').orderBy('id'));
    expect(left.map(({ id }) => id)).toEqual(['new', 'waiting']);
  });
});

describe('the list of letters', () => {
  const COUNT = 2 * LETTERS_PER_PAGE + 10;
  const database = oneDatabase(async (opened) => {
    const parts = { database: opened, keyring, random };
    await opened.commit(
      // Three of an instant, so that pages end in the middle of some.
      Array.from({ length: COUNT }, (_, number) =>
        enqueueStatement(parts, LETTER, { id: idOf(number), now: NOON + Math.floor(number / 3) }),
      ),
    );
  });

  it('has every letter once, newest first, page by page', async () => {
    const parts = { database: database(), keyring };
    const pages: string[][] = [];
    let cursor: string | undefined;
    do {
      const { letters, next } = await listLetters(parts, cursor);
      pages.push(letters.map(({ id }) => id));
      cursor = next ?? undefined;
    } while (cursor !== undefined);
    expect(pages.map(({ length }) => length)).toEqual([LETTERS_PER_PAGE, LETTERS_PER_PAGE, 10]);
    expect(pages.flat()).toEqual(Array.from({ length: COUNT }, (_, number) => idOf(COUNT - 1 - number)));
  });

  it('begins at the newest for a cursor that is none', async () => {
    const parts = { database: database(), keyring };
    const [newest] = (await listLetters(parts, 'nonsense')).letters;
    expect(newest).toMatchObject({ id: idOf(COUNT - 1), to: 'j…@e….com', state: 'waiting' });
  });
});

function idOf(number: number): string {
  return `letter-${String(number).padStart(4, '0')}`;
}

async function post(database: Database, id: string): Promise<void> {
  await enqueue({ database, keyring, random, now: () => NOON }, LETTER, { id });
}

async function claimed(database: Database, id: string, now: number): Promise<OutboxRow> {
  const row = await claimLetter(database, id, now);
  if (row === undefined) throw new Error('the letter was not free');
  return row;
}
