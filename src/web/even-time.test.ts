import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inEvenTime, STEP_MILLIS } from './even-time.ts';

async function timeOf(workMillis: number, fails = false): Promise<number> {
  let at = 1_000;
  const clock = {
    now: () => at,
    sleep: async (millis: number) => {
      at += millis;
    },
  };
  const work = async () => {
    at += workMillis;
    if (fails) throw new Error('the database is away');
  };
  await inEvenTime(clock, work).catch(() => undefined);
  return at - 1_000;
}

describe('an answer in even time', () => {
  it('takes the same, however long its work took within a step, also when it failed', async () => {
    const work = fc.integer({ min: 0, max: STEP_MILLIS - 1 });
    await fc.assert(
      fc.asyncProperty(work, fc.boolean(), async (millis, fails) => {
        expect(await timeOf(millis, fails)).toBe(STEP_MILLIS);
      }),
    );
  });

  it('takes whole steps where the machine is slower than that', async () => {
    expect(await timeOf(STEP_MILLIS + 1)).toBe(2 * STEP_MILLIS);
  });

  it('does not wait for ever when the clock is set back', async () => {
    expect(await timeOf(-3_600_000)).toBe(-3_600_000 + STEP_MILLIS);
  });
});
