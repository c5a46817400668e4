import fc from 'fast-check';
import { expect, it } from 'vitest';
import { auditOf, foreignBrands, plainState } from './testing/reference.ts';
import { anyStory, NAMES, type Stage, type Step, setStage } from './testing/story.ts';
import { addressless, addressOf, HOUR, idOf } from './testing/world.ts';

const TOPICS: Readonly<Record<string, readonly string[]>> = {
  one: ['a/t', 'a/u'],
  two: ['a/t', 'a/u', 'b/t'],
};
// A wait is an hour at most, and clocks that stepped back add to it; two rounds more for those who were parked meanwhile.
const CALM_ROUNDS_MAX = 8;

/**
 * What must hold after every step, whatever fails: whatever a cursor passed is held by the vendor or parked (guarantee
 * 4), every acknowledged opt-out is counted exactly once, no sender hears of another's brand, and no cursor goes back.
 * Answers the cursors.
 */
async function holds({ world, senders }: Stage, before: readonly number[]): Promise<number[]> {
  const audits = await Promise.all(
    senders.map(async ({ sender, vendor }) => ({
      ...(await auditOf(world.database, { sender, states: vendor.states, names: NAMES })),
      foreign: foreignBrands(
        sender,
        vendor.requests.flatMap(({ items }) => items),
      ),
    })),
  );
  const broken = audits.filter(({ passedUntold, counted, acknowledged, foreign, cursorSeq }, index) => {
    const wentBack = cursorSeq < (before[index] ?? 0);
    return passedUntold.length > 0 || counted !== acknowledged || foreign.length > 0 || wentBack;
  });
  expect(broken).toEqual([]);
  return audits.map(({ cursorSeq }) => cursorSeq);
}

async function calmDown(stage: Stage): Promise<void> {
  for (const { vendor } of stage.senders) {
    vendor.chokesOn.clear();
    vendor.diesOf.clear();
  }
  for (let round = 0; round < CALM_ROUNDS_MAX; round++) {
    stage.world.advance(HOUR);
    await stage.calmTick();
  }
}

/** What must hold once nothing fails any more: everybody is told everything, but for those who cannot be. */
async function converged({ world, senders }: Stage): Promise<void> {
  const erased = await addressless(world.database);
  for (const { sender, vendor } of senders) {
    const audit = await auditOf(world.database, { sender, states: vendor.states, names: NAMES });
    expect(audit.cursorSeq).toBe(audit.relevant.at(-1)?.seq ?? 0);
    const tellable = NAMES.filter((name) => !erased.has(idOf(name)) && !vendor.rejects.has(addressOf(name)));
    const ids = new Set<string>(tellable.map(idOf));
    expect(audit.parked.filter(({ recipient_id }) => ids.has(recipient_id))).toEqual([]);
    for (const name of tellable.filter((one) =>
      audit.relevant.some((row) => row.recipient_id === idOf(one)),
    )) {
      const scopes = { brands: sender.brands, topics: TOPICS[sender.id] ?? [] };
      expect(vendor.states.get(addressOf(name))).toMatchObject(
        plainState(audit.relevant, idOf(name), scopes),
      );
    }
  }
}

async function tell(itemsMax: number, story: readonly Step[]): Promise<void> {
  const stage = await setStage(itemsMax);
  try {
    let cursors: number[] = [];
    for (const step of story) {
      await stage.perform(step);
      cursors = await holds(stage, cursors);
    }
    await calmDown(stage);
    await holds(stage, cursors);
    await converged(stage);
  } finally {
    await stage.world.database.close();
  }
}

const RUNS = Number(process.env.HEED_TEST_RUNS ?? 60);

it('passes nothing untold, counts once and catches up, whatever fails and wherever it dies', async () => {
  const story = fc.asyncProperty(fc.integer({ min: 1, max: 4 }), anyStory, tell);
  // A failure prints the seed and the shortest story.
  await expect(fc.assert(story, { numRuns: RUNS })).resolves.toBeUndefined();
}, 600_000);
