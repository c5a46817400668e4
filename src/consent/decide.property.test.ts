import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chainBreak, GENESIS, type Head } from './chain.ts';
import {
  anyDecision,
  anyStory,
  Books,
  isReach,
  NOON,
  PEOPLE,
  personOf,
  SCOPES,
  tellStep,
  toldBooks,
  wordsLeft,
} from './ledger.test-kit.ts';
import { covers, type Scope } from './scope.ts';
import { effectOn } from './standing.ts';

const WORDS: Record<string, string> = {
  opt_out: 'opted_out',
  opt_in: 'opted_in',
  pause: 'paused',
  undeliverable: 'undeliverable',
  deliverable: 'deliverable',
};

describe('whatever is decided', () => {
  it('is numbered without a gap and chained without a break', () => {
    fc.assert(
      fc.property(anyStory, (story) => {
        let head: Head = GENESIS;
        for (const entry of toldBooks(story).ledger) {
          expect(chainBreak(head, entry)).toBeUndefined();
          head = entry;
        }
      }),
    );
  });

  it('leaves one row for each person, scope and question: the last word that was not taken back', () => {
    fc.assert(
      fc.property(anyStory, (story) => {
        const books = toldBooks(story);
        const rows = books.standingRows();
        for (const person of PEOPLE.map(personOf)) {
          const left = wordsLeft(books.ledger, person);
          const expected = rows
            .filter((row) => row.recipient_no === books.recipientNo(person))
            .map((row) => {
              const last = left.findLast(
                ({ scope, kind }) => scope === row.scope && row.aspect === aspectOfWord(kind),
              );
              const until = last?.kind === 'pause' ? last.until_at : null;
              const isOver = until !== null && until <= (last?.recorded_at ?? 0);
              return {
                ...row,
                verdict: isOver ? 'silent' : (WORDS[last?.kind ?? ''] ?? 'silent'),
                said_seq: last?.seq ?? 0,
                until_at: until,
              };
            });
          expect(rows.filter((row) => row.recipient_no === books.recipientNo(person))).toEqual(expected);
          expect(
            left.every(({ scope, kind }) =>
              expected.some((row) => row.scope === scope && row.aspect === aspectOfWord(kind)),
            ),
          ).toBe(true);
        }
        expect(new Set(rows.map((row) => row.seq)).size).toBe(rows.length);
        expect(Math.max(0, ...rows.map((row) => row.seq))).toBe(books.ledger.length);
      }),
      { numRuns: 150 },
    );
  });

  it('comes to the same whether a list is decided at once or one by one', () => {
    fc.assert(
      fc.property(anyStory, fc.array(anyDecision, { maxLength: 8 }), (story, decisions) => {
        const [atOnce, inTurn] = [toldBooks(story), toldBooks(story)];
        const outcomes = atOnce.tellAll(decisions);
        expect(outcomes).toEqual(decisions.map((decision) => inTurn.tell(decision)));
        expect(atOnce.ledger).toEqual(inTurn.ledger);
        expect(new Set(atOnce.standingRows())).toEqual(new Set(inTurn.standingRows()));
      }),
    );
  });

  it('writes exactly one entry when it says so, and none otherwise', () => {
    fc.assert(
      fc.property(anyStory, (story) => {
        const books = new Books();
        for (const step of story) {
          const before = { entries: books.ledger.length, rows: books.standingRows() };
          const outcome = tellStep(books, step);
          const written = outcome?.kind === 'recorded';
          expect(books.ledger.length - before.entries).toBe(written ? 1 : 0);
          expect(written || books.standingRows().every((row) => before.rows.includes(row))).toBe(true);
          expect(outcome?.kind === 'recorded' ? outcome.seq : books.ledger.length).toBe(books.ledger.length);
        }
      }),
    );
  });

  it('writes nothing when it is said again at once, and answers with the first entry and its deadline', () => {
    fc.assert(
      fc.property(anyStory, anyDecision, fc.nat(30), (story, decision, later) => {
        const books = toldBooks(story);
        const first = books.tell(decision);
        fc.pre(first.kind === 'recorded');
        const again = {
          ...decision,
          requestedAt: decision.requestedAt + later,
          receivedAt: decision.receivedAt + later,
        };
        const entries = books.ledger.length;
        expect(books.tell(again)).toEqual({
          kind: 'already',
          seq: entries,
          dueAt: books.ledger.at(-1)?.due_at ?? null,
        });
        expect(books.ledger).toHaveLength(entries);
      }),
    );
  });

  it('stops what an opt-out asks to stop, whatever was said before', () => {
    fc.assert(
      fc.property(anyStory, anyDecision, (story, decision) => {
        fc.pre(decision.kind === 'opt_out');
        const books = toldBooks(story);
        expect(books.tell(decision).kind).not.toBe('stale');
        const reached = SCOPES.filter(
          (scope) =>
            scope === decision.scope || decision.scope === '*' || scope.startsWith(`${decision.scope}/`),
        );
        for (const scope of reached) {
          expect(effectOn(scope, books.standingsOf(decision.recipientId), NOON)).toMatchObject({
            reason: 'opted_out',
          });
        }
      }),
    );
  });

  it('gives a deadline to every entry that says stop, and to no other', () => {
    fc.assert(
      fc.property(anyStory, (story) => {
        const books = new Books();
        for (const step of story) {
          const outcome = tellStep(books, step);
          const entry = books.ledger.at(-1);
          if (outcome?.kind !== 'recorded' || entry === undefined) continue;
          const row = books.standingRows().find(({ seq }) => seq === entry.seq);
          const saysStop = row?.verdict === 'opted_out' || row?.until_at !== null;
          expect([entry.due_at !== null, entry.target_at !== null, row?.due_at !== null]).toEqual([
            saysStop,
            saysStop,
            saysStop,
          ]);
        }
      }),
    );
  });

  it('is undone to exactly what stood before', () => {
    fc.assert(
      fc.property(anyStory, anyDecision, (story, decision) => {
        fc.pre(!isReach(decision.kind));
        const books = toldBooks(story);
        const stands = () =>
          books
            .standingsOf(decision.recipientId)
            .filter(({ verdict }) => verdict !== 'silent')
            .map(({ scope, aspect, verdict, until, saidSeq }) => ({
              scope,
              aspect,
              verdict,
              until,
              saidSeq,
            }));
        const before = stands();
        const outcome = books.tell(decision);
        fc.pre(outcome.kind === 'recorded');
        expect(books.undo(outcome.kind === 'recorded' ? outcome.seq : 0)).toMatchObject({ kind: 'recorded' });
        expect(new Set(stands())).toEqual(new Set(before));
      }),
      { numRuns: 150 },
    );
  });

  it('is no longer undone once something else was said at its scope', () => {
    fc.assert(
      fc.property(anyStory, anyDecision, anyDecision, (story, decision, next) => {
        fc.pre(!isReach(decision.kind) && !isReach(next.kind));
        const books = toldBooks(story);
        const outcome = books.tell(decision);
        fc.pre(outcome.kind === 'recorded');
        const seq = books.ledger.length;
        const undo = books.undoOf(seq);
        const told = books.tell({ ...next, recipientId: decision.recipientId, scope: decision.scope });
        fc.pre(told.kind === 'recorded');
        expect(books.tell(undo)).toEqual({ kind: 'stale', seq: seq + 1 });
      }),
    );
  });

  it('never lifts an opt-out by an opt-in that is older, or that a machine reports', () => {
    fc.assert(
      fc.property(anyStory, anyDecision, (story, decision) => {
        fc.pre(decision.kind === 'opt_in');
        const books = toldBooks(story);
        const byMachine = ['import', 'bounce', 'complaint'].includes(decision.channel);
        const standings = () => books.standingsOf(decision.recipientId);
        const isOff = (scope: Scope) => effectOn(scope, standings(), NOON).kind === 'suppressed';
        const unliftable = standings().filter(
          ({ verdict, requestedAt }) =>
            verdict === 'opted_out' && (byMachine || requestedAt > decision.requestedAt),
        );
        const off = SCOPES.filter(
          (scope) => isOff(scope) && unliftable.some((row) => covers(row.scope, scope)),
        );
        books.tell(decision);
        expect(off.filter(isOff)).toEqual(off);
      }),
      { numRuns: 150 },
    );
  });
});

function aspectOfWord(kind: string): string {
  if (isReach(kind)) return 'reach';
  return kind === 'pause' ? 'pause' : 'consent';
}
