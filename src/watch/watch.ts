import type { BrandDirectory, Directory } from '../brands/directory.ts';
import { createClockCache } from '../deadline/clock-cache.ts';
import { DEFAULT_LADDER, ladderOf } from '../deadline/ladder.ts';
import { DEFAULT_BRAND_POLICY } from '../deadline/policy.ts';
import { errorCode, type Log } from '../log.ts';
import type { TickBudget } from '../propagation/propagate.ts';
import { WATCH_WORK } from '../senders/hold.ts';
import type { KnownSenders } from '../senders/known-senders.ts';
import type { Sender } from '../senders/sender.ts';
import type { Rung } from './cause.ts';
import { createIncidents, type IncidentParts } from './incidents.ts';
import { SERVICE } from './kinds.ts';
import { emptyLedgerMemory, type LedgerMemory, ledgerView } from './ledger-memory.ts';
import { watchWays } from './service-trouble.ts';
import { readSnapshot, type Standing } from './snapshot.ts';
import { deadlinesOf } from './waits.ts';
import { watchSender } from './watch-sender.ts';
import { workDone } from './work-done.ts';

export interface WatchParts extends IncidentParts {
  readonly directory: Pick<Directory, 'read'>;
  readonly senders: Pick<KnownSenders, 'read'>;
  /** Lets others run between two reads of the ledger. */
  readonly yieldTurn?: (() => Promise<void>) | undefined;
  /** What was counted before; a memory of its own unless given. */
  readonly watchMemory?: WatchMemory | undefined;
}

/** What the watch has counted and need not count again. Plain data: see `LedgerMemory`. */
export interface WatchMemory {
  readonly ledger: LedgerMemory;
}

export function createWatchMemory(): WatchMemory {
  return { ledger: emptyLedgerMemory() };
}

/**
 * How a tick of the watch ended. `done`: every sender was looked at, since the last time that was so. `failed`: all were,
 * and some could not be. `unfinished`: the time was up; the next tick goes on where this one ended. `busy`: this process
 * is at it already.
 */
export type WatchEnd = 'done' | 'failed' | 'unfinished' | 'busy';

/** One tick of the watch. Throws when the database cannot answer. */
export type Watch = (budget: TickBudget) => Promise<WatchEnd>;

/**
 * Makes the tick that looks at every sender: what waits there longest, and what that calls for. Safe to call at any time,
 * from any number of processes. One sender's trouble keeps no other from being looked at, but the run does not count as
 * done then: `work_done` says when all were last looked at.
 */
export function createWatch(parts: WatchParts): Watch {
  const {
    database,
    now,
    log,
    yieldTurn = async () => undefined,
    watchMemory: memory = createWatchMemory(),
  } = parts;
  const incidents = createIncidents(parts);
  const clocksFor = createClockCache();
  let running = false;
  let left: ReadonlySet<string> | undefined;
  let failed = 0;

  async function tick({ millisMax, signal }: TickBudget): Promise<WatchEnd> {
    const until = now() + millisMax;
    const mayGoOn = () => signal?.aborted !== true && now() < until;
    const senders = await parts.senders.read();
    const brands = await parts.directory.read();
    const snapshot = await readSnapshot(database);
    const ledger = ledgerView({
      database,
      memory: memory.ledger,
      headSeq: snapshot.headSeq,
      mayGoOn,
      yieldTurn,
    });
    const watching = {
      database,
      ledger,
      incidents,
      now,
      log,
      deadlines: deadlinesOf(brands, clocksFor),
      rungsOf: (sender: Sender) => rungsOf(sender, brands, log),
    };
    const resumed = left !== undefined;
    const rest = new Set(left ?? senders.map(({ id }) => id));
    if (!resumed) failed = 0;
    for (const sender of senders) {
      if (!rest.has(sender.id)) continue;
      if (!mayGoOn()) break;
      try {
        const standing = snapshot.of(sender.id);
        // Once nothing is open at a retired sender, nothing can come.
        const quiet = sender.retiredAt !== null && isQuiet(standing);
        if (!quiet && !(await watchSender(watching, sender, standing))) break;
      } catch (error) {
        log.error('watch.sender_failed', { sender: sender.id, code: errorCode(error) });
        failed++;
      }
      rest.delete(sender.id);
      await yieldTurn();
    }
    const unfinished = senders.filter(({ id }) => rest.has(id));
    left = unfinished.length === 0 ? undefined : new Set(unfinished.map(({ id }) => id));
    if (left !== undefined) return 'unfinished';
    await watchWays({ ...parts, incidents }, snapshot.of(SERVICE).incidents, now());
    if (!resumed) ledger.forgetRest();
    if (failed > 0) return 'failed';
    await workDone(database, WATCH_WORK, now());
    return 'done';
  }

  return async (budget) => {
    if (running) return 'busy';
    running = true;
    try {
      return await tick(budget);
    } finally {
      running = false;
    }
  };
}

function isQuiet({ incidents, exposures, holds }: Standing): boolean {
  return incidents.length + exposures.length + holds.length === 0;
}

/** The ladder of each brand of a sender. One that does not hold together is not climbed: the default is. */
function rungsOf(sender: Sender, brands: BrandDirectory, log: Log): Rung[] {
  return sender.brands.map((brand) => {
    const outcome = ladderOf(brands.get(brand)?.ladder ?? null, sender.ladder);
    if (outcome.kind === 'refused') log.error('ladder.invalid', { sender: sender.id, brand });
    const ladder = outcome.kind === 'ladder' ? outcome.ladder : DEFAULT_LADDER;
    return { brand, ladder, policy: brands.get(brand)?.policy ?? DEFAULT_BRAND_POLICY };
  });
}
