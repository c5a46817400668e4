import type { Sleep } from '../propagation/wake.ts';

// Far above what the work takes on a busy machine, and too short for a person to mind.
export const STEP_MILLIS = 300;

/**
 * Does some work and answers at the next full step since it began, so that the time an answer takes does not tell what
 * the work found: whether an address is known, whether a mail leaves. Work that fails takes as long.
 */
export async function inEvenTime<T>(
  { now, sleep }: { readonly now: () => number; readonly sleep: Sleep },
  work: () => Promise<T>,
): Promise<T> {
  const startedAt = now();
  try {
    return await work();
  } finally {
    // A clock that was set back counts as none of the time gone.
    const took = Math.max(0, now() - startedAt);
    await sleep(STEP_MILLIS - (took % STEP_MILLIS));
  }
}
