import fc from 'fast-check';
import { expect, it } from 'vitest';
import { attestationsOf } from '../../senders/attestation.ts';
import type { Database } from '../../store/database.ts';
import { auditOf } from '../testing/reference.ts';
import { erase, openWorld } from '../testing/world.ts';
import { byHand, handsOf, type WrittenList } from './by-hand.testkit.ts';

const NAMES = ['ada', 'bob', 'cleo'];

const plainMove = fc.oneof(
  fc.record({
    kind: fc.constant('say' as const),
    by: fc.constantFrom(...NAMES),
    about: fc.constantFrom('*', 'a', 'a/t', 'b'),
    word: fc.constantFrom('opt_out' as const, 'opt_in' as const),
  }),
  fc.record({ kind: fc.constant('erase' as const), name: fc.constantFrom(...NAMES) }),
  fc.record({ kind: fc.constant('write' as const) }),
  fc.record({ kind: fc.constant('attest' as const), back: fc.nat(3) }),
);
/** A move, and one that comes between its reading and its writing. */
const move = fc.record({ first: plainMove, between: fc.option(plainMove, { nil: undefined, freq: 2 }) });
type PlainMove = typeof plainMove extends fc.Arbitrary<infer Move> ? Move : never;

/** A person who has lists written and attests them in any order, and a system that holds what was in those attested. */
async function aPerson() {
  const world = await openWorld();
  const { sender } = await byHand(world);
  const lists: WrittenList[] = [];
  const states = new Map<string, { seq: number; promotional: Readonly<Record<string, unknown>> }>();
  let furthest = 0;
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
  const hands = handsOf(world, sender, overtaken);

  async function make(one: PlainMove): Promise<void> {
    if (one.kind === 'say') await world.say(one);
    if (one.kind === 'erase') await erase(world.database, one.name);
    if (one.kind === 'write') {
      const list = await hands.write();
      if (list !== undefined) lists.push(list);
    }
    if (one.kind === 'attest') await attest(lists.at(-1 - one.back));
  }

  async function attest(list: WrittenList | undefined): Promise<void> {
    if (list === undefined) return;
    // Uploaded before it is attested, as people are told to.
    for (const { address = '', seq, ...columns } of list.rows) {
      if (Number(seq) >= (states.get(address)?.seq ?? 0)) {
        // Each brand has a column of its name.
        states.set(address, { seq: Number(seq), promotional: columns });
      }
    }
    furthest = Math.max(furthest, list.list.toSeq);
    await hands.attest(list.sha256);
  }

  return {
    database: world.database,
    async move(first: PlainMove, overtaking: PlainMove | undefined) {
      between = overtaking;
      await make(first);
      between = undefined;
    },
    audit: () => auditOf(world.database, { sender, states, names: NAMES }),
    furthest: () => furthest,
    attested: async () => {
      const all = await attestationsOf(world.database, sender.id);
      return Math.max(0, ...all.map(({ throughSeq }) => throughSeq));
    },
  };
}

it('lists attested in any order move the cursor past nothing they did not hold, and never without an attestation', async () => {
  const property = fc.asyncProperty(fc.array(move, { maxLength: 25 }), async (moves) => {
    const person = await aPerson();
    for (const { first, between } of moves) {
      await person.move(first, between);
      const { cursorSeq, passedUntold, counted, timed } = await person.audit();
      expect({ passedUntold, counted }).toEqual({ passedUntold: [], counted: timed });
      expect(cursorSeq).toBeLessThanOrEqual(person.furthest());
      expect(cursorSeq).toBeLessThanOrEqual(await person.attested());
    }
    await person.database.close();
  });
  await expect(
    fc.assert(property, { numRuns: Number(process.env.HEED_TEST_RUNS ?? 60) }),
  ).resolves.toBeUndefined();
}, 600_000);
