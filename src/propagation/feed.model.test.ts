import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ChangeItem } from '../senders/connectors/connector.ts';
import type { Database } from '../store/database.ts';
import { acknowledgeFeed, serveFeed } from './feed.ts';
import { createFakeVendor } from './testing/fake-vendor.ts';
import { pageOf } from './testing/page-of.ts';
import { auditOf } from './testing/reference.ts';
import { aWorker } from './testing/worker.ts';
import { erase, openWorld } from './testing/world.ts';

const NAMES = ['ada', 'bob', 'cleo'];

const plainMove = fc.oneof(
  fc.record({
    kind: fc.constant('say' as const),
    by: fc.constantFrom(...NAMES),
    about: fc.constantFrom('*', 'a', 'a/t', 'b'),
    word: fc.constantFrom('opt_out' as const, 'opt_in' as const),
  }),
  fc.record({ kind: fc.constant('erase' as const), name: fc.constantFrom(...NAMES) }),
  fc.record({ kind: fc.constant('read' as const), back: fc.nat(2), limit: fc.integer({ min: 1, max: 4 }) }),
  fc.record({ kind: fc.constant('acknowledge' as const), back: fc.nat(2) }),
);
/** A move, and one that comes between its reading and its writing. */
const move = fc.record({ first: plainMove, between: fc.option(plainMove, { nil: undefined, freq: 2 }) });
type PlainMove = typeof plainMove extends fc.Arbitrary<infer Move> ? Move : never;

/** A reader that remembers what it was given, and acknowledges positions it was given and no others. */
async function aReader() {
  const world = await openWorld();
  const sender = await world.addSender({ kind: 'feed' });
  const states = new Map<string, ChangeItem>();
  const nexts = [0];
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

  async function make(one: PlainMove): Promise<void> {
    const from = 'back' in one ? (nexts.at(-1 - one.back) ?? 0) : 0;
    if (one.kind === 'say') await world.say(one);
    if (one.kind === 'erase') await erase(world.database, one.name);
    if (one.kind === 'acknowledge') await acknowledgeFeed(feed, sender, from);
    if (one.kind !== 'read') return;
    const page = await pageOf(serveFeed(feed, sender, { after: from, limit: one.limit }));
    nexts.push(page.next);
    for (const item of page.items) {
      if (item.seq >= (states.get(item.address)?.seq ?? 0)) states.set(item.address, item);
    }
  }

  return {
    database: world.database,
    async move(first: PlainMove, overtaking: PlainMove | undefined) {
      between = overtaking;
      await make(first);
      between = undefined;
    },
    audit: () => auditOf(world.database, { sender, states, names: NAMES }),
  };
}

it('a feed passes only what its reader was given or what is parked, and counts each opt-out once', async () => {
  const property = fc.asyncProperty(fc.array(move, { maxLength: 25 }), async (moves) => {
    const reader = await aReader();
    for (const { first, between } of moves) {
      await reader.move(first, between);
      const { passedUntold, counted, acknowledged } = await reader.audit();
      expect({ passedUntold, counted }).toEqual({ passedUntold: [], counted: acknowledged });
    }
    await reader.database.close();
  });
  await expect(
    fc.assert(property, { numRuns: Number(process.env.HEED_TEST_RUNS ?? 60) }),
  ).resolves.toBeUndefined();
}, 600_000);
