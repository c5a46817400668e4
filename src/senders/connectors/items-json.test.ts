import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChangeItem, Permission } from './connector.ts';
import { anItem } from './item.testkit.ts';
import { itemsJson } from './items-json.ts';

// Every kind of character that JSON escapes, and some it leaves alone.
const letter = fc.constantFrom(...'a Z / " \\ é 日 😀 \u0000 \n \u007f \u2028 \ud800 \udc00'.split(' '), ' ');
const text = fc.oneof(fc.string({ unit: letter, maxLength: 12 }), fc.string());
const vector = fc.dictionary(text, fc.constantFrom<Permission>('suppressed', 'allowed'), { maxKeys: 3 });
const item = (vectors: fc.Arbitrary<ChangeItem['topics']>): fc.Arbitrary<ChangeItem> =>
  fc.record({
    seq: fc.maxSafeNat(),
    address: text,
    address_sha256: text,
    promotional: vectors,
    topics: vectors,
    undeliverable: fc.boolean(),
    requested_at: text,
    due_at: fc.option(text),
  });
// Vectors of their own, and few that many share.
const items = fc.oneof(
  fc.array(item(vector)),
  fc.array(vector, { minLength: 1, maxLength: 3 }).chain((few) => fc.array(item(fc.constantFrom(...few)))),
);

describe('items as JSON', () => {
  it('are what JSON.stringify writes, to the letter', () => {
    fc.assert(
      fc.property(items, (list) => {
        expect(itemsJson(list)).toBe(JSON.stringify(list));
      }),
      { numRuns: 500 },
    );
  });

  it('carry nothing else an item may hold, and their fields in the documented order', () => {
    const { seq, ...rest } = anItem();
    const stranger = { recipient_id: 'secret', ...rest, seq };
    expect(itemsJson([stranger])).toBe(JSON.stringify([anItem()]));
  });

  it('are an empty list where there is none', () => {
    expect(itemsJson([])).toBe('[]');
  });
});
