import fc from 'fast-check';
import { expect, it } from 'vitest';
import { covers, parseScope } from '../consent/scope.ts';
import { type Death, mortal } from '../propagation/testing/crashing.ts';
import type { LedgerRow } from '../store/schema.ts';
import { HOUR, idOf, MINUTE, type NoticeWorld, openNoticeWorld } from './testing/notice-world.ts';

const UNDO = 15 * MINUTE;
const PEOPLE = ['ada', 'bob'] as const;
const SCOPES = ['*', 'a', 'a/t', 'a/u', 'b'] as const;
const BRANDS = ['a', 'b'] as const;

type Action =
  | { readonly kind: 'say'; readonly by: string; readonly word: Word; readonly about: readonly string[] }
  /** Takes back the nth entry, if it is an opt-out that can be. */
  | { readonly kind: 'undo'; readonly nth: number }
  | { readonly kind: 'switch'; readonly brand: string; readonly on: boolean }
  | { readonly kind: 'erase'; readonly by: string }
  | { readonly kind: 'pass'; readonly millis: number };
type Word = 'opt_out' | 'opt_out_by_api' | 'opt_in' | 'undeliverable' | 'deliverable';

interface Round {
  readonly actions: readonly Action[];
  /** A ticker that dies, before the others come. */
  readonly death: Death | undefined;
  readonly together: number;
  readonly entriesMax: number;
}

const person = fc.constantFrom(...PEOPLE);
const say = fc.record({
  kind: fc.constant('say' as const),
  by: person,
  word: fc.oneof(
    { weight: 5, arbitrary: fc.constant<Word>('opt_out') },
    { weight: 2, arbitrary: fc.constant<Word>('opt_in') },
    { weight: 1, arbitrary: fc.constantFrom<Word>('opt_out_by_api', 'undeliverable', 'deliverable') },
  ),
  about: fc.uniqueArray(fc.constantFrom(...SCOPES), { minLength: 1, maxLength: 3 }),
});
const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 8, arbitrary: say },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('undo' as const), nth: fc.nat({ max: 12 }) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('switch' as const),
      brand: fc.constantFrom(...BRANDS),
      on: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('erase' as const), by: person }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('pass' as const),
      // Also a clock that is set back, by a little and by more than an honest one is.
      millis: fc.constantFrom(1, MINUTE, UNDO - 1, UNDO, HOUR, -1, -3 * MINUTE, -3 * HOUR),
    }),
  },
);
const round: fc.Arbitrary<Round> = fc.record({
  actions: fc.array(action, { maxLength: 6 }),
  death: fc.option(fc.record({ at: fc.integer({ min: 1, max: 10 }), afterwards: fc.boolean() }), {
    nil: undefined,
  }),
  together: fc.integer({ min: 1, max: 3 }),
  entriesMax: fc.integer({ min: 1, max: 6 }),
});

it('acknowledges every opt-out that stands when its minutes are over, once, and nothing else', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(round, { minLength: 1, maxLength: 8 }), async (rounds) => {
      const world = await openNoticeWorld();
      const model = createModel();
      await world.acknowledges('a', true);
      model.since.set('a', world.now());
      for (const next of rounds) {
        for (const one of next.actions) await act(world, model, one);
        await runTickers(world, next);
        await model.tick(world);
        expect(await acknowledgedIn(world)).toEqual(model.acknowledged.toSorted());
      }
      world.advance(24 * HOUR);
      await runTickers(world, { actions: [], death: undefined, together: 1, entriesMax: 500 });
      await model.tick(world);
      expect(await acknowledgedIn(world)).toEqual(model.acknowledged.toSorted());
      // Of those that were taken back before, none was.
      expect(model.undone.filter((seq) => model.passed.includes(seq))).toEqual([]);
    }),
    { numRuns: 150 },
  );
}, 60_000);

async function act(world: NoticeWorld, model: Model, action: Action): Promise<void> {
  switch (action.kind) {
    case 'say': {
      const { by, word } = action;
      const channel = word === 'opt_out_by_api' ? 'api' : 'page';
      const kind = word === 'opt_out_by_api' ? 'opt_out' : word;
      const before = (await world.ledger()).length;
      await world.say(...action.about.map((about) => ({ by, about, word: kind, channel }) as const));
      // Somebody who was erased and says something new, or takes something back, brings their address with them.
      if ((await world.ledger()).length > before) model.erased.delete(by);
      return;
    }
    case 'undo': {
      const ledger = await world.ledger();
      const entry = ledger[action.nth];
      const by = PEOPLE.find((name) => idOf(name) === entry?.recipient_id);
      if (entry === undefined || by === undefined) return;
      await world.undo(by, entry.scope, entry.seq);
      const after = await world.ledger();
      if (after.length === ledger.length) return;
      model.erased.delete(by);
      if (!model.passed.includes(entry.seq)) model.undone.push(entry.seq);
      return;
    }
    case 'switch':
      await world.acknowledges(action.brand, action.on);
      if (action.on) model.since.set(action.brand, world.now());
      else model.since.delete(action.brand);
      return;
    case 'erase':
      await world.erase(action.by);
      if ((await world.ledger()).some((entry) => entry.recipient_id === idOf(action.by)))
        model.erased.add(action.by);
      return;
    case 'pass':
      world.advance(action.millis);
  }
}

async function runTickers(world: NoticeWorld, { death, together, entriesMax }: Round): Promise<void> {
  if (death !== undefined) {
    const dying = mortal(world.database);
    dying.prepare(death);
    await world.tick({ database: dying.database, entriesMax }).catch(() => undefined);
  }
  await Promise.all(Array.from({ length: together }, () => world.tick({ entriesMax })));
}

/** The same rules, read off the whole ledger, with nothing kept but how far they were applied. */
type Model = ReturnType<typeof createModel>;

function createModel() {
  const since = new Map<string, number>();
  const erased = new Set<string>();
  const acknowledged: string[] = [];
  const passed: number[] = [];
  const undone: number[] = [];
  let readTo: number | undefined;

  return {
    since,
    erased,
    acknowledged,
    /** The entries that were acknowledged. */
    passed,
    /** The entries that were taken back before they were acknowledged. */
    undone,
    async tick(world: NoticeWorld): Promise<void> {
      const earliest = Math.min(...since.values());
      if (since.size === 0) return;
      const ledger = await world.ledger();
      const first = ledger.findIndex((entry) => entry.recorded_at >= earliest);
      readTo ??= first === -1 ? ledger.length : first;
      for (const entry of ledger.slice(readTo)) {
        if (isFresh(entry, world.now())) return;
        readTo = entry.seq;
        const brand = brandFor(entry);
        const by = PEOPLE.find((name) => idOf(name) === entry.recipient_id) ?? '';
        const own = ledger.filter((other) => other.recipient_id === entry.recipient_id);
        if (brand === undefined || entry.channel !== 'page' || entry.kind !== 'opt_out') continue;
        if (!stands(entry, own) || erased.has(by) || isUnreachable(own)) continue;
        acknowledged.push(spelled(`${by}@example.com`, entry.scope, brand, entry.requested_at));
        passed.push(entry.seq);
      }
    },
  };

  function brandFor({ scope, brand, recorded_at }: LedgerRow): string | undefined {
    const on = BRANDS.filter((id) => recorded_at >= (since.get(id) ?? Number.POSITIVE_INFINITY));
    return on.find((id) => scope === '*' || id === brand);
  }
}

function isFresh({ recorded_at }: LedgerRow, now: number): boolean {
  return now < recorded_at + UNDO && recorded_at <= now + HOUR;
}

function stands(entry: LedgerRow, own: readonly LedgerRow[]): boolean {
  const last = new Map<string, LedgerRow>();
  for (const scope of new Set(own.map((row) => row.scope))) {
    const words: LedgerRow[] = [];
    for (const row of own.filter((one) => one.scope === scope)) {
      if (row.kind === 'undo') words.pop();
      else if (row.kind === 'opt_out' || row.kind === 'opt_in') words.push(row);
    }
    const word = words.at(-1);
    if (word !== undefined) last.set(scope, word);
  }
  const takenBack = [...last.values()].some(
    (word) => word.kind === 'opt_in' && word.seq > entry.seq && touch(word.scope, entry.scope),
  );
  return last.get(entry.scope)?.seq === entry.seq && !takenBack;
}

function touch(one: string, other: string): boolean {
  const [first, second] = [parseScope(one), parseScope(other)];
  if (first === undefined || second === undefined) throw new Error('that is no scope');
  return covers(first, second) || covers(second, first);
}

function isUnreachable(own: readonly LedgerRow[]): boolean {
  return SCOPES.some((scope) => {
    const words = own.filter((row) => row.scope === scope && row.kind.endsWith('deliverable'));
    return words.at(-1)?.kind === 'undeliverable';
  });
}

/** One line for each opt-out a mail names. */
async function acknowledgedIn(world: NoticeWorld): Promise<string[]> {
  const lines = [...(await world.letters()).values()].flatMap((letter) => {
    const { to, brandId, requestedAt, topics, everyBrand } = letter;
    const brand = brandId ?? '';
    const wide = everyBrand ? '*' : brand;
    const scopes = topics.length === 0 ? [wide] : topics.map((topic) => `${brand}/${topic.toLowerCase()}`);
    return scopes.map((scope) => spelled(to, scope, brand, requestedAt));
  });
  return lines.toSorted();
}

function spelled(to: string, scope: string, brand: string, requestedAt: number): string {
  return [to, scope, brand, requestedAt].join(' ');
}
