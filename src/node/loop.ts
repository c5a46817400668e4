import { errorCode, type Log } from '../log.ts';
import type { Sleep, Wake } from '../propagation/wake.ts';

/** Background work that runs until it is stopped. */
export interface Running {
  /**
   * Ends the work: no new tick begins, and the one under way is cut short and waited for, five seconds at most. What does not
   * end by then is left behind, logged as `<name>.left_behind`: whatever it held is free again when its lease has run out.
   */
  stop(): Promise<void>;
}

export interface LoopParts {
  /** One tick; a tick that throws is logged as `<name>.failed`, and the next one looks again. */
  readonly tick: (budget: { readonly millisMax: number; readonly signal: AbortSignal }) => Promise<unknown>;
  readonly name: string;
  /** Rung when there is something to do. */
  readonly wake: Wake;
  /** How often it looks without being rung for; once a second unless given. */
  readonly everyMillis?: number | undefined;
  readonly sleep: Sleep;
  readonly log: Log;
}

// Woken at once by what this process does; this often, for the work of others and for retries nobody rings for.
const TICK_MILLIS = 1_000;
// A burst is seen to as one batch instead of one by one.
const GATHER_MILLIS = 20;
const TICK_BUDGET_MILLIS = 10_000;
// Half of the ten seconds Docker waits before it kills: a system that never answers must not keep the database from being
// closed in order.
const STOP_MILLIS_MAX = 5_000;

/**
 * Keeps calling `tick`: whenever the bell is rung and every `everyMillis` anyway. A tick is not waited for before the next,
 * so that something slow in one holds nobody else up.
 */
export function startLoop({ tick, name, wake, everyMillis = TICK_MILLIS, sleep, log }: LoopParts): Running {
  const stopping = new AbortController();
  const ticks = new Set<Promise<void>>();

  async function tickOnce(): Promise<void> {
    try {
      await tick({ millisMax: TICK_BUDGET_MILLIS, signal: stopping.signal });
    } catch (error) {
      // The database is away; what is to be done is still written there.
      log.error(`${name}.failed`, { code: errorCode(error) });
    }
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      const ticking = tickOnce().finally(() => ticks.delete(ticking));
      ticks.add(ticking);
      await wake.wait(everyMillis, stopping.signal);
      await sleep(GATHER_MILLIS, stopping.signal);
    }
    await Promise.all(ticks);
  }

  const running = run();
  return {
    async stop() {
      stopping.abort();
      const ended = new AbortController();
      const patience = sleep(STOP_MILLIS_MAX, ended.signal).then(() => {
        if (!ended.signal.aborted) log.warn(`${name}.left_behind`, { ticks: ticks.size });
      });
      await Promise.race([running, patience]);
      ended.abort();
    },
  };
}
