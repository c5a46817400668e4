import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { identityKey, idOf, NOON, random, ring, scopeOf } from './link.test-kit.ts';
import { inOrder, manyMinter } from './mint-many.ts';

const PARTS = { keyring: ring, identityKey, random, baseUrl: 'https://stop.example.com' };
const ORDER = { scope: scopeOf('a/t'), issuedAt: NOON };

it('minting for many answers each address in its place, whether it can be used or not', () => {
  const addresses = ['ada@example.com', 'nobody', 'ada@example.com', 'bob@example.com'];
  const answers = manyMinter(PARTS)(ORDER, addresses).map(
    (members): Record<string, unknown> => JSON.parse(`{${members}}`),
  );
  expect(answers.map((one) => one['recipient_id'])).toEqual([
    idOf('ada@example.com'),
    undefined,
    idOf('ada@example.com'),
    idOf('bob@example.com'),
  ]);
  expect(answers[1]).toEqual({ error: { code: 'no_at_sign', fix: expect.any(String) } });
});

describe('work in order', () => {
  it('hands every result on in the order of its piece, and is never at more pieces than allowed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(5)), fc.integer({ min: 1, max: 4 }), async (delays, atOnce) => {
        let underWay = 0;
        let most = 0;
        const results: number[] = [];
        const work = async (index: number) => {
          underWay += 1;
          most = Math.max(most, underWay);
          for (let turn = 0; turn < (delays[index] ?? 0); turn++) await Promise.resolve();
          underWay -= 1;
          return index;
        };
        for await (const result of inOrder(delays.keys(), atOnce, work)) results.push(result);
        expect(results).toEqual([...delays.keys()]);
        expect(most).toBeLessThanOrEqual(atOnce);
      }),
    );
  });

  it('ends with the first failure, in its place, and leaves no other failure unheard of', async () => {
    const results: number[] = [];
    const work = async (piece: number) => {
      if (piece >= 2) throw new Error(`piece ${piece}`);
      return piece;
    };
    const running = (async () => {
      for await (const result of inOrder([0, 1, 2, 3, 4], 3, work)) results.push(result);
    })();
    await expect(running).rejects.toThrow('piece 2');
    expect(results).toEqual([0, 1]);
  });
});
