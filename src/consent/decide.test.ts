import { describe, expect, it } from 'vitest';
import { GENESIS } from './chain.ts';
import { decide } from './decide.ts';
import { isRecordable } from './decision.ts';
import {
  anOptIn,
  anOptOut,
  aPause,
  Books,
  DAY_MILLIS,
  NOON,
  personOf,
  said,
  scopeOf,
  someCircumstances,
} from './ledger.test-kit.ts';
import { effectOn } from './standing.ts';
import type { Known } from './standing-row.ts';

const LATER = NOON + DAY_MILLIS;

function effect(books: Books, about: string, now = LATER): string {
  const found = effectOn(scopeOf(about), books.standingsOf(), now);
  return found.kind === 'allowed' ? 'allowed' : found.reason;
}

describe('saying stop', () => {
  it('records who, what, when, how and by when, with salted evidence', () => {
    const books = new Books(someCircumstances(NOON + 5));
    const outcome = books.tell(
      anOptOut({ about: 'a/t', channel: 'one_click', evidence: { campaign: 'spring' } }),
    );
    expect(outcome).toEqual({
      kind: 'recorded',
      seq: 1,
      recordedAt: NOON + 5,
      dueAt: NOON + 14 * DAY_MILLIS,
    });
    expect(books.ledger).toEqual([
      expect.objectContaining({
        seq: 1,
        recipient_id: personOf('jane'),
        recipient_no: 1,
        scope: 'a/t',
        brand: 'a',
        kind: 'opt_out',
        requested_at: NOON,
        recorded_at: NOON + 5,
        target_at: NOON + 2 * DAY_MILLIS,
        strict_due_at: NOON + 12 * DAY_MILLIS,
        channel: 'one_click',
        evidence_json: '{"campaign":"spring","salt":"salt-0"}',
      }),
    ]);
  });

  it('keeps the first deadline when the same person says it again', () => {
    const books = new Books();
    books.tell(anOptOut());
    const again = books.tell(anOptOut({ at: LATER }));
    expect(again).toEqual({ kind: 'already', seq: 1, dueAt: NOON + 14 * DAY_MILLIS });
  });

  it('keeps the first deadline whatever was said since about other brands, and by the mail system', () => {
    const books = new Books();
    books.tellAll([
      anOptOut(),
      anOptIn({ about: 'b' }),
      said({ kind: 'deliverable' }, { channel: 'bounce' }),
    ]);
    expect(books.tell(anOptOut({ at: LATER }))).toMatchObject({ kind: 'already', seq: 1 });
  });

  it('is recorded anew, with a new deadline, after mail was let in again', () => {
    const books = new Books();
    books.tellAll([anOptOut(), anOptIn({ at: LATER })]);
    expect(books.tell(anOptOut({ at: LATER }))).toMatchObject({ seq: 3, dueAt: LATER + 14 * DAY_MILLIS });
  });

  it('is recorded anew when only a part of it was let in again', () => {
    const books = new Books();
    books.tellAll([anOptOut(), anOptIn({ about: 'a/t', at: LATER })]);
    expect(books.tell(anOptOut({ at: LATER }))).toMatchObject({ kind: 'recorded' });
    expect(effect(books, 'a/t')).toBe('opted_out');
  });

  it('says nothing new when only a pause came between: the opt-out never stopped standing', () => {
    const books = new Books();
    books.tellAll([anOptOut(), aPause(LATER)]);
    expect(books.tell(anOptOut())).toMatchObject({ kind: 'already', seq: 1 });
  });

  it('wins even when it is older than the opt-in it follows in the ledger', () => {
    const books = new Books();
    books.tellAll([anOptIn({ at: LATER }), anOptOut({ at: NOON })]);
    expect(effect(books, 'a')).toBe('opted_out');
  });
});

describe('saying start', () => {
  it.each([
    ['the same scope', 'a', 'a'],
    ['a topic of the brand that was stopped', 'a', 'a/t'],
    ['the brand of a topic that was stopped', 'a/t', 'a'],
    ['everything', 'a/t', '*'],
  ])('is overtaken by a newer stop: %s', (_, stopped, started) => {
    const books = new Books();
    books.tell(anOptOut({ about: stopped, at: LATER }));
    expect(books.tell(anOptIn({ about: started, at: NOON }))).toEqual({ kind: 'stale', seq: 1 });
  });

  it('is overtaken by a newer stop even where an older one was recorded after it', () => {
    const books = new Books();
    books.tellAll([anOptOut({ about: '*', at: LATER }), anOptOut({ about: 'a', at: NOON - DAY_MILLIS })]);
    expect(books.tell(anOptIn({ about: 'a', at: NOON }))).toEqual({ kind: 'stale', seq: 1 });
    expect(effect(books, 'a')).toBe('opted_out');
  });

  it('lifts a stop when the person says it later, and only as far as it reaches', () => {
    const books = new Books();
    books.tellAll([anOptOut({ about: '*' }), anOptIn({ about: 'a/t', at: LATER })]);
    expect(['a/t', 'a/u', 'a', 'b'].map((about) => effect(books, about))).toEqual([
      'allowed',
      'opted_out',
      'opted_out',
      'opted_out',
    ]);
  });

  it.each(['import', 'complaint', 'bounce'] as const)(
    'lifts nothing when it is a machine’s word (%s)',
    (channel) => {
      const books = new Books();
      books.tell(anOptOut());
      expect(books.tell(anOptIn({ at: LATER, channel }))).toEqual({ kind: 'stale', seq: 1 });
    },
  );

  it('does not lift a newer pause, and is not held up by one that was over', () => {
    const books = new Books();
    books.tell(aPause(LATER, { at: NOON }));
    expect(books.tell(anOptIn({ at: NOON - 1 }))).toEqual({ kind: 'stale', seq: 1 });
    expect(books.tell(anOptIn({ at: LATER, channel: 'import' }))).toMatchObject({ kind: 'recorded' });
  });

  it('is not held up by a newer stop of another brand, nor by a bounce', () => {
    const books = new Books();
    const bounce = said({ kind: 'undeliverable' }, { about: '*', at: LATER, channel: 'bounce' });
    books.tellAll([anOptOut({ about: 'b', at: LATER }), anOptOut({ about: 'a/u', at: LATER }), bounce]);
    expect(books.tell(anOptIn({ about: 'a/t', at: NOON }))).toMatchObject({ kind: 'recorded' });
  });
});

describe('taking back', () => {
  it('restores a stop as a stop with a deadline, when the opt-in over it is taken back', () => {
    const books = new Books();
    books.tellAll([anOptOut(), anOptIn({ at: LATER })]);
    expect(books.undo(2, LATER)).toMatchObject({ kind: 'recorded', dueAt: LATER + 14 * DAY_MILLIS });
    expect(effect(books, 'a')).toBe('opted_out');
    expect(books.tell(anOptOut({ at: LATER }))).toMatchObject({
      kind: 'already',
      dueAt: LATER + 14 * DAY_MILLIS,
    });
  });

  it('restores the word before at the place where it was said, so a word about more still wins', () => {
    const books = new Books();
    books.tellAll([anOptIn(), anOptOut({ about: '*' }), anOptOut({ about: 'a' })]);
    books.undo(3);
    expect(effect(books, 'a')).toBe('opted_out');
  });

  it('works although the mail system said something at the same scope since', () => {
    const books = new Books();
    books.tellAll([anOptOut(), said({ kind: 'undeliverable' }, { channel: 'bounce' })]);
    expect(books.undo(1)).toMatchObject({ kind: 'recorded', seq: 3 });
    expect(effect(books, 'a')).toBe('allowed');
  });

  it('is not itself taken back', () => {
    const books = new Books();
    books.tell(anOptOut());
    const undo = books.undoOf(1);
    books.tell(undo);
    const word = {
      kind: 'undo',
      undoes: 2,
      restores: { verdict: 'opted_out', until: null, saidSeq: 1 },
    } as const;
    expect(books.tell(said(word))).toEqual({ kind: 'stale', seq: 2 });
    expect(books.tell(undo)).toEqual({ kind: 'stale', seq: 2 });
  });

  it('is stale for an entry of somebody else, of another scope, or never made', () => {
    const books = new Books();
    books.tell(anOptOut());
    const undo = books.undoOf(1);
    expect(books.tell({ ...undo, recipientId: personOf('june') })).toEqual({ kind: 'stale', seq: 0 });
    expect(books.tell({ ...undo, scope: scopeOf('a/t') })).toEqual({ kind: 'stale', seq: 0 });
    const never = {
      kind: 'undo',
      undoes: 7,
      restores: { verdict: 'silent', until: null, saidSeq: 0 },
    } as const;
    expect(books.tell(said(never))).toEqual({ kind: 'stale', seq: 1 });
  });
});

describe('a decision', () => {
  it('changes neither the head nor the standings it is given', () => {
    const jane: Known = Object.freeze({ recipientNo: 7, standings: Object.freeze([]) });
    const known = new Map([[personOf('jane') as string, jane]]);
    const decided = decide(
      Object.freeze({ ...GENESIS }),
      known,
      [anOptOut(), anOptIn()],
      someCircumstances(),
    );
    expect(decided.ledger.map(({ seq, recipient_no }) => [seq, recipient_no])).toEqual([
      [1, 7],
      [2, 7],
    ]);
    expect(decided.standing).toEqual([expect.objectContaining({ recipient_no: 7, seq: 2 })]);
  });

  it('can be recorded only with times a calendar holds', () => {
    const times = [NOON, 0, -1, 8.64e15, 8.64e15 + 1, 0.5, Number.NaN, Number.POSITIVE_INFINITY];
    const recordable = [true, true, true, true, false, false, false, false];
    expect(times.map((at) => isRecordable(anOptOut({ at })))).toEqual(recordable);
    expect(times.map((until) => isRecordable(aPause(until)))).toEqual(recordable);
  });
});
