import type { Heed } from '../heed.ts';
import { errorCode } from '../log.ts';

/** Background work that runs until it is stopped. */
export interface Running {
  /** Ends the work: no new tick begins, and the one under way is cut short and waited for. */
  stop(): Promise<void>;
}

// Woken at once by our own opt-outs; this often, for entries and retries nobody rings for.
const TICK_MILLIS = 1_000;
// A burst of opt-outs is carried as one batch instead of one request each.
const GATHER_MILLIS = 20;
const TICK_BUDGET_MILLIS = 10_000;

/**
 * Keeps calling `propagate`: whenever the ledger has grown and once a second anyway. A tick is not waited for before
 * the next, so that a sender that takes its twenty seconds to time out holds nobody else up.
 */
export function startPropagator(heed: Pick<Heed, 'propagate' | 'wake' | 'sleep' | 'log'>): Running {
  const stopping = new AbortController();
  const ticks = new Set<Promise<void>>();

  async function tick(): Promise<void> {
    try {
      await heed.propagate({ millisMax: TICK_BUDGET_MILLIS, signal: stopping.signal });
    } catch (error) {
      // The database is away; the senders' cursors have not moved, and the next tick looks again.
      heed.log.error('propagate.failed', { code: errorCode(error) });
    }
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      const ticking = tick().finally(() => ticks.delete(ticking));
      ticks.add(ticking);
      await heed.wake.wait(TICK_MILLIS, stopping.signal);
      await heed.sleep(GATHER_MILLIS, stopping.signal);
    }
    await Promise.all(ticks);
  }

  const running = run();
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
