import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ChangeItem } from '../senders/connectors/connector.ts';
import type { Database } from '../store/database.ts';
import { acknowledgeFeed, serveFeed } from './feed.ts';
import { createFakeVendor } from './testing/fake-vendor.ts';
import { auditOf } from './testing/reference.ts';
import { aWorker } from './testing/worker.ts';
import { addressOf, erase, idOf, openWorld } from './testing/world.ts';
import { toldOf } from './told.ts';

const NAMES = ['ada', 'bob', 'cleo'];

const saying = fc.record({
  kind: fc.constant('say' as const),
  by: fc.constantFrom(...NAMES),
  about: fc.constantFrom('*', 'a', 'a/t', 'b'),
  word: fc.constantFrom('opt_out' as const, 'opt_in' as const),
});
const plainMove = fc.oneof(
  { weight: 4, arbitrary: saying },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('erase' as const), name: fc.constantFrom(...NAMES) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('read' as const),
      back: fc.nat(2),
      limit: fc.integer({ min: 1, max: 4 }),
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('acknowledge' as const), back: fc.nat(2) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('rebrand' as const),
      brands: fc.constantFrom(['a'], ['b'], ['a', 'b']),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('replay' as const), fromSeq: fc.nat(5) }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('person' as const), name: fc.constantFrom(...NAMES) }),
  },
);
/** A move, and one that comes between its reading and its writing. */
const move = fc.record({ first: plainMove, between: fc.option(plainMove, { nil: undefined, freq: 2 }) });
type PlainMove = typeof plainMove extends fc.Arbitrary<infer Move> ? Move : never;
type SayMove = typeof saying extends fc.Arbitrary<infer Move> ? Move : never;

/**
 * A reader that remembers what it was given, and acknowledges positions it was given and no others. When it is told that
 * it was never served so far, it goes on from where it is said to stand. What was said `before` it came is its backfill.
 */
async function aReader(before: readonly SayMove[]) {
  const world = await openWorld();
  for (const one of before) await world.say(one);
  const sender = await world.addSender({ kind: 'feed' });
  const states = new Map<string, ChangeItem>();
  const nexts = [0];
  let heard = new Set<string>();
  let bygone = 0;
  let between: PlainMove | undefined;
  const overtaken: Database = {
    ...world.database,
    async commit(statements) {
      const overtaking = between;
      between = undefined;
      if (overtaking) await make(overtaking);
      return world.database.commit(statements);
    },
  };
  const { feed } = aWorker(world, { connector: createFakeVendor(), database: overtaken });
  const audit = () => auditOf(world.database, { sender, states, names: NAMES });

  async function make(one: PlainMove): Promise<void> {
    const from = 'back' in one ? (nexts.at(-1 - one.back) ?? 0) : 0;
    if (one.kind === 'say') await world.say(one);
    if (one.kind === 'erase') await erase(world.database, one.name);
    if (one.kind === 'rebrand') await rebrand(one.brands);
    if (one.kind === 'replay') await again(one);
    if (one.kind === 'person') await again({ kind: 'person', recipientId: idOf(one.name) });
    if (one.kind === 'acknowledge') goOn(await acknowledgeFeed(feed, sender, from));
    if (one.kind !== 'read') return;
    const served = await serveFeed(feed, sender, { after: from, limit: one.limit });
    if (served.kind === 'never_served') return goOn(served);
    nexts.push(served.page.next);
    for (const item of served.page.items) {
      heard.add(item.address);
      if (item.seq >= (states.get(item.address)?.seq ?? 0)) states.set(item.address, item);
    }
  }

  function goOn(answer: { readonly kind: string; readonly cursorSeq: number }): void {
    if (answer.kind === 'never_served') nexts.push(answer.cursorSeq);
  }

  async function again(wish: Parameters<typeof world.replay>[0]): Promise<void> {
    if ((await world.replay(wish)).kind === 'started') heard = new Set();
  }

  async function rebrand(brands: readonly string[]): Promise<void> {
    const { acknowledged } = await audit();
    await world.setBrands(brands);
    bygone += acknowledged.filter(
      ({ brand, due_at }) => due_at !== null && brand !== '*' && !brands.includes(brand),
    ).length;
  }

  return {
    database: world.database,
    sender,
    async move(first: PlainMove, overtaking: PlainMove | undefined) {
      between = overtaking;
      await make(first);
      between = undefined;
    },
    heard: (recipientId: string) =>
      NAMES.some((name) => idOf(name) === recipientId && heard.has(addressOf(name))),
    audit: async () => ({ ...(await audit()), bygone }),
    /** Reads and acknowledges until there is no more. */
    async catchUp() {
      for (let round = 0; round < 3; round++) {
        await make({ kind: 'read', back: 0, limit: 100 });
        await make({ kind: 'acknowledge', back: 0 });
      }
    },
  };
}

type Reader = Awaited<ReturnType<typeof aReader>>;

async function holds(reader: Reader): Promise<void> {
  const { passedUntold, counted, timed, bygone, wrongHolds } = await reader.audit();
  expect({ passedUntold, counted, wrongHolds }).toEqual({
    passedUntold: [],
    counted: timed + bygone,
    wrongHolds: [],
  });
}

/** Told is what is acknowledged, and nothing else; once it has caught up no replay is open. */
async function catchesUp(reader: Reader): Promise<void> {
  await reader.catchUp();
  await holds(reader);
  const { relevant, acknowledged, replays, brands } = await reader.audit();
  expect(replays.filter(({ finished_at }) => finished_at === null)).toEqual([]);
  const told: number[] = [];
  for (const { seq, brand, recipient_id: recipientId } of relevant) {
    const answer = await toldOf(reader.database, { ...reader.sender, brands }, { seq, brand, recipientId });
    if (answer.kind === 'told') told.push(seq);
  }
  expect(told).toEqual(acknowledged.map(({ seq }) => seq));
}

it('a feed passes only what its reader was given or what is parked, and counts each opt-out once', async () => {
  const before = fc.array(saying, { maxLength: 4 });
  const property = fc.asyncProperty(before, fc.array(move, { maxLength: 25 }), async (said, moves) => {
    const reader = await aReader(said);
    for (const { first, between } of moves) {
      await reader.move(first, between);
      await holds(reader);
    }
    await catchesUp(reader);
    await reader.database.close();
  });
  await expect(
    fc.assert(property, { numRuns: Number(process.env.HEED_TEST_RUNS ?? 60) }),
  ).resolves.toBeUndefined();
}, 600_000);
