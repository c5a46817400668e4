import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Verdict, Word } from '../consent/standing.ts';
import { type WordRow, wordOf } from '../consent/standing-row.ts';
import { stateFor, statesFor } from './state.ts';
import { DIRECTORY, directoryOf, NOON, scopeOf } from './testing/world.ts';

let saidSeq = 0;
function word(scope: string, verdict: Verdict = 'opted_out', until: number | null = null): Word {
  saidSeq++;
  const aspect = verdict === 'undeliverable' ? 'reach' : verdict === 'paused' ? 'pause' : 'consent';
  return { scope: scopeOf(scope), aspect, verdict, saidSeq, until };
}

const stateIn = (words: readonly Word[], brands = ['a'], directory = DIRECTORY) =>
  stateFor(words, { brands, directory }, NOON);

describe("a recipient's state for a sender", () => {
  it('names every brand of the sender and every promotional topic, and no transactional one', () => {
    expect(stateIn([word('a/t')], ['a', 'b'])).toEqual({
      promotional: { a: 'allowed', b: 'allowed' },
      topics: { 'a/t': 'suppressed', 'a/u': 'allowed', 'b/t': 'allowed' },
      undeliverable: false,
    });
  });

  it('says nothing of other brands, and is made of nothing said about them', () => {
    const said = [word('b'), word('b', 'undeliverable')];
    const nothingSaid = stateIn([]);
    expect(stateIn(said)).toEqual(nothingSaid);
    expect(stateIn([word('*', 'undeliverable')])).toEqual({ ...nothingSaid, undeliverable: true });
  });

  it('tells an opt-out of a topic that the directory does not know, be it too new or gone', () => {
    expect(stateIn([word('a/new')]).topics).toMatchObject({ 'a/new': 'suppressed' });
  });

  it('tells an opt-out of a brand that the directory does not know', () => {
    const state = stateIn([word('a'), word('a/t')], ['a'], directoryOf({}));
    expect(state).toMatchObject({ promotional: { a: 'suppressed' }, topics: { 'a/t': 'suppressed' } });
  });

  it('never suppresses a transactional topic, whatever was said about it', () => {
    expect(stateIn([word('a/bill'), word('*')]).topics).not.toHaveProperty('a/bill');
  });

  it('lets a pause stop mail until it ends', () => {
    expect(stateIn([word('a', 'paused', NOON + 1)]).promotional).toEqual({ a: 'suppressed' });
    expect(stateIn([word('a', 'paused', NOON)]).promotional).toEqual({ a: 'allowed' });
  });
});

describe('the states of many people', () => {
  const verdicts = {
    consent: ['opted_out', 'opted_in', 'silent'],
    pause: ['paused', 'silent'],
    reach: ['undeliverable', 'deliverable', 'silent'],
  } as const;
  const row: fc.Arbitrary<WordRow> = fc.constantFrom('consent', 'pause', 'reach').chain((aspect) =>
    fc.record({
      scope: fc.constantFrom('*', 'a', 'a/t', 'a/new', 'a/bill', 'b', 'b/t'),
      aspect: fc.constant(aspect),
      verdict: fc.constantFrom(...verdicts[aspect]),
      until_at: aspect === 'pause' ? fc.constantFrom(null, NOON - 1, NOON, NOON + 1) : fc.constant(null),
      // Few numbers, so that the order of words differs between people, and two are said at once.
      said_seq: fc.integer({ min: 1, max: 6 }),
    }),
  );

  it('are what each one alone comes to, whoever was asked about before', () => {
    const people = fc.array(fc.array(row, { maxLength: 3 }), { minLength: 2, maxLength: 30 });
    fc.assert(
      fc.property(people, fc.constantFrom(['a'], ['b', 'a']), (each, brands) => {
        const audience = { brands, directory: DIRECTORY };
        const stateOf = statesFor(audience, NOON);
        for (const said of [...each, ...each]) {
          expect(stateOf(said)).toEqual(stateFor(said.map(wordOf), audience, NOON));
        }
      }),
    );
  });

  it('are made once for all who said the same, whenever they said it', () => {
    const stateOf = statesFor({ brands: ['a'], directory: DIRECTORY }, NOON);
    const said = (said_seq: number): WordRow[] => [
      { scope: 'a', aspect: 'consent', verdict: 'opted_out', until_at: null, said_seq },
      { scope: 'a/t', aspect: 'consent', verdict: 'opted_in', until_at: null, said_seq: said_seq + 1 },
    ];
    expect(stateOf(said(8))).toBe(stateOf(said(1).toReversed()));
  });

  it('are not guessed at where a word is not known', () => {
    const stateOf = statesFor({ brands: ['a'], directory: DIRECTORY }, NOON);
    const strange = { scope: 'a', aspect: 'consent', verdict: 'maybe', until_at: null, said_seq: 3 };
    for (const _ of [1, 2]) expect(() => stateOf([strange])).toThrow('ledger entry 3 cannot be read');
  });
});
