import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Append } from './append.ts';
import type { Decision } from './decision.ts';
import { createGroupCommit } from './group-commit.ts';
import { anOptOut, Books, NOON, nextTurn } from './ledger.test-kit.ts';

/** An append that writes to books, and notes how many decisions came in each call. */
function anAppend(failing?: (call: number) => boolean) {
  const books = new Books();
  const calls: number[] = [];
  const append: Append = async (decisions) => {
    calls.push(decisions.length);
    await nextTurn();
    if (failing?.(calls.length)) throw new Error(`call ${calls.length} failed`);
    return books.tellAll(decisions);
  };
  return { append, calls, books };
}

const optOuts = (names: readonly string[]): Decision[] => names.map((by) => anOptOut({ by }));

describe('group commit', () => {
  it('puts callers that come together into one commit', async () => {
    const { append, calls } = anAppend();
    const group = createGroupCommit({ append, yieldTurn: nextTurn });
    await Promise.all(Array.from({ length: 50 }, (_, index) => group(optOuts([`p${index}`]))));
    expect(calls).toEqual([50]);
  });

  it('takes half of many callers at a time, so that they come by turns and evenly', async () => {
    for (const [callers, expected] of [
      [400, 200],
      [200, 100],
      [120, 100],
    ] as const) {
      const { append, calls } = anAppend();
      const group = createGroupCommit({ append, yieldTurn: nextTurn });
      const ask = async (caller: number) => {
        for (let round = 0; round < 6; round++) await group(optOuts([`p${caller}-${round}`]));
      };
      await Promise.all(Array.from({ length: callers }, (_, caller) => ask(caller)));
      expect(calls.reduce((sum, size) => sum + size)).toBe(callers * 6);
      expect(Math.max(...calls)).toBeLessThanOrEqual(expected);
      expect(calls.slice(2, 8).every((size) => size >= callers - expected)).toBe(true);
    }
  });

  it('gathers those who come while a commit runs into the next one', async () => {
    const { append, calls } = anAppend();
    const group = createGroupCommit({
      append: async (decisions) => {
        if (calls.length === 0) late.push(group(optOuts(['b'])), group(optOuts(['c'])));
        return append(decisions);
      },
      yieldTurn: nextTurn,
    });
    const late: Promise<unknown>[] = [];
    await group(optOuts(['a']));
    await Promise.all(late);
    expect(calls).toEqual([1, 2]);
  });

  it('gives every caller its own outcomes, in the order the callers came', async () => {
    const sizes = fc.array(fc.nat(5), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(sizes, fc.integer({ min: 1, max: 8 }), async (callers, decisionsMax) => {
        const { append, calls, books } = anAppend();
        const group = createGroupCommit({ append, yieldTurn: nextTurn, decisionsMax });
        const lists = callers.map((size, caller) =>
          optOuts(Array.from({ length: size }, (_, index) => `p${caller}-${index}`)),
        );
        const outcomes = await Promise.all(lists.map((list) => group(list)));
        let seq = 0;
        expect(outcomes).toEqual(
          lists.map((list) => list.map(() => expect.objectContaining({ kind: 'recorded', seq: ++seq }))),
        );
        expect(books.ledger.map((row) => row.recipient_id)).toEqual(
          lists.flat().map((one) => one.recipientId),
        );
        expect(calls.filter((size) => size > Math.max(decisionsMax, ...callers))).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });

  it('commits no more than the bound at once, unless one caller alone brings more', async () => {
    const { append, calls } = anAppend();
    const group = createGroupCommit({ append, yieldTurn: nextTurn, decisionsMax: 3 });
    const lists = [['a', 'b'], ['c', 'd'], ['e'], ['f', 'g', 'h', 'i', 'j'], ['k']];
    await Promise.all(lists.map((names) => group(optOuts(names))));
    expect(calls).toEqual([2, 3, 5, 1]);
  });

  it('tells every caller of a failed commit, and goes on with the next', async () => {
    const { append, calls, books } = anAppend((call) => call === 1);
    const group = createGroupCommit({ append, yieldTurn: nextTurn, decisionsMax: 2 });
    const settled = await Promise.allSettled(['a', 'b', 'c'].map((by) => group(optOuts([by]))));
    expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled']);
    expect(await group(optOuts(['d']))).toMatchObject([{ kind: 'recorded', seq: 2 }]);
    expect(calls).toEqual([2, 1, 1]);
    expect(books.ledger).toHaveLength(2);
  });

  it('takes up work again after it had nothing to do', async () => {
    const { append, calls } = anAppend();
    const group = createGroupCommit({ append, yieldTurn: nextTurn });
    for (const by of ['a', 'b']) {
      await group(optOuts([by]));
      for (let idle = 0; idle < 5; idle++) await nextTurn();
    }
    expect(calls).toEqual([1, 1]);
  });

  it('goes on after an append that fails without waiting', async () => {
    let calls = 0;
    const append = (): never => {
      calls++;
      throw new Error('at once');
    };
    const group = createGroupCommit({ append, yieldTurn: nextTurn });
    await expect(group(optOuts(['a']))).rejects.toThrow('at once');
    await expect(group(optOuts(['b']))).rejects.toThrow('at once');
    expect(calls).toBe(2);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, 0.5, 1e16])(
    'turns away a time of %s before it can make other people’s opt-outs fail',
    async (at) => {
      const { append, calls } = anAppend();
      const group = createGroupCommit({ append, yieldTurn: nextTurn });
      const settled = await Promise.allSettled([
        group(optOuts(['a'])),
        group([anOptOut({ at: NOON }), anOptOut({ at })]),
        group(optOuts(['c'])),
      ]);
      expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
      expect(calls).toEqual([2]);
    },
  );
});
