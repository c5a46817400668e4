import fc from 'fast-check';
import type { Database } from '../store/database.ts';
import { migrate } from '../store/migrate.ts';
import { openDatabase } from '../store/open.ts';
import type { LedgerRow, StandingRow } from '../store/schema.ts';
import { type Append, createAppend } from './append.ts';
import { GENESIS } from './chain.ts';
import { type Circumstances, decide, type Verdicted } from './decide.ts';
import { CHANNELS, type Decision, type DecisionWord } from './decision.ts';
import { parseRecipientId, type RecipientId } from './recipient.ts';
import { covers, parseScope, type Scope } from './scope.ts';
import type { Standing } from './standing.ts';
import { standingBefore } from './standing-before.ts';
import { type Known, standingOf } from './standing-row.ts';

/** A Monday noon in UTC. */
export const NOON = Date.UTC(2026, 5, 1, 12);
export const DAY_MILLIS = 86_400_000;

export function scopeOf(text: string): Scope {
  const scope = parseScope(text);
  if (scope === undefined) throw new Error(`${text} is no scope`);
  return scope;
}

/** A recipient id that spells a name. */
export function personOf(name: string): RecipientId {
  const id = parseRecipientId(name.padEnd(22, '_'));
  if (id === undefined) throw new Error(`${name} makes no recipient id`);
  return id;
}

type Said = Partial<Omit<Decision, 'kind' | 'scope' | 'recipientId'>> & {
  readonly by?: string;
  readonly about?: string;
  /** Epoch ms: requested and received at once. */
  readonly at?: number;
};

/** A decision of which only the word, and whatever else matters, need be said. */
export function said(
  word: DecisionWord,
  { by = 'jane', about = 'a', at = NOON, ...rest }: Said = {},
): Decision {
  return {
    recipientId: personOf(by),
    addressSealed: null,
    scope: scopeOf(about),
    requestedAt: at,
    receivedAt: at,
    channel: 'page',
    evidence: {},
    ...rest,
    ...word,
  };
}

export const anOptOut = (what?: Said) => said({ kind: 'opt_out' }, what);
export const anOptIn = (what?: Said) => said({ kind: 'opt_in' }, what);
export const aPause = (until: number, what?: Said) => said({ kind: 'pause', until }, what);

/** Deadlines without a calendar, recorded a minute after noon, with salts that count. */
export function someCircumstances(recordedAt = NOON + 60_000): Circumstances {
  let salts = 0;
  return {
    recordedAt,
    clocks: (_, { requestedAt }) => ({
      targetAt: requestedAt + 2 * DAY_MILLIS,
      dueAt: requestedAt + 14 * DAY_MILLIS,
      strictDueAt: requestedAt + 12 * DAY_MILLIS,
    }),
    salt: () => `salt-${salts++}`,
  };
}

/** An empty database that lasts as long as the test. */
export async function aDatabase(): Promise<Database> {
  const database = openDatabase('sqlite::memory:');
  await migrate(database, NOON);
  return database;
}

/** The way into the ledger, with the same circumstances the books are told in. */
export function appendTo(database: Database, backOff = waitingTurns): Append {
  const circumstances = someCircumstances();
  return createAppend({
    database,
    now: () => circumstances.recordedAt,
    clocks: async () => (scope, moment) => circumstances.clocks(scope, moment),
    salt: () => circumstances.salt(),
    backOff,
  });
}

async function waitingTurns(attempt: number): Promise<void> {
  for (let turn = 0; turn < attempt; turn++) await nextTurn();
}

/** Lets everything that is ready run first. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

/** A ledger in memory, written by `decide` as the database is. */
export class Books {
  readonly ledger: LedgerRow[] = [];
  readonly #standing = new Map<string, StandingRow>();
  readonly #circumstances: Circumstances;

  constructor(circumstances = someCircumstances()) {
    this.#circumstances = circumstances;
  }

  /** Decides a list at once. */
  tellAll(decisions: readonly Decision[]): Verdicted[] {
    const people = new Set(decisions.map(({ recipientId }) => recipientId));
    const standings = new Map([...people].flatMap((person) => this.#known(person)));
    const decided = decide(this.ledger.at(-1) ?? GENESIS, standings, decisions, this.#circumstances);
    this.ledger.push(...decided.ledger);
    for (const row of decided.standing) {
      this.#standing.set(`${row.recipient_no} ${row.scope} ${row.aspect}`, row);
    }
    return decided.outcomes;
  }

  tell(decision: Decision): Verdicted {
    const [outcome] = this.tellAll([decision]);
    if (outcome === undefined) throw new Error('a decision came to nothing');
    return outcome;
  }

  /** Takes back an entry, restoring what the ledger says it replaced. */
  undo(seq: number, at = NOON): Verdicted {
    return this.tell(this.undoOf(seq, at));
  }

  undoOf(seq: number, at = NOON): Decision {
    const entry = this.ledger.find((row) => row.seq === seq);
    const restores =
      entry &&
      standingBefore(
        this.ledger.filter((row) => row.recipient_id === entry.recipient_id),
        entry,
      );
    if (entry === undefined || restores === undefined) throw new Error(`entry ${seq} cannot be undone`);
    const word = { kind: 'undo', undoes: seq, restores } as const;
    return {
      ...said(word, { at, about: entry.scope }),
      recipientId: parseRecipientId(entry.recipient_id) ?? personOf('nobody'),
    };
  }

  standingRows(): StandingRow[] {
    return [...this.#standing.values()];
  }

  standingsOf(person: RecipientId = personOf('jane')): Standing[] {
    return this.standingRows()
      .filter((row) => row.recipient_no === this.recipientNo(person))
      .map(standingOf);
  }

  /** The seq of a person's first entry. */
  recipientNo(person: RecipientId): number | undefined {
    return this.ledger.find((entry) => entry.recipient_id === person)?.seq;
  }

  #known(person: RecipientId): [string, Known][] {
    const recipientNo = this.recipientNo(person);
    return recipientNo === undefined ? [] : [[person, { recipientNo, standings: this.standingsOf(person) }]];
  }
}

export const SCOPES = ['*', 'a', 'a/t', 'a/u', 'b', 'b/t'].map(scopeOf);
export const PEOPLE = ['jane', 'june'];

const instant = fc.integer({ min: -20, max: 20 }).map((days) => NOON + days * DAY_MILLIS);
const word: fc.Arbitrary<DecisionWord> = fc.oneof(
  fc.constantFrom<DecisionWord>(
    { kind: 'opt_out' },
    { kind: 'opt_in' },
    { kind: 'opt_out' },
    { kind: 'opt_in' },
  ),
  fc.record({ kind: fc.constant('pause' as const), until: instant }),
  fc.constantFrom<DecisionWord>({ kind: 'undeliverable' }, { kind: 'deliverable' }),
);

/** Any decision of a few people about a few scopes, said on any day around the one it is recorded on. */
export const anyDecision: fc.Arbitrary<Decision> = fc
  .record({
    word,
    by: fc.constantFrom(...PEOPLE),
    about: fc.constantFrom(...SCOPES),
    at: instant,
    channel: fc.constantFrom(...CHANNELS, 'page', 'page', 'page'),
  })
  .map(({ word: spoken, ...parts }) => said(spoken, parts));

/** What is told in a story: decisions, and undos of the entry that many places before the ledger's end. */
export type Step = Decision | { readonly undoesBack: number };
export const anyStory = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: anyDecision },
    { weight: 1, arbitrary: fc.nat(3).map((undoesBack) => ({ undoesBack })) },
  ),
  { maxLength: 14 },
);

/** Tells a step, if there is anything to tell. */
export function tellStep(books: Books, step: Step): Verdicted | undefined {
  if ('kind' in step) return books.tell(step);
  const entry = books.ledger.at(-1 - step.undoesBack);
  const isWord = entry !== undefined && ['opt_out', 'opt_in', 'pause'].includes(entry.kind);
  return isWord ? books.undo(entry.seq) : undefined;
}

export function toldBooks(story: readonly Step[]): Books {
  const books = new Books();
  for (const step of story) tellStep(books, step);
  return books;
}

/** The words of a ledger that nobody took back: an undo strikes out the entry right before it at its scope. */
export function wordsLeft(ledger: readonly LedgerRow[], person: RecipientId): LedgerRow[] {
  const left: LedgerRow[] = [];
  for (const entry of ledger) {
    if (entry.recipient_id !== person) continue;
    if (entry.kind !== 'undo') left.push(entry);
    else
      left.splice(
        left.findLastIndex(({ scope, kind }) => scope === entry.scope && !isReach(kind)),
        1,
      );
  }
  return left;
}

export function isReach(kind: string): boolean {
  return kind === 'undeliverable' || kind === 'deliverable';
}

/** The plain reading of a whole ledger, by no other rule than the words: what `effectOn` must come to. */
export function plainEffect(
  ledger: readonly LedgerRow[],
  person: RecipientId,
  about: Scope,
  now: number,
): string {
  let effect = 'allowed';
  const pauses = new Map<string, number>();
  for (const { scope, kind, until_at } of wordsLeft(ledger, person)) {
    if (!covers(scopeOf(scope), about)) continue;
    if (kind === 'opt_out') effect = 'opted_out';
    if (kind === 'opt_in') effect = 'allowed';
    if (kind === 'opt_in') pauses.clear();
    if (kind === 'pause') pauses.set(scope, until_at ?? 0);
  }
  if (effect === 'opted_out') return effect;
  return [...pauses.values()].some((until) => now < until) ? 'paused' : 'allowed';
}
