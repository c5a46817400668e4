import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LedgerRow } from '../store/schema.ts';
import { type ChainBreak, chainBreak, entryHash, evidenceHash, GENESIS, type Head } from './chain.ts';
import { anOptOut, anyStory, aPause, Books, NOON, toldBooks } from './ledger.test-kit.ts';

interface Found {
  readonly seq: number;
  readonly why: ChainBreak;
}

function firstBreak(ledger: readonly LedgerRow[]): Found | undefined {
  let head: Head = GENESIS;
  for (const entry of ledger) {
    const why = chainBreak(head, entry);
    if (why) return { seq: entry.seq, why };
    head = entry;
  }
  return undefined;
}

const ledger = anyStory.map((story) => toldBooks(story).ledger).filter(({ length }) => length > 1);

// Every column, each with a value no entry of a story has.
const EDITS: { readonly [Column in keyof LedgerRow]: LedgerRow[Column] } = {
  seq: 99,
  recipient_id: 'somebody-else_________',
  recipient_no: 99,
  scope: 'elsewhere',
  brand: 'elsewhere',
  kind: 'erase',
  until_at: 7,
  requested_at: 7,
  received_at: 7,
  recorded_at: 7,
  target_at: 7,
  due_at: 7,
  strict_due_at: 7,
  channel: 'hearsay',
  evidence_json: '{}',
  evidence_hash: evidenceHash('{}'),
  hash: entryHash('', { ...aLedgerRow(), seq: 1 }),
};
const COLUMNS = Object.keys(EDITS) as (keyof LedgerRow)[];

function aLedgerRow(): LedgerRow {
  const books = new Books();
  books.tell(anOptOut());
  const [row] = books.ledger;
  if (row === undefined) throw new Error('an opt-out came to nothing');
  return row;
}

describe('the chain', () => {
  it('is whole as it was written', () => {
    fc.assert(
      fc.property(ledger, (entries) => {
        expect(firstBreak(entries)).toBeUndefined();
      }),
    );
  });

  it.each(COLUMNS)('shows an edit of %s at the entry that was edited', (column) => {
    fc.assert(
      fc.property(ledger, fc.nat(), (entries, at) => {
        const index = at % entries.length;
        const edited = entries.map((row, place) =>
          place === index ? { ...row, [column]: EDITS[column] } : row,
        );
        const why =
          column === 'seq' ? 'gap' : column === 'evidence_json' ? 'evidence_altered' : 'entry_altered';
        const seq = column === 'seq' ? 99 : index + 1;
        expect(firstBreak(edited)).toEqual({ seq, why });
      }),
      { numRuns: 30 },
    );
  });

  it('shows a forged entry at the next one, even where its own hash was made to fit', () => {
    fc.assert(
      fc.property(ledger, fc.nat(), (entries, at) => {
        const index = at % (entries.length - 1);
        const previous = entries[index - 1]?.hash ?? GENESIS.hash;
        const forged = entries.map((row, place) => {
          const entry = { ...row, channel: 'hearsay' };
          return place === index ? { ...entry, hash: entryHash(previous, entry) } : row;
        });
        expect(firstBreak(forged)).toEqual({ seq: index + 2, why: 'entry_altered' });
      }),
    );
  });

  it('shows a removed entry at the one that follows it', () => {
    fc.assert(
      fc.property(ledger, fc.nat(), (entries, at) => {
        const index = at % (entries.length - 1);
        const left = entries.filter((_, place) => place !== index);
        expect(firstBreak(left)).toEqual({ seq: index + 2, why: 'gap' });
        const closedUp = left.map((row, place) => ({ ...row, seq: place + 1 }));
        expect(firstBreak(closedUp)).toEqual({ seq: index + 1, why: 'entry_altered' });
      }),
    );
  });

  it('shows two entries that changed places, even where the numbers were put right', () => {
    fc.assert(
      fc.property(ledger, fc.nat(), (entries, at) => {
        const index = at % (entries.length - 1);
        const order = entries.map((_, place) =>
          place === index ? index + 1 : place === index + 1 ? index : place,
        );
        const swapped = order.flatMap((from) => entries[from] ?? []);
        expect(firstBreak(swapped)).toEqual({ seq: index + 2, why: 'gap' });
        const renumbered = swapped.map((row, place) => ({ ...row, seq: place + 1 }));
        expect(firstBreak(renumbered)).toEqual({ seq: index + 1, why: 'entry_altered' });
      }),
    );
  });

  it('shows an entry that was slipped in, first, between or last', () => {
    const [stranger] = toldBooks([anOptOut({ by: 'eve' })]).ledger;
    fc.assert(
      fc.property(ledger, fc.nat(), (entries, at) => {
        const index = at % (entries.length + 1);
        const slipped = entries.toSpliced(index, 0, ...(stranger ? [stranger] : []));
        const renumbered = slipped.map((row, place) => ({ ...row, seq: place + 1 }));
        // In first place it is a good beginning, of another ledger: the next entry shows it.
        expect(firstBreak(renumbered)).toEqual({ seq: index === 0 ? 2 : index + 1, why: 'entry_altered' });
      }),
    );
  });

  it('stays whole when evidence is emptied, as an erasure does', () => {
    fc.assert(
      fc.property(ledger, fc.func(fc.boolean()), (entries, erased) => {
        const left = entries.map((row) => (erased(row.seq) ? { ...row, evidence_json: null } : row));
        expect(firstBreak(left)).toBeUndefined();
      }),
    );
  });

  it('hides emptied evidence behind its salt: the commitment to the same evidence differs each time', () => {
    const books = new Books();
    books.tellAll([anOptOut({ by: 'jane' }), anOptOut({ by: 'june' })]);
    expect(new Set(books.ledger.map((row) => row.evidence_hash)).size).toBe(2);
  });

  it('tells entries apart whose columns would join to the same text', () => {
    const row = aLedgerRow();
    const hashes = [
      entryHash('x', { ...row, scope: 'a', brand: 'b' }),
      entryHash('x', { ...row, scope: 'a","b', brand: '' }),
      entryHash('x', { ...row, due_at: null }),
      entryHash('x', { ...row, due_at: 0 }),
    ];
    expect(new Set(hashes).size).toBe(hashes.length);
  });

  it('hashes as it always did, so that ledgers written before verify for ever', () => {
    const books = new Books();
    books.tellAll([anOptOut({ evidence: { campaign: 'spring' } }), aPause(NOON + 1, { about: 'a/t' })]);
    expect(books.ledger.map(({ hash }) => hash)).toEqual([
      'iJ9em26KNJXJHbmV-h5N74rvNX-UDg5pTRZrF9Chehw',
      '-z8H5Ti50LosjffGNEIHPiYRVLoRwhkknU6ndV8E41k',
    ]);
  });
});
