import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { standingLookup } from '../consent/standing-row.ts';
import {
  addressOf,
  fixedDirectory,
  identityKey,
  NOON,
  openWorld,
  type Said,
} from '../propagation/testing/world.ts';
import { checkGate } from './gate.ts';

const NAMES = ['ada', 'bob'];
const TOPICS = ['a t', 'a u', 'a bill', 'b t', 'b bill'] as const;
const word = fc.constantFrom(
  'opt_out' as const,
  'opt_in' as const,
  'undeliverable' as const,
  'deliverable' as const,
);
const saying = (what: typeof word | fc.Arbitrary<'opt_out'>): fc.Arbitrary<Said> =>
  fc.record({
    by: fc.constantFrom(...NAMES),
    about: fc.constantFrom('*', 'a', 'a/t', 'a/u', 'a/bill', 'b', 'b/t'),
    word: what,
    // Also words that come late, from before what is known already.
    at: fc.integer({ min: -5, max: 0 }).map((minutes) => NOON + minutes * 60_000),
  });

/** Every answer of the gate after a story, by topic and person. */
async function answersAfter(story: readonly Said[]): Promise<Map<string, boolean>> {
  const { database, say } = await openWorld();
  for (const said of story) await say(said);
  const parts = { database, directory: fixedDirectory(), standings: standingLookup(database), identityKey };
  const answers = new Map<string, boolean>();
  for (const about of TOPICS) {
    const [brand = '', topic = ''] = about.split(' ');
    const outcome = await checkGate(parts, { brand, topic, addresses: NAMES.map(addressOf), now: NOON });
    if (outcome.kind !== 'answered') throw new Error(`${about} is unknown`);
    outcome.answers.forEach(({ allowed }, index) => answers.set(`${about} ${NAMES[index]}`, allowed));
  }
  await database.close();
  return answers;
}

describe('one more opt-out', () => {
  it('never turns a no into a yes, whoever said what before, nor stops transactional mail', async () => {
    const story = fc.array(saying(word), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(story, saying(fc.constant('opt_out' as const)), async (before, optOut) => {
        const [was, is] = [await answersAfter(before), await answersAfter([...before, optOut])];
        const opened = [...is].filter(([about, allowed]) => allowed && was.get(about) === false);
        const blocked = [...is].filter(([about, allowed]) => about.includes('bill') && !allowed);
        expect({ opened, blocked }).toEqual({ opened: [], blocked: [] });
      }),
      { numRuns: 40 },
    );
  }, 30_000);
});
