import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Decision } from './decision.ts';
import { Books, DAY_MILLIS, NOON, SCOPES, said, someCircumstances } from './ledger.test-kit.ts';
import { effectOn } from './standing.ts';

type Step =
  | { readonly kind: 'say'; readonly decision: Decision }
  | { readonly kind: 'days'; readonly days: number }
  | { readonly kind: 'back'; readonly back: number }
  | { readonly kind: 'tick' };

/** A ledger whose clock moves, and the numbers of the entries that somebody's words came to. */
class Telling {
  readonly #circumstances = { ...someCircumstances() };
  readonly books = new Books(this.#circumstances);
  readonly #words: number[] = [];
  readonly #ticks: boolean;

  constructor(ticks = true) {
    this.#ticks = ticks;
  }

  /** Lives through a step; what came of it, which is nothing to speak of for a tick. */
  live(one: Step): string {
    switch (one.kind) {
      case 'days':
        this.#circumstances.recordedAt += one.days * DAY_MILLIS;
        return 'later';
      case 'tick':
        // What is over is ended at once, and then nothing is over.
        if (this.#ticks && this.endPauses().some((kind) => kind !== 'recorded')) return 'not ended';
        return this.#ticks && this.endPauses().length > 0 ? 'ended twice' : 'ticked';
      case 'back':
        return this.undo(one.back);
      case 'say':
        return this.say(one.decision);
    }
  }

  get now(): number {
    return this.#circumstances.recordedAt;
  }

  /** Says something, as if it were the day it is. */
  say(decision: Decision): string {
    const shift = this.now - NOON;
    const moved = { requestedAt: decision.requestedAt + shift, receivedAt: decision.receivedAt + shift };
    return this.#told(
      decision.kind === 'pause'
        ? { ...decision, ...moved, until: decision.until + shift }
        : { ...decision, ...moved },
    );
  }

  /** Takes back the word that many words ago, if it can be. */
  undo(back: number): string {
    const seq = this.#words.at(-1 - back);
    const entry = this.books.ledger.find((row) => row.seq === seq);
    const isWord = entry !== undefined && ['opt_out', 'opt_in', 'pause'].includes(entry.kind);
    return isWord ? this.#told(this.books.undoOf(entry.seq, this.now)) : 'nothing';
  }

  #told(decision: Decision): string {
    const { kind } = this.books.tell(decision);
    if (kind === 'recorded') this.#words.push(this.books.ledger.length);
    return kind;
  }

  /** What the tick does: tells the end of every pause that stands and is over. */
  endPauses(): string[] {
    const over = this.books
      .standingsOf()
      .filter(({ verdict, until }) => verdict === 'paused' && until !== null && until <= this.now)
      .map(({ scope, saidSeq, until }) =>
        said({ kind: 'pause_end', ends: saidSeq }, { at: until ?? 0, about: scope, channel: 'schedule' }),
      );
    return this.books.tellAll(over).map(({ kind }) => kind);
  }

  /** What the gate answers now and later, about everything. */
  effects(): string[] {
    return SCOPES.flatMap((scope) =>
      [0, 1, 5, 40].map((days) => {
        const effect = effectOn(scope, this.books.standingsOf(), this.now + days * DAY_MILLIS);
        return effect.kind === 'allowed' ? 'allowed' : effect.reason;
      }),
    );
  }
}

// One person and few scopes, so that words meet; said up to twenty days ago, so that some are older than what stands.
const word = fc
  .record({
    kind: fc.constantFrom('opt_out' as const, 'opt_in' as const, 'pause' as const, 'pause' as const),
    about: fc.constantFrom('*', 'a', 'a/t'),
    days: fc.integer({ min: -20, max: 0 }),
    until: fc.integer({ min: -2, max: 9 }),
    channel: fc.constantFrom('page' as const, 'page' as const, 'import' as const),
  })
  .map(({ kind, about, days, until, channel }) => ({
    kind: 'say' as const,
    decision: said(kind === 'pause' ? { kind, until: NOON + until * DAY_MILLIS } : { kind }, {
      about,
      channel,
      at: NOON + days * DAY_MILLIS,
    }),
  }));
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: word },
  { weight: 2, arbitrary: fc.nat(3).map((back) => ({ kind: 'back' as const, back })) },
  { weight: 2, arbitrary: fc.integer({ min: 1, max: 12 }).map((days) => ({ kind: 'days' as const, days })) },
  { weight: 2, arbitrary: fc.constant({ kind: 'tick' as const }) },
);

it('an end that is recorded changes no answer and no later word, whatever is said before and after', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), (story) => {
      const [ticked, plain] = [new Telling(), new Telling(false)];
      const both = [ticked, plain];
      for (const one of story) {
        const outcomes = both.map((telling) => telling.live(one));
        expect(outcomes[0]).toBe(outcomes[1]);
        expect(ticked.effects()).toEqual(plain.effects());
      }
    }),
    { numRuns: 1_000 },
  );
});
