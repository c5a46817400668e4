import { setImmediate } from 'node:timers/promises';

// Far more than anything here takes; a test that is wrong fails with what it waited for instead of hanging.
const MILLIS_MAX = 15_000;

/** Looks again and again, without a pause, until `look` answers something; fails naming `what` when it never does. */
export async function until<Found>(what: string, look: () => Promise<Found | undefined>): Promise<Found> {
  const end = performance.now() + MILLIS_MAX;
  while (performance.now() < end) {
    const found = await look();
    if (found !== undefined) return found;
    await setImmediate();
  }
  throw new Error(`waited in vain for ${what}`);
}
