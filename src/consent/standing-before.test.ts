import { describe, expect, it } from 'vitest';
import { anOptIn, anOptOut, aPause, Books, DAY_MILLIS, NOON, said } from './ledger.test-kit.ts';
import { standingBefore } from './standing-before.ts';

const UNTIL = NOON + DAY_MILLIS;
const NOTHING = { verdict: 'silent', until: null, saidSeq: 0 };

function before(books: Books, seq: number) {
  const entry = books.ledger.find((row) => row.seq === seq);
  return entry && standingBefore(books.ledger.toReversed(), entry);
}

describe('what an entry replaced', () => {
  it('is nothing for the first word at a scope, whatever was said about others', () => {
    const books = new Books();
    books.tellAll([anOptOut({ about: '*' }), anOptOut({ about: 'a/t' }), anOptOut({ about: 'a' })]);
    expect(before(books, 3)).toEqual(NOTHING);
  });

  it('is the word before it about the same question', () => {
    const books = new Books();
    books.tellAll([anOptIn(), aPause(UNTIL), said({ kind: 'undeliverable' }), anOptOut(), aPause(UNTIL + 1)]);
    expect(before(books, 4)).toEqual({ verdict: 'opted_in', until: null, saidSeq: 1 });
    expect(before(books, 5)).toEqual({ verdict: 'paused', until: UNTIL, saidSeq: 2 });
  });

  it('is told from what came before it, and not from what came after', () => {
    const books = new Books();
    books.tellAll([anOptOut(), anOptIn({ at: UNTIL }), anOptOut({ at: UNTIL })]);
    expect(before(books, 1)).toEqual(NOTHING);
    expect(before(books, 2)).toEqual({ verdict: 'opted_out', until: null, saidSeq: 1 });
  });

  it('leaves out what was taken back', () => {
    const books = new Books();
    books.tellAll([anOptIn(), anOptOut()]);
    books.undo(2);
    books.tell(anOptOut());
    expect(before(books, 4)).toEqual({ verdict: 'opted_in', until: null, saidSeq: 1 });
  });

  it('takes back, with an undo, the pause and not the stop before it', () => {
    const books = new Books();
    books.tellAll([anOptOut(), aPause(UNTIL)]);
    books.undo(2);
    books.tellAll([anOptIn({ at: UNTIL })]);
    expect(before(books, 4)).toEqual({ verdict: 'opted_out', until: null, saidSeq: 1 });
  });

  it('still tells it after the evidence was erased', () => {
    const books = new Books();
    books.tellAll([anOptIn(), anOptOut()]);
    books.undo(2);
    books.tell(anOptOut());
    for (const entry of books.ledger) entry.evidence_json = null;
    expect(before(books, 4)).toEqual({ verdict: 'opted_in', until: null, saidSeq: 1 });
  });

  it('is not told for what cannot be undone', () => {
    const books = new Books();
    books.tellAll([anOptOut(), said({ kind: 'undeliverable' })]);
    books.undo(1);
    expect([before(books, 2), before(books, 3)]).toEqual([undefined, undefined]);
  });
});
