import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scoutPlaces } from './probe.ts';

const ledger = fc
  .tuple(fc.nat(1_000_000), fc.nat(100_000))
  .map(([cursorSeq, behind]) => ({ cursorSeq, headSeq: cursorSeq + behind }));
const attempt = fc.oneof(
  fc.integer({ min: 5, max: 60 }),
  fc.integer({ min: 5, max: Number.MAX_SAFE_INTEGER }),
);

describe('the places scouts are looked for', () => {
  it('are one to three: one from before the cursor, the others from there on and before the head', () => {
    fc.assert(
      fc.property(ledger, attempt, ({ cursorSeq, headSeq }, failures) => {
        const places = scoutPlaces({ cursorSeq, headSeq, attempt: failures });
        expect(places.length).toBeGreaterThanOrEqual(1);
        expect(places.length).toBeLessThanOrEqual(3);
        expect(new Set(places).size).toBe(places.length);
        const [behind = -1, ...ahead] = places;
        expect(behind).toBeGreaterThanOrEqual(0);
        expect(behind).toBeLessThan(Math.max(1, cursorSeq));
        for (const place of ahead) {
          expect(place).toBeGreaterThanOrEqual(cursorSeq);
          expect(place).toBeLessThan(Math.max(headSeq, cursorSeq + 1));
        }
      }),
    );
  });

  it('lie beyond any row of poisoned addresses after as many failures as it takes to double to its length', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), (row) => {
        const failures = Math.ceil(Math.log2((2 * row) / 10)) + 2;
        const places = scoutPlaces({ cursorSeq: 0, headSeq: 10_000_000, attempt: 5 + Math.max(0, failures) });
        expect(Math.max(...places)).toBeGreaterThanOrEqual(row);
      }),
    );
  });

  it('are everywhere in turn: no place is left out for ever', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), (behind) => {
        const tried = new Set<number>();
        for (let failures = 10; failures < 10 + behind; failures++) {
          const [, ...ahead] = scoutPlaces({ cursorSeq: 7, headSeq: 7 + behind, attempt: failures });
          for (const place of ahead) tried.add(place);
        }
        expect(tried.size).toBe(behind);
      }),
    );
  });
});
