import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { closingOf } from './closing.ts';

const OPENED = 1_000;

describe('the closing of an incident', () => {
  it('waits for its recovery, and a breach for its explanation too, in either order', () => {
    const facts = { opened_at: OPENED, recovered_at: null, explained_by: null };
    expect(closingOf({ ...facts, kind: 'held' }, 5_000)).toBeUndefined();
    expect(closingOf({ ...facts, kind: 'held', recovered_at: 4_000 }, 5_000)).toBe(5_000);
    expect(closingOf({ ...facts, kind: 'breached', recovered_at: 4_000 }, 5_000)).toBeUndefined();
    expect(closingOf({ ...facts, kind: 'breached', explained_by: 'Ada' }, 5_000)).toBeUndefined();
    const both = { ...facts, kind: 'breached', recovered_at: 4_000, explained_by: 'Ada' };
    expect(closingOf(both, 5_000)).toBe(5_000);
  });

  it('is never before its opening or its recovery, whatever the clock says', () => {
    fc.assert(
      fc.property(fc.nat(9_000), fc.nat(9_000), fc.nat(9_000), (opened_at, recovered_at, now) => {
        const at = closingOf({ kind: 'late', opened_at, recovered_at, explained_by: null }, now);
        expect(at).toBeGreaterThanOrEqual(opened_at);
        expect(at).toBeGreaterThanOrEqual(recovered_at);
      }),
    );
  });
});
