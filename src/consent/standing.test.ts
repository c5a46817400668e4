import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  anOptIn,
  anOptOut,
  anyDecision,
  anyStory,
  aPause,
  Books,
  DAY_MILLIS,
  NOON,
  PEOPLE,
  personOf,
  plainEffect,
  SCOPES,
  said,
  scopeOf,
  toldBooks,
} from './ledger.test-kit.ts';
import { brandOf, EVERYTHING, type Scope } from './scope.ts';
import { effectOn, isUndeliverable, type Standing } from './standing.ts';

// After everything was recorded: nobody asks what may be sent yesterday.
const INSTANTS = [1, 7, 19, 30].map((days) => NOON + days * DAY_MILLIS);

function answer(scope: Scope, standings: readonly Standing[], now = NOON): string {
  const effect = effectOn(scope, standings, now);
  return effect.kind === 'allowed' ? 'allowed' : effect.reason;
}

/** Every answer for every scope at several instants, as `scope@instant` when mail is held back. */
function heldBack(standings: readonly Standing[]): string[] {
  return SCOPES.flatMap((scope) =>
    INSTANTS.filter((now) => effectOn(scope, standings, now).kind === 'suppressed').map(
      (now) => `${scope}@${now}`,
    ),
  );
}

describe('what stands', () => {
  it('is what a plain reading of the whole ledger says, for every person, scope and instant', () => {
    fc.assert(
      fc.property(anyStory, (story) => {
        const books = toldBooks(story);
        for (const person of PEOPLE.map(personOf)) {
          for (const scope of SCOPES) {
            for (const now of INSTANTS) {
              const plain = plainEffect(books.ledger, person, scope, now);
              expect(answer(scope, books.standingsOf(person), now)).toBe(plain);
            }
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  it('never lets more mail through because of another opt-out or pause, now or later', () => {
    fc.assert(
      fc.property(anyStory, anyDecision, (story, decision) => {
        fc.pre(decision.kind === 'opt_out' || decision.kind === 'pause');
        const books = toldBooks(story);
        // Another pause at the same scope changes the first one's end: that is what it is for.
        const standings = books.standingsOf(decision.recipientId);
        const pausedHere = standings.some(({ scope, until }) => scope === decision.scope && until !== null);
        fc.pre(decision.kind === 'opt_out' || !pausedHere);
        const before = heldBack(standings);
        books.tell(decision);
        expect(heldBack(books.standingsOf(decision.recipientId))).toEqual(expect.arrayContaining(before));
      }),
      { numRuns: 200 },
    );
  });

  it('changes nothing for brand B when something is said about brand A', () => {
    fc.assert(
      fc.property(anyStory, anyDecision, (story, decision) => {
        fc.pre(decision.scope !== EVERYTHING);
        const books = toldBooks(story);
        const others = SCOPES.filter((scope) => brandOf(scope) !== brandOf(decision.scope));
        const answers = () =>
          PEOPLE.flatMap((name) => others.map((scope) => answer(scope, books.standingsOf(personOf(name)))));
        const before = answers();
        books.tell(decision);
        expect(answers()).toEqual(before);
      }),
    );
  });

  it('changes nothing for anyone but the person who spoke', () => {
    fc.assert(
      fc.property(anyStory, anyDecision, (story, decision) => {
        const books = toldBooks(story);
        const other = PEOPLE.map(personOf).find((person) => person !== decision.recipientId);
        const before = books.standingsOf(other);
        books.tell(decision);
        expect(books.standingsOf(other)).toEqual(before);
      }),
    );
  });

  it('never loses what a person wants to whether mail arrives', () => {
    fc.assert(
      fc.property(anyStory, anyDecision, (story, decision) => {
        fc.pre(decision.kind === 'undeliverable' || decision.kind === 'deliverable');
        const books = toldBooks(story);
        const wanted = () =>
          books.standingsOf(decision.recipientId).filter(({ aspect }) => aspect !== 'reach');
        const before = wanted();
        books.tell(decision);
        expect(wanted()).toEqual(before);
      }),
    );
  });

  it('allows where nobody has spoken', () => {
    expect(answer(scopeOf('a/t'), [])).toBe('allowed');
    expect(isUndeliverable([])).toBe(false);
  });

  it('names the word that stops the mail, with its deadline', () => {
    const books = new Books();
    books.tellAll([anOptOut({ about: '*' }), anOptOut({ about: 'a' })]);
    expect(effectOn(scopeOf('a/t'), books.standingsOf(), NOON)).toMatchObject({
      by: { scope: 'a', seq: 2, dueAt: NOON + 14 * DAY_MILLIS },
    });
  });

  it('knows an address that does not receive until it does', () => {
    const books = new Books();
    books.tell(said({ kind: 'undeliverable' }, { about: '*', channel: 'bounce' }));
    expect(isUndeliverable(books.standingsOf())).toBe(true);
    expect(answer(scopeOf('a'), books.standingsOf())).toBe('allowed');
    books.tell(said({ kind: 'deliverable' }, { about: '*', channel: 'bounce' }));
    expect(isUndeliverable(books.standingsOf())).toBe(false);
  });
});

describe('a pause', () => {
  const until = NOON + 7 * DAY_MILLIS;

  it('ends by itself at its instant', () => {
    const books = new Books();
    books.tell(aPause(until));
    const answers = [until - 1, until].map((now) => answer(scopeOf('a/t'), books.standingsOf(), now));
    expect(answers).toEqual(['paused', 'allowed']);
  });

  it.each(['a/t', 'a', '*'])(
    'of the brand leaves an earlier opt-out of %s standing when it ends',
    (about) => {
      const books = new Books();
      books.tellAll([anOptOut({ about }), aPause(until)]);
      const answers = [NOON, until].map((now) => answer(scopeOf('a/t'), books.standingsOf(), now));
      expect(answers).toEqual(['opted_out', 'opted_out']);
    },
  );

  it('stops a topic the person had chosen while the rest of the brand was off, and gives it back', () => {
    const books = new Books();
    books.tellAll([anOptOut(), anOptIn({ about: 'a/t' }), aPause(until)]);
    const standings = books.standingsOf();
    expect([NOON, until].map((now) => answer(scopeOf('a/t'), standings, now))).toEqual(['paused', 'allowed']);
    expect([NOON, until].map((now) => answer(scopeOf('a/u'), standings, now))).toEqual([
      'opted_out',
      'opted_out',
    ]);
  });

  it('is lifted by a later opt-in, and replaced by a later pause', () => {
    const books = new Books();
    books.tellAll([aPause(until), aPause(until - DAY_MILLIS)]);
    expect(answer(scopeOf('a'), books.standingsOf(), until - DAY_MILLIS)).toBe('allowed');
    books.tellAll([aPause(until), anOptIn({ about: 'a/t' })]);
    expect(answer(scopeOf('a/t'), books.standingsOf())).toBe('allowed');
    expect(answer(scopeOf('a'), books.standingsOf())).toBe('paused');
  });

  it('gives way to an opt-out said after it', () => {
    const books = new Books();
    books.tellAll([aPause(until), anOptOut()]);
    expect(answer(scopeOf('a'), books.standingsOf())).toBe('opted_out');
    expect(answer(scopeOf('a'), books.standingsOf(), until)).toBe('opted_out');
  });
});
