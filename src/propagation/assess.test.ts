import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assess, type Share } from './assess.ts';
import type { ItemFate } from './push-items.ts';

const FATES: ItemFate[] = [
  { kind: 'taken' },
  { kind: 'refused', status: 'rejected', code: 'unwanted', named: true },
  { kind: 'refused', status: 'retry', code: 'busy', named: false },
  { kind: 'owed' },
];

/** A delivery after a cursor: entries of a few recipients, and each recipient's fate. */
const aDelivery = fc
  .record({
    cursorSeq: fc.nat(50),
    people: fc.array(fc.constantFrom('ada', 'bob', 'cleo', 'dan'), { minLength: 1, maxLength: 15 }),
    gaps: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 15, maxLength: 15 }),
    fates: fc.array(fc.constantFrom(...FATES), { minLength: 4, maxLength: 4 }),
  })
  .map(({ cursorSeq, people, gaps, fates }) => {
    let seq = cursorSeq;
    const entries = people.map((by, index) => ({ by, entry: anEntry((seq += gaps[index] ?? 1)) }));
    const shares = ['ada', 'bob', 'cleo', 'dan'].flatMap((by, index): Share[] => {
      const own = entries.filter((one) => one.by === by).map(({ entry }) => entry);
      const fate = fates[index];
      return own.length === 0 || fate === undefined
        ? []
        : [{ owed: { recipientId: by, entries: own }, fate }];
    });
    return { backlog: { cursorSeq, toSeq: seq }, shares };
  });

function anEntry(seq: number) {
  return { seq, brand: 'a', requestedAt: 0, receivedAt: 0, dueAt: 1 };
}

const seqs = (shares: readonly Share[], kind: ItemFate['kind']) =>
  shares.filter(({ fate }) => fate.kind === kind).flatMap(({ owed }) => owed.entries.map(({ seq }) => seq));

describe('the assessment of a delivery', () => {
  it('never lets the cursor reach an entry that is still owed, nor go back, nor beyond what was read', () => {
    fc.assert(
      fc.property(aDelivery, ({ backlog, shares }) => {
        const { cursorSeq } = assess(backlog, shares);
        expect(cursorSeq).toBeGreaterThanOrEqual(backlog.cursorSeq);
        expect(cursorSeq).toBeLessThanOrEqual(backlog.toSeq);
        for (const owed of seqs(shares, 'owed')) expect(cursorSeq).toBeLessThan(owed);
      }),
    );
  });

  it('lets the cursor go as far as that allows', () => {
    fc.assert(
      fc.property(aDelivery, ({ backlog, shares }) => {
        const first = Math.min(...seqs(shares, 'owed'));
        expect(assess(backlog, shares).cursorSeq).toBe(Math.min(backlog.toSeq, first - 1));
      }),
    );
  });

  it('tells exactly the entries that were taken and are now passed', () => {
    fc.assert(
      fc.property(aDelivery, ({ backlog, shares }) => {
        const { cursorSeq, told } = assess(backlog, shares);
        const passed = seqs(shares, 'taken').filter((seq) => seq <= cursorSeq);
        expect(new Set(told.map(({ seq }) => seq))).toEqual(new Set(passed));
        expect(told).toHaveLength(passed.length);
      }),
    );
  });

  it('parks everybody who was refused, so that none of them is passed untold', () => {
    fc.assert(
      fc.property(aDelivery, ({ backlog, shares }) => {
        const { cursorSeq, told, refusals } = assess(backlog, shares);
        const parked = refusals.flatMap(({ owed }) => owed.entries.map(({ seq }) => seq));
        const accounted = new Set([...told.map(({ seq }) => seq), ...parked]);
        const passed = shares.flatMap(({ owed }) => owed.entries).filter(({ seq }) => seq <= cursorSeq);
        expect(passed.filter(({ seq }) => !accounted.has(seq))).toEqual([]);
      }),
    );
  });

  it('tells nothing again that the cursor had passed before', () => {
    const owed = { recipientId: 'ada', entries: [anEntry(2), anEntry(8)] };
    const outcome = assess({ cursorSeq: 5, toSeq: 9 }, [{ owed, fate: { kind: 'taken' } }]);
    expect(outcome).toMatchObject({ cursorSeq: 9, told: [{ seq: 8 }], taken: ['ada'] });
  });
});
