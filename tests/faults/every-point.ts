import type { Mortal } from '../../src/propagation/testing/crashing.ts';

/** A life that will end early, and what is to hold after it. */
export interface Stage {
  readonly process: Mortal;
  /** All that would happen, one after the other, until the process is dead. */
  readonly steps: readonly (() => Promise<unknown>)[];
  /** Starts anew on what the dead one left behind, and looks whether all is well. */
  readonly afterwards: () => Promise<void>;
}

// With an error before anything happened, and without a word after it did. The other two leave behind what these do, and
// src/propagation/fencing.model.test.ts dies with an error after every statement.
const WAYS = [
  { afterwards: false, hangs: false },
  { afterwards: true, hangs: true },
] as const;

/**
 * Has a process die at every point there is: before each question with an error, and after its answer without a word.
 * Answers how many lives that took.
 */
export async function atEveryPoint(stageFor: () => Promise<Stage>): Promise<number> {
  let lives = 0;
  for (const way of WAYS) {
    for (let at = 1; ; at++) {
      const { process, steps, afterwards } = await stageFor();
      process.prepare({ at, ...way });
      let dead = false;
      const death = process.died().then(() => {
        dead = true;
      });
      for (const step of steps) {
        // What a dying process is told of failing is its own business.
        await Promise.race([step().catch(() => undefined), death]);
        if (dead) break;
      }
      if (!dead) break;
      lives += 1;
      await afterwards();
    }
  }
  return lives;
}
