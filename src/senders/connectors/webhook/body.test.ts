import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aBatch, anItem } from '../item.testkit.ts';
import { suppressionChangedBody } from './body.ts';

describe('the body of a batch', () => {
  it('is what JSON.stringify makes of the whole, to the letter', () => {
    const instant = fc.date({ min: new Date(0), noInvalidDate: true }).map((date) => date.toISOString());
    const item = fc.record({ seq: fc.nat(), address: fc.string(), requested_at: instant });
    const span = fc.record({ fromSeq: fc.nat(), toSeq: fc.nat(), sender: fc.string() });
    fc.assert(
      fc.property(fc.array(item, { minLength: 1 }), span, (changes, { fromSeq, toSeq, sender }) => {
        const items = changes.map(anItem);
        const millis = Math.max(...items.map(({ requested_at }) => Date.parse(requested_at)));
        expect(suppressionChangedBody(aBatch({ settings: {}, items, fromSeq, toSeq, sender }))).toBe(
          JSON.stringify({
            type: 'suppression.changed',
            timestamp: new Date(millis).toISOString(),
            data: { sender, from_seq: fromSeq, to_seq: toSeq, items },
          }),
        );
      }),
    );
  });
});
