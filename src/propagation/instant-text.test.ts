import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instantWriter } from './instant-text.ts';

const DAY = 86_400_000;
const LAST = 100_000_000 * DAY; // ECMA-262 §21.4.1.1: the last instant there is

describe('an instant as text', () => {
  it('reads as toISOString writes it, whatever was written before', () => {
    const near = fc.integer({ min: -3 * DAY, max: 3 * DAY });
    const any = fc.integer({ min: -LAST, max: LAST });
    fc.assert(
      fc.property(fc.array(fc.oneof(near, any), { minLength: 1 }), (instants) => {
        const write = instantWriter();
        for (const at of instants) expect(write(at)).toBe(new Date(at).toISOString());
      }),
    );
  });

  it.each([0, -1, DAY - 1, DAY, -DAY, Date.UTC(10_000, 0), Date.UTC(-1, 5), LAST, -LAST])(
    'reads as toISOString writes it at the edges: %d',
    (at) => {
      expect(instantWriter()(at)).toBe(new Date(at).toISOString());
    },
  );

  it.each([Number.NaN, Infinity, LAST + DAY, -LAST - 1])('is none for what is no instant: %d', (at) => {
    expect(() => instantWriter()(at)).toThrow(RangeError);
  });
});
